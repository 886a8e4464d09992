// Opens every page of the site as readers do, under a path of its own: on a phone and on a desktop, in light and dark.
// @ts-check
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { launch } from "../tools/browser.mjs";
import { serve } from "../tools/serve.mjs";
import { Failure } from "../tools/setup.mjs";

const SCREENS = /** @type {const} */ ([
  { width: 390, height: 844, colorScheme: "light" },
  { width: 1280, height: 800, colorScheme: "dark" },
]);
const RULES = { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] };

/** @param {string} directory */
export async function checkPages(directory) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // The server forbids everything that the map and the site do not need.
  const server = await serve({ mounts: { "/some/path/": directory } });
  const browser = await launch();
  /** @type {string[]} */
  const wrong = [];
  try {
    for (const { width, height, colorScheme } of SCREENS) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      let where = "";
      const note = (/** @type {string} */ text) => wrong.push(`${where}, ${width} px, ${colorScheme}: ${text}`);
      page.on("pageerror", ({ message }) => note(message));
      page.on("console", (message) => message.type() === "error" && note(message.text()));
      page.on("request", (request) => /^(blob|data):/.test(request.url()) || request.url().startsWith(server.url) || note(`requests ${request.url()}`));
      for (const name of (await readdir(directory)).filter((name) => name.endsWith(".html"))) {
        where = name;
        await page.goto(`${server.url}some/path/${name}`);
        const map = page.locator("darien-map").first();
        if (await map.count()) await map.evaluate((map) => new Promise((done) => ("places" in map && map.places instanceof Array && map.places.length ? done(0) : map.addEventListener("ready", () => done(0)))));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) note(`is ${wide} px wider than the window`);
        await page.evaluate(axe);
        const found = await page.evaluate(async (rules) => {
          const { violations } = await /** @type {any} */ (globalThis).axe.run(rules);
          return violations.map((/** @type {{ id: string, nodes: { html: string }[] }} */ { id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" … ")}`);
        }, RULES);
        // Maps of one story have one name.
        for (const violation of found) if (!/^landmark-unique: <div class="map"/.test(violation)) note(violation);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  if (wrong.length) throw new Failure(`The site has faults:\n  ${wrong.join("\n  ")}`);
}
