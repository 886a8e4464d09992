// The menu of places after an ambiguous click, and clicks on the frame of an inset.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, events, expect, open, part, pointOf, settled, test, titleOf, twice, viewOf } from "./helpers.js";

const stop = (name: string, lon: number, lat: number) => ({
  type: "Feature",
  id: name.toLowerCase(),
  properties: { name, kind: "stop", rank: "main" },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

const story = {
  type: "FeatureCollection",
  title: "Neighbours",
  features: [stop("Mill", -30, 10), stop("Inn", -29.95, 10), stop("Far", -10, 20)],
};

/** A point between two rings a few px apart. */
async function between(page: Page): Promise<{ map: Locator; x: number; y: number }> {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement, story) => map.load(story), story);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -30, lat: 10.5, zoom: 7.8 }));
  await settled(map);
  return { map, ...(await pointOf(map, -29.976, 10)) };
}

async function clickBetween(page: Page): Promise<Locator> {
  const { map, x, y } = await between(page);
  await page.mouse.click(x, y);
  return map;
}

test("a click between two touching rings opens a menu, and a click in the menu selects a place", async ({ page }) => {
  const map = await clickBetween(page);
  const menu = map.getByRole("group", { name: "Which place do you mean?" });
  await expect(part(menu, "which")).toHaveText(["Mill", "Inn"]);
  await expect(cardOf(map)).toBeHidden();
  for (const one of await menu.getByRole("button").all()) {
    expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await menu.getByRole("button", { name: "Inn" }).click();
  await expect(titleOf(map)).toHaveText("Inn");
  await expect(menu).toBeHidden();
  expect((await events(page, "select")).at(-1)).toEqual({ id: "inn", kind: "place" });
});

test("the menu takes the focus, and Escape closes it", async ({ page }) => {
  const map = await clickBetween(page);
  const menu = map.getByRole("group", { name: "Which place do you mean?" });
  await expect(part(menu, "which").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(part(map, "canvas")).toBeFocused();
  await expect(cardOf(map)).toBeHidden();
});

test("Tab and Enter select a place in the menu", async ({ page }) => {
  const map = await clickBetween(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toHaveText("Inn");
  await expect(titleOf(map)).toBeFocused();
});

test("the menu closes when the map moves", async ({ page }) => {
  const map = await clickBetween(page);
  const menu = map.getByRole("group", { name: "Which place do you mean?" });
  await expect(menu).toBeVisible();
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -20 }));
  await expect(menu).toBeHidden();
});

test("a double click there zooms, and nothing is asked any more", async ({ page }) => {
  await page.clock.install();
  const { map, x, y } = await between(page);
  const before = await viewOf(map);
  // The second is a little lower, where the menu is.
  let by = 0;
  await twice(page, () => page.mouse.click(x, y + 16 * by++));
  await expect.poll(async () => (await viewOf(map)).zoom).toBeGreaterThan(before.zoom + 0.9);
  await expect(map.getByRole("group", { name: "Which place do you mean?" })).toBeHidden();
  await expect(cardOf(map)).toBeHidden();
});

test("a click on the inset's frame opens its chapter", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const map = await open(page);
  await settled(map);
  const { x, y } = await pointOf(map, -78.2, 7.33);
  await page.mouse.click(x, y + 2);
  await expect.poll(() => map.evaluate((map: DarienMapElement) => map.chapter)).toBe("gap");
  await expect(cardOf(map)).toBeVisible();
});
