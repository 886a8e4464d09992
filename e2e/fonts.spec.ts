// The map's own fonts: loaded late, once for all maps, and not required.

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { expect, hold, open, test } from "./helpers.js";

test("fonts load after the files of the first picture, once for two maps", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, "")));
  await page.goto("/e2e/pages/two.html");
  await fontsLoaded(page);
  const faces = asked.filter((name) => name.endsWith(".woff2"));
  expect(faces.sort()).toEqual(
    ["sans-400-italic", "sans-400", "sans-600", "serif-400-italic", "serif-600"].map((name) => `${name}.woff2`),
  );
  const first = asked.findIndex((name) => name.endsWith(".woff2"));
  for (const name of ["darien_map_bg.wasm", "sketch.bin", "story.geojson"]) {
    expect(asked.indexOf(name)).toBeLessThan(first);
  }
});

test("the map is repainted in its fonts, whose advances match the built-in table", async ({ page }) => {
  const release = await hold(page, "**/*.woff2", (route) => route.continue());
  const map = await open(page);
  const before = await pixels(map);
  release();
  await fontsLoaded(page);
  await expect.poll(() => pixels(map)).not.toBe(before);
  for (const [font, letters] of await advances()) {
    const wrong = await page.evaluate(
      ([font, letters]) => {
        const context = document.createElement("canvas").getContext("2d");
        if (!context) return ["no context"];
        context.font = font;
        return letters
          .map(([letter, width]) => [letter, width, context.measureText(letter).width] as const)
          .filter(([, width, measured]) => Math.abs(width - measured) > 0.01);
      },
      [font, letters] as const,
    );
    expect(wrong, font).toEqual([]);
  }
});

test("without its fonts the map is laid out in the system's, without an error", async ({ page }) => {
  const release = await hold(page, "**/*.woff2", (route) => route.abort());
  await page.route("**/embedded.js", (route) => route.abort());
  const map = await open(page);
  const before = await pixels(map);
  release();
  await expect.poll(() => pixels(map)).not.toBe(before);
  expect(await page.evaluate(() => recorded.events.filter(({ type }) => type === "error"))).toEqual([]);
});

test("a font family of the page is measured and used", async ({ page }) => {
  const map = await open(page);
  await fontsLoaded(page);
  const before = await pixels(map);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("darien-map { --darien-map-font: monospace; --darien-map-title-font: monospace }");
    document.adoptedStyleSheets = [sheet];
  });
  // Fonts are read when the theme is set.
  await map.evaluate((map: DarienMapElement) => (map.theme = "light"));
  await expect.poll(() => pixels(map)).not.toBe(before);
});

/** Waits until the page has loaded all five fonts. */
async function fontsLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length === 5);
}

/** A hash of the canvas. */
function pixels(map: Locator): Promise<string> {
  return map.evaluate(async (map) => {
    const picture = map.shadowRoot?.querySelector("canvas")?.toDataURL() ?? "";
    const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(picture));
    return [...new Uint8Array(sum)].join();
  });
}

/** The table in src/text/advances.rs: for each font in CSS, its letters and their widths at 1000 px. */
async function advances(): Promise<[string, [string, number][]][]> {
  const text = await readFile(new URL("../src/text/advances.rs", import.meta.url), "utf8");
  const code = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String.fromCodePoint(from + i));
  const letters = [...code(0x20, 0x7f), ...code(0xa0, 0x100), ...[...text.matchAll(/'(.)'/g)].map(([, letter]) => letter)];
  const tables = [...text.matchAll(/\/\/\/ (Map \w+), (\d+), (\w+)\.[^[]+\[.*\]\n[^=]+= \[([^\]]+)\]/g)];
  expect(tables).toHaveLength(5);
  return tables.map(([, family, weight, style, numbers]) => {
    const widths = numbers?.match(/\d+/g)?.map((steps) => Number(steps) * 4) ?? [];
    expect(widths).toHaveLength(letters.length);
    const font = `${style === "Italic" ? "italic " : ""}${weight} 1000px "${family}"`;
    const pairs = letters.map((letter, i): [string, number] => [letter ?? "", widths[i] ?? 0]);
    return [font, pairs.filter(([, width]) => width > 0)];
  });
}

test("letters of another alphabet are loaded when a text has them, and keep their advances", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, "")));
  const map = await open(page);
  await fontsLoaded(page);
  const letters = () => asked.filter((name) => /^(western|latin|greek|cyrillic|vietnamese)\.bin$/.test(name)).sort();
  expect(letters()).toEqual([]);
  const places = ["Łódź", "Київ", "Αθήνα", "Đà Nẵng"].map((name, i) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [20 + i, 50 - i] },
    properties: { name },
  }));
  await map.evaluate((map: DarienMapElement, story) => map.load(story), { type: "FeatureCollection", features: places });
  await expect.poll(letters).toEqual(["cyrillic.bin", "greek.bin", "latin.bin", "vietnamese.bin", "western.bin"]);
  await page.waitForFunction(() => [...document.fonts].filter(({ family, unicodeRange }) => /^Map S/.test(family) && unicodeRange !== "U+0-10FFFF").length > 20);
  // In a font of the system these letters have other widths.
  const widths = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context) return [];
    return ["ł", "Ж", "Ω", "ẵ"].map((letter) => {
      context.font = '400 1000px "Map Sans"';
      return Math.round(context.measureText(letter).width * 100) / 100;
    });
  });
  expect(widths).toEqual(await advancesOf(["latin", "cyrillic", "greek", "vietnamese"], ["ł", "Ж", "Ω", "ẵ"]));
  const svg = await map.evaluate((map: DarienMapElement) => map.toSVG());
  expect(svg).toContain("unicode-range:");
});

/** The advances of letters in the first face at 1000 px, each from its alphabet's file. */
async function advancesOf(alphabets: string[], letters: string[]): Promise<number[]> {
  return Promise.all(
    alphabets.map(async (alphabet, i) => {
      const bytes = await readFile(new URL(`../assets/fonts/${alphabet}.bin`, import.meta.url));
      const count = bytes.readUInt16LE(0);
      const codes = Array.from({ length: count }, (_, k) => bytes.readUInt16LE(2 + 2 * k));
      return bytes.readUInt16LE(2 + 2 * (count + codes.indexOf(letters[i]?.codePointAt(0) ?? 0))) * 4;
    }),
  );
}

test("text does not wait for fonts that never load", async ({ page }) => {
  // Neither answered nor refused.
  await page.route("**/*.woff2", () => {});
  const map = await open(page);
  await expect(map.getByRole("button").first()).toBeVisible();
  expect(await page.evaluate(() => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length)).toBe(0);
});
