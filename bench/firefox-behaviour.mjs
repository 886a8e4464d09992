// npm run try:firefox [-- --shots DIRECTORY] [WORD …]: does the map do in Firefox what it does in Chromium?
//
// Runs bench/behaviours/ in both, on the built map under the strictest content policy, and prints what fails,
// what differs, and what was written to a console. WORDs: only behaviours whose name has one of them.
// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";
import { ARGUMENTS, ensureBrowser } from "../tools/browser.mjs";
import { SITE, serve } from "../tools/serve.mjs";
import { Failure, ROOT, command } from "../tools/setup.mjs";
import { HANDS } from "./behaviours/hands.mjs";
import { PAGES } from "./behaviours/pages.mjs";
import { firefoxPath, size, until } from "./fox.mjs";

/** @typedef {import("puppeteer-core").Browser} Browser */

/** Longer than any behaviour takes, in ms. */
const PATIENCE = 60_000;

/** @param {Record<string, boolean>} [extraPrefsFirefox] */
const firefox = (extraPrefsFirefox = {}) =>
  puppeteer.launch({ browser: "firefox", executablePath: firefoxPath(), headless: true, extraPrefsFirefox });

/** Each browser, by the name its pictures have. @type {[name: string, start: () => Promise<Browser>][]} */
const BROWSERS = [
  ["firefox", firefox],
  ["chromium", async () => puppeteer.launch({
    executablePath: await ensureBrowser(),
    headless: true,
    args: [...ARGUMENTS, "--no-sandbox"],
  })],
];

/** Firefox with the protection against fingerprinting that Tor uses: what is read from a canvas is noise. */
const resistFirefox = () => firefox({ "privacy.resistFingerprinting": true });
/** The behaviour that is tried with it. */
const DRAWN = PAGES[0];

await command(async () => {
  const words = process.argv.slice(2);
  const at = words.indexOf("--shots");
  const shots = at < 0 ? undefined : words.splice(at, 2)[1];
  if (shots) await mkdir(shots, { recursive: true });
  const wanted = [...HANDS, ...PAGES].filter(({ what }) => !words.length || words.some((word) => what.includes(word)));
  const site = await serve({ mounts: { ...SITE, "/e2e/pages/": `${ROOT}e2e/pages` } });
  let wrong = 0;
  try {
    /** @type {Map<string, Result>[]} */
    const results = [];
    for (const [name, start] of BROWSERS) {
      const browser = await start();
      try {
        /** @type {Map<string, Result>} */
        const found = new Map();
        for (const behaviour of wanted) {
          found.set(behaviour.what, await attempt(browser, site.url, behaviour, shots && `${shots}/ff-${name}`));
        }
        results.push(found);
        console.log(`${await browser.version()}: ${found.size} behaviours tried`);
      } finally {
        await browser.close();
      }
    }
    const [fox = new Map(), other = new Map()] = results;
    for (const { what } of wanted) {
      const [a, b] = [fox.get(what), other.get(what)];
      const same = a?.text === b?.text && !a?.failed;
      if (a?.failed || a?.console.length) wrong++;
      console.log(`${same ? "same   " : a?.failed ? "FAILED " : "DIFFERS"} ${what}\n          Firefox:  ${a?.text}`);
      if (!same) console.log(`          Chromium: ${b?.text}`);
      for (const [name, result] of /** @type {const} */ ([["Firefox", a], ["Chromium", b]])) {
        for (const line of result?.console ?? []) console.log(`          ${name}'s console: ${line}`);
      }
    }
    if (DRAWN && wanted.includes(DRAWN)) {
      const browser = await resistFirefox();
      try {
        const { text, failed } = await attempt(browser, site.url, DRAWN, shots && `${shots}/ff-hiding`);
        if (failed) wrong++;
        const mark = failed ? "FAILED " : "same   ";
        console.log(`${mark} ${DRAWN.what}, with privacy.resistFingerprinting\n          Firefox:  ${text}`);
      } finally {
        await browser.close();
      }
    }
  } finally {
    await site.close();
  }
  if (wrong) throw new Failure(`${wrong} behaviours are wrong in Firefox`);
});

/** @typedef {{ text: string, failed: boolean, console: string[] }} Result */

/**
 * Tries one behaviour on a page of its own.
 * @param {Browser} browser
 * @param {string} url
 * @param {import("./behaviours/map.mjs").Behaviour} behaviour
 * @param {string | undefined} shots what the names of its pictures begin with
 * @returns {Promise<Result>}
 */
async function attempt(browser, url, { page: name, run }, shots) {
  const context = await browser.createBrowserContext();
  /** @type {string[]} */
  const written = [];
  try {
    const page = await context.newPage();
    await size(page);
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) written.push(message.text());
    });
    page.on("pageerror", (error) => written.push(`thrown: ${error instanceof Error ? error.message : String(error)}`));
    await page.goto(`${url}e2e/pages/${name}`);
    await until(page, () => customElements.get("darien-map"));
    if (name !== "empty.html") {
      await until(page, () => document.querySelector("darien-map")?.shadowRoot?.querySelector("[data-phase=ready]"));
      // Card and list come after the first picture.
      await until(page, () => document.querySelector("darien-map")?.shadowRoot?.querySelector("[part=places] button"));
    }
    const map = /** @type {import("./behaviours/map.mjs").Map} */ (/** @type {unknown} */ (await page.$("darien-map")));
    /** @param {string} name */
    const shot = async (name) => {
      const png = await page.screenshot({ type: "png", clip: { x: 0, y: 0, width: 1000, height: 700 } });
      if (shots) await writeFile(`${shots}-${name}.png`, png);
      return png;
    };
    /** @type {Promise<never>} */
    const late = new Promise((_, fail) => {
      setTimeout(() => fail(new Error(`got no end within ${PATIENCE} ms`)), PATIENCE).unref();
    });
    return { text: await Promise.race([run({ page, map, shot }), late]), failed: false, console: written };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), failed: true, console: written };
  } finally {
    await context.close().catch(() => {});
  }
}
