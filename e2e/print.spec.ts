// Print: the picture, and under it the whole story as text.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, hold, lightness, open, settled, test, waitForEvent, viewOf } from "./helpers.js";
import { LANGUAGES } from "./states.js";

type Text = string | Partial<Record<string, string>>;

interface Story {
  title: Text;
  chapters: { title: Text; text: Text }[];
  sources: { title: Text; url?: string }[];
  features: { properties: { name?: Text; kind: string; facts?: { text: Text }[] } }[];
}

const STORY = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as Story;
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");

/** What a printed page must say, in a language of the story. */
function texts(lang: string): string[] {
  const read = (text: Text | undefined) => plain(typeof text === "object" ? (text[lang] ?? text["en"] ?? "") : (text ?? ""));
  const { title, chapters, sources, features } = STORY;
  const facts = features.flatMap(({ properties }) => properties.facts ?? []);
  const places = features.filter(({ properties }) => properties.kind !== "leg");
  return [
    read(title),
    ...chapters.flatMap(({ title, text }) => [read(title), read(text)]),
    ...places.map(({ properties }) => read(properties.name)),
    ...facts.map(({ text }) => read(text)),
    ...sources.map(({ title }) => read(title)),
  ];
}

/** The text on the page and its controls, as they are laid out now. */
function printedContent(map: Locator): Promise<{ text: string; controls: string[]; high: number; wide: number; cut: string[] }> {
  return map.evaluate((map) => {
    const shadow = map.shadowRoot;
    if (!shadow) throw new Error("no map");
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const controls = [...shadow.querySelectorAll("button:not(.place),input,summary")].filter(shown).map((element) => element.className || element.localName);
    const walker = document.createTreeWalker(shadow, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    let text = "";
    while (walker.nextNode()) {
      const { parentElement: parent, nodeValue } = walker.currentNode;
      if (!parent || !shown(parent)) continue;
      text += `${nodeValue} `;
      for (let box: Element | null = parent; box; box = box.parentElement) {
        const { overflowY, clipPath, position } = getComputedStyle(box);
        if (clipPath !== "none" || position === "absolute" || (overflowY !== "visible" && box.scrollHeight > box.clientHeight + 1)) cut.push(`${box.className}: ${nodeValue}`);
      }
    }
    const { width, height } = shadow.querySelector("canvas")?.getBoundingClientRect() ?? new DOMRect();
    return { text, controls, high: height, wide: width, cut };
  });
}

/** How many pages the printed document has. */
async function print(page: Page): Promise<number> {
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

for (const lang of LANGUAGES) {
  test(`a printed page has the picture, all chapters, facts and sources as text, and no controls (${lang})`, async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    await expect(map.locator("[part=map]")).toHaveAttribute("lang", lang);
    await expect(map.locator(".places .place").first()).toBeAttached();
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await expect(map.locator("canvas")).toHaveJSProperty("width", 2880);
    const { text, controls, high, wide, cut } = await printedContent(map);
    const all = plain(text).replace(/ (?=[.;,:،؛])/g, "");
    for (const words of texts(lang)) expect(all).toContain(words);
    expect(controls).toEqual([]);
    expect(cut).toEqual([]);
    expect([wide, high]).toEqual([720, 480]);
    // Neither blank nor dark: the sea of the printed theme is light, and the land has lines.
    const light = await lightness(map);
    expect(light).toBeGreaterThan(150);
    expect(light).toBeLessThan(252);
  });
}

test("printing right after load gives the whole document, and does not change the map on the screen", async ({ page }) => {
  const map = await open(page, "tall.html");
  const view = await viewOf(map);
  const first = await print(page);
  expect(first).toBeGreaterThan(3);
  expect(await settled(map)).toEqual(view);
  await expect(map.locator("[part=first]")).toBeVisible();
  expect(await map.evaluate((map) => map.shadowRoot?.querySelector("canvas")?.width)).toBe(1280);
  // Printing again gives the same.
  expect(await print(page)).toEqual(first);
});

test("an open card or a playing story does not change the printed document", async ({ page }) => {
  const map = await open(page);
  const first = await print(page);
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  await settled(map);
  const view = await viewOf(map);
  expect(await print(page)).toEqual(first);
  await expect(cardOf(map)).toBeVisible();
  const after = await settled(map);
  expect(after.lon).toBeCloseTo(view.lon, 3);
  expect(after.zoom).toBeCloseTo(view.zoom, 3);
  await map.evaluate((map: DarienMapElement) => {
    map.chapter = "gap";
    map.play();
  });
  expect(await print(page)).toEqual(first);
  await expect(cardOf(map)).toBeVisible();
});

test("printing before the map is drawn prints the element's content, and the map still loads", async ({ page }) => {
  const release = await hold(page, "**/*.wasm", (route) => route.continue());
  await page.goto("/e2e/pages/map.html", { waitUntil: "domcontentloaded" });
  expect(await print(page)).toBeGreaterThan(0);
  release();
  await waitForEvent(page, "ready");
  await expect(page.locator("darien-map [part=first]")).toBeVisible();
});

test("scrolling chapters are printed as text under the picture", async ({ page }) => {
  const map = await open(page, "scroll.html");
  await page.emulateMedia({ media: "print" });
  await expect(map.locator("canvas")).toHaveJSProperty("width", 2880);
  const { text, controls, cut } = await printedContent(map);
  const all = plain(text).replace(/ (?=[.;,:])/g, "");
  for (const words of texts("en")) expect(all).toContain(words);
  expect(controls).toEqual([]);
  expect(cut).toEqual([]);
});
