// Colours of the map: from the theme, the system and the page.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { expect, mapOf, open, part, test } from "./helpers.js";

/** The open Pacific at zoom 5, far from any coast: red, green and blue. */
async function seaOf(map: Locator): Promise<number[]> {
  return map.evaluate((map: DarienMapElement) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const [x = 0, y = 0] = (map.project([-104, 8]) ?? []).map((px) => Math.round(px * devicePixelRatio));
    return [...(canvas?.getContext("2d")?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3);
  });
}

async function openSea(page: Page): Promise<Locator> {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -104, lat: 8, zoom: 5 }));
  return map;
}

const OFFSHORE = { light: [0xc2, 0xd0, 0xd7], dark: [0x14, 0x21, 0x2b], print: [0xe9, 0xe9, 0xe9] };

test("auto follows the system's dark and contrast settings", async ({ page }) => {
  const map = await openSea(page);
  await expect.poll(() => seaOf(map)).toEqual(OFFSHORE.light);
  await page.emulateMedia({ contrast: "more" });
  await expect(map.locator("[part=map][data-theme=contrast]")).toBeVisible();
  await page.emulateMedia({ contrast: "more", colorScheme: "dark" });
  await expect(map.locator("[part=map][data-theme=contrast-dark]")).toBeVisible();
  await page.emulateMedia({ contrast: "no-preference", colorScheme: "dark" });
  await expect.poll(() => seaOf(map)).toEqual(OFFSHORE.dark);
  await map.evaluate((map: DarienMapElement) => (map.theme = "print"));
  await expect.poll(() => seaOf(map)).toEqual(OFFSHORE.print);
});

test("the page's custom properties set the map's colours, and changes are followed", async ({ page }) => {
  const map = await openSea(page);
  const set = (value: string) =>
    map.evaluate((map, value) => map.style.setProperty("--darien-map-offshore", value), value);
  await set("rebeccapurple");
  await expect.poll(() => seaOf(map)).toEqual([0x66, 0x33, 0x99]);
  await set("color-mix(in srgb, red, blue)");
  await expect.poll(() => seaOf(map)).toEqual([128, 0, 128]);
  await set("light-dark(lime, red)");
  await expect.poll(() => seaOf(map)).toEqual([0, 255, 0]);
  await set("banana");
  await expect.poll(() => seaOf(map)).toEqual(OFFSHORE.light);
  await set("");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".night { --darien-map-offshore: #012345 }");
    document.adoptedStyleSheets = [sheet];
    document.documentElement.className = "night";
  });
  await expect.poll(() => seaOf(map)).toEqual([0x01, 0x23, 0x45]);
  await page.evaluate(() => (document.documentElement.className = ""));
  await expect.poll(() => seaOf(map)).toEqual(OFFSHORE.light);
});

test("with forced colours the map uses the system's colours", async ({ page }) => {
  const map = await openSea(page);
  await map.evaluate((map) => map.style.setProperty("--darien-map-offshore", "red"));
  await expect.poll(() => seaOf(map)).toEqual([255, 0, 0]);
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const canvas = await page.evaluate(() => {
    document.body.style.backgroundColor = "Canvas";
    return getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.slice(0, 3).map(Number);
  });
  await expect.poll(() => seaOf(mapOf(page))).toEqual(canvas);
  const furniture = await part(map, "map").evaluate((root) =>
    ["--accent", "--ink", "--quiet", "--rule"].map((name) => getComputedStyle(root).getPropertyValue(name)),
  );
  expect(new Set(furniture)).toEqual(new Set(["CanvasText"]));
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
  await expect.poll(() => seaOf(map)).toEqual([255, 0, 0]);
});
