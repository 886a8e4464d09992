// Takes pictures of the map as readers meet it, and writes a page with all of them: the first screen, every chapter, the end of
// the story, and every place that the story is about. The map fills the window.
//
//   node tools/gallery.mjs DIRECTORY [--sizes 390x844,1280x800] [--themes light,dark] [--languages en,es,ar]
//     [--what first,chapters,end,places] [--only gap,acandi] [--of CHECKOUT]
//
// Each option narrows what is taken; without options everything is. `--only`: ids of chapters and places. `--of`: another
// checkout of the project. The project must be built.
// @ts-check
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { countWork, untilQuiet } from "./in-page.mjs";
import { serve } from "./serve.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

const SIZES = ["320x568", "390x844", "768x1024", "1280x800", "1920x1080"];
const THEMES = ["light", "dark", "contrast", "contrast-dark"];
const LANGUAGES = ["en", "es", "ar"];
const KINDS = ["first", "chapters", "end", "places"];

/** Windows narrower than this, in CSS pixels, are those of phones, whose screens have two device pixels to a CSS pixel. */
const PHONE = 600;

/** @typedef {{ width: number, height: number, theme: string, lang: string }} Screen */
/** @typedef {{ what: string[], only: string[] }} Choice */

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: "string", default: SIZES.join() },
      themes: { type: "string", default: "light,dark" },
      languages: { type: "string", default: LANGUAGES.join() },
      what: { type: "string", default: KINDS.join() },
      only: { type: "string", default: "" },
      of: { type: "string", default: ROOT },
    },
  });
  const [directory] = positionals;
  if (!directory) throw new Failure("Expected a directory for the pictures; see the head of tools/gallery.mjs");
  const checkout = resolve(values.of);
  if (!existsSync(join(checkout, "dist/index.js"))) throw new Failure(`${checkout}: not built; run npm run build there`);
  const themes = listOf("themes", values.themes, THEMES);
  const sizes = words(values.sizes).map((size) => {
    const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
    if (!width || !height) throw new Failure(`--sizes ${size}: expected a width and a height in CSS pixels, such as 390x844`);
    return { width: Number(width), height: Number(height) };
  });
  const screens = sizes.flatMap((size) =>
    themes.flatMap((theme) => words(values.languages).map((lang) => ({ ...size, theme, lang }))),
  );
  mkdirSync(directory, { recursive: true });
  await takeAll(directory, checkout, screens, { what: listOf("what", values.what, KINDS), only: words(values.only) });
  const files = readdirSync(directory).filter((file) => file.endsWith(".png"));
  writeFileSync(join(directory, "index.html"), contactSheet(files));
  console.log(`${files.length} pictures: ${join(directory, "index.html")}`);
});

/**
 * @param {string} text separated by commas
 */
function words(text) {
  return text.split(",").filter(Boolean);
}

/**
 * @param {string} option
 * @param {string} text
 * @param {string[]} known
 */
function listOf(option, text, known) {
  const list = words(text);
  const unknown = list.find((word) => !known.includes(word));
  if (unknown) throw new Failure(`--${option} ${unknown}: expected one or more of ${known.join()}`);
  return list;
}

/**
 * @param {string} directory
 * @param {string} checkout
 * @param {Screen[]} screens
 * @param {Choice} choice
 */
async function takeAll(directory, checkout, screens, choice) {
  const server = await serve({ mounts: { "/": join(checkout, "www"), "/darien-map/": join(checkout, "dist") } });
  const browser = await launch();
  try {
    for (const screen of screens) {
      const begun = Date.now();
      const count = await takeScreen(browser, server.url, directory, screen, choice);
      console.log(`${nameOf(screen)}: ${count} pictures, ${((Date.now() - begun) / 1000).toFixed(0)} s`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {Screen} screen */
function nameOf({ width, height, theme, lang }) {
  return `${width}x${height}-${theme}-${lang}`;
}

/**
 * Takes all pictures of one size, theme and language. Returns their number.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @param {string} directory
 * @param {Screen} screen
 * @param {Choice} choice
 */
async function takeScreen(browser, url, directory, screen, { what, only }) {
  const { width, height, theme, lang } = screen;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: width < PHONE ? 2 : 1,
    reducedMotion: "reduce",
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(countWork);
    const address = `${url}only-the-map`;
    await page.route(address, (route) => route.fulfill({ contentType: "text/html", body: pageWithMap(theme, lang) }));
    await page.goto(address);
    const map = page.locator("darien-map");
    await map.locator('[data-phase="ready"]').waitFor();
    let count = 0;
    const shoot = async (/** @type {string} */ state) => {
      await page.evaluate(untilQuiet);
      await page.screenshot({ path: join(directory, `${nameOf(screen)}-${state}.png`) });
      count++;
    };
    const { chapters, places } = await map.evaluate(async (map) => {
      /** @typedef {import("../www/element/element.js").DarienMapElement} DarienMapElement */
      const { places } = /** @type {DarienMapElement} */ (map);
      const story = await (await fetch("/darien-map/assets/story.geojson")).json();
      const ids = (/** @type {{ id: string }[]} */ list) => list.map(({ id }) => id);
      return { chapters: ids(story.chapters), places: ids(places.filter(({ main }) => main)) };
    });
    const wanted = (/** @type {string} */ id) => !only.length || only.includes(id);
    const goTo = (/** @type {string | null} */ id) => map.evaluate((map, id) => void Object.assign(map, { chapter: id }), id);
    if (what.includes("first") && !only.length) await shoot("0-first");
    if (what.includes("chapters")) {
      for (const [i, id] of chapters.entries()) {
        if (!wanted(id)) continue;
        await goTo(id);
        await shoot(`1-chapter-${String(i + 1).padStart(2, "0")}-${id}`);
      }
    }
    if (what.includes("end") && !only.length) {
      await goTo(chapters.at(-1) ?? null);
      await map.locator("[part=card] .next").click();
      await shoot("2-end");
    }
    if (what.includes("places")) {
      for (const id of places.filter(wanted)) {
        await goTo(null);
        await map.evaluate((map, id) => void Object.assign(map, { selected: id }), id);
        await shoot(`3-place-${id}`);
      }
    }
    return count;
  } finally {
    await context.close();
  }
}

/**
 * @param {string} theme
 * @param {string} lang
 */
function pageWithMap(theme, lang) {
  return `<!doctype html>
<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gallery</title>
<style>body{margin:0}darien-map{display:block;width:100vw;height:100vh;max-width:none}</style>
<script type="module" src="/darien-map/index.js"></script>
<darien-map hash lang="${lang}" theme="${theme}"></darien-map>`;
}

/**
 * A page with all pictures: one row for each state, from the smallest screen to the largest.
 * @param {string[]} files
 */
function contactSheet(files) {
  /** @type {Map<string, string[]>} */
  const rows = new Map();
  const byWidth = (/** @type {string} */ one, /** @type {string} */ two) => parseInt(one) - parseInt(two) || one.localeCompare(two);
  for (const file of files.sort(byWidth)) {
    const state = /-(\d-.+)\.png$/.exec(file)?.[1] ?? "";
    rows.set(state, [...(rows.get(state) ?? []), file]);
  }
  const figure = (/** @type {string} */ file) =>
    `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${file.replace(/-\d-.*/, "")}</figcaption></figure>`;
  const row = (/** @type {[string, string[]]} */ [state, files]) => `<h2>${state.replace(/^\d-/, "")}</h2><div>${files.map(figure).join("")}</div>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Gallery: ${files.length} pictures</title>
<style>
body { margin: 1rem; font: 12px/1.4 sans-serif }
div { display: flex; gap: 12px; overflow-x: auto }
figure { margin: 0 }
img { height: 420px; width: auto; border: 1px solid #888 }
</style>
${[...rows].sort().map(row).join("\n")}
`;
}
