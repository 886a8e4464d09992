// The list of sources: it opens at its word, over the card, and leaves the buttons free.

import type { Locator } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { expect, part, test } from "./helpers.js";
import { openIn, STATES } from "./states.js";

const SIZES = [
  [1280, 800],
  [768, 1024],
  [720, 450],
  [390, 844],
  [320, 568],
  [320, 320],
] as const;

const word = (map: Locator) => part(map, "credits").locator("summary");
const sources = (map: Locator) => part(map, "credits").locator(".sources");
const open = (map: Locator) => part(map, "credits").locator("details[open]");

/** Which buttons over the map cannot be hit, and which part of the list is under something else. */
function covered(map: Locator): Promise<string[]> {
  return map.evaluate((map) => {
    const shadow = map.shadowRoot;
    const list = shadow?.querySelector<HTMLElement>(".sources");
    if (!shadow || !list) throw new Error("no list");
    const found: string[] = [];
    const hit = ({ left, top, width, height }: DOMRect, x: number, y: number) => shadow.elementFromPoint(left + x * width, top + y * height);
    const box = list.getBoundingClientRect();
    if (box.height < 60) found.push(`the list is ${box.height} px high`);
    for (const [x, y] of [[0.02, 0.02], [0.98, 0.02], [0.5, 0.5], [0.02, 0.98], [0.98, 0.98]] as const) {
      if (!list.contains(hit(box, x, y))) found.push(`list at ${x}, ${y}: ${hit(box, x, y)?.className}`);
    }
    for (const button of shadow.querySelectorAll(".corner button,.corner summary,.go.resume")) {
      if (!button.checkVisibility({ visibilityProperty: true })) continue;
      if (!button.contains(hit(button.getBoundingClientRect(), 0.5, 0.5))) found.push(button.className || button.localName);
    }
    return found;
  });
}

for (const lang of ["en", "ar"]) {
  test(`sources open at their word, over the card, and leave the buttons free (${lang})`, async ({ page }) => {
    test.slow();
    const map = await openIn(page, lang, "light");
    const wrong: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const state of ["nothing chosen", "no first screen", "card", "chapter", "exploring", "card pulled up"]) {
        if (state === "no first screen") await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 5 }));
        await STATES[state]?.(map);
        const before = await word(map).boundingBox();
        await word(map).click();
        await expect(open(map)).toBeVisible();
        expect(await word(map).boundingBox(), `${width} × ${height}, ${state}`).toEqual(before);
        const list = await sources(map).boundingBox();
        if (!list || !before) throw new Error("no list");
        const away = Math.max(list.y - before.y - before.height, before.y - list.y - list.height);
        expect(away, `${width} × ${height}, ${state}: at the word`).toBeLessThan(3);
        for (const problem of await covered(map)) wrong.push(`${width} × ${height}, ${state}: ${problem}`);
        await word(map).click();
        await expect(open(map)).toHaveCount(0);
      }
    }
    expect(wrong).toEqual([]);
  });
}

test("the list of sources closes with Escape, with a click on the map, and for the key", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const map = await openIn(page, "en", "light");
  await STATES["card"]?.(map);
  const list = open(map);
  await word(map).focus();
  await page.keyboard.press("Enter");
  await expect(list).toBeVisible();
  // Each tells its date: two articles of one publisher are told apart by it.
  const names = await list.locator("li").allInnerTexts();
  expect(names).toEqual([...new Set(names)]);
  expect(names.filter((name) => /^(Newsroom Panama|Reuters)/.test(name))).toEqual(["Newsroom Panama. 14 May 2025", "Reuters, at FBC News. 3 January 2025"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(word(map)).toBeFocused();
  await expect(part(map, "card-title"), "the card stays").toBeVisible();

  await word(map).click();
  await part(map, "canvas").click({ position: { x: 30, y: 300 } });
  await expect(list).toHaveCount(0);

  await word(map).click();
  await part(map, "key").locator("summary").click();
  await expect(list).toHaveCount(0);
  await word(map).click();
  await expect(list).toBeVisible();
  await expect(map.locator(".key[open]")).toHaveCount(0);
});

test("what the keyboard reaches is never under the list of sources", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  await STATES["chapter"]?.(map);
  await word(map).focus();
  await page.keyboard.press("Enter");
  await expect(open(map)).toBeVisible();
  // Past its last link.
  await sources(map).locator("a").last().focus();
  await page.keyboard.press("Tab");
  await expect(open(map)).toHaveCount(0);
});
