// The ways through the story: every one comes by the same chapters and places, and to the same end.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { expect, open, part, settled, test, titleOf } from "./helpers.js";
import { at, LAST, pass, STORY, watch, WAY } from "./way.js";

async function byKeys(page: Page, map: Locator): Promise<string[]> {
  const way: string[] = [];
  await part(map, "start").focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toBeFocused();
  way.push(await at(map));
  while (!(await part(map, "next").evaluate((e) => e === (e.getRootNode() as ShadowRoot).activeElement))) await page.keyboard.press("Tab");
  for (let i = 0; i < LAST; i++) {
    await page.keyboard.press("Enter");
    way.push(await at(map));
  }
  return way;
}

test("by the keyboard alone, and the same with less motion", async ({ page }) => {
  for (const calm of [false, true]) {
    await page.emulateMedia({ reducedMotion: calm ? "reduce" : "no-preference" });
    const map = await open(page);
    expect(await byKeys(page, map)).toEqual(WAY);
    await page.keyboard.press("Enter");
    expect(await at(map), "there is no chapter past the last").toBe(WAY[LAST]);
    await expect(part(map, "status")).toHaveText(STORY.chapters[LAST]?.title.en ?? "");
  }
});

test("by the list alone", async ({ page }) => {
  const map = await open(page);
  const way: string[] = [];
  for (let i = 0; i <= LAST; i++) {
    const button = map.locator("[part=places] ol").first().locator("button").nth(i);
    await button.focus();
    await page.keyboard.press("Enter");
    way.push(await at(map));
    await expect(button).toHaveAttribute("aria-current", "step");
  }
  expect(way).toEqual(WAY);
});

test("by scrolling the page, there and back", async ({ page }) => {
  const map = await open(page, "scroll.html");
  const seen = await watch(map);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y <= height; y += 120) await page.evaluate((y) => new Promise((done) => { scrollTo(0, y); requestAnimationFrame(done); }), y);
  await settled(map);
  expect(await seen()).toEqual(WAY);
  for (let y = height; y >= -120; y -= 120) await page.evaluate((y) => new Promise((done) => { scrollTo(0, y); requestAnimationFrame(done); }), y);
  await settled(map);
  expect(await seen()).toEqual([...WAY, ...WAY.slice(0, -1).reverse(), "null: null"]);
});

test("in a frame that stands still the buttons tell what scrolling cannot", async ({ page }) => {
  await page.goto("/e2e/pages/frame.html");
  const frame = page.frameLocator("iframe");
  const map = frame.locator("darien-map");
  await expect(part(map, "go")).toBeVisible();
  await part(map, "go").click();
  const way = [await at(map)];
  for (let i = 0; i < LAST; i++) {
    await part(map, "next").click();
    way.push(await at(map));
  }
  expect(way).toEqual(WAY);
});

test("by itself: it plays, pauses, stops at a touch, goes on and ends", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  const seen = await watch(map);
  await part(map, "start").click();
  await pass(page, 14);
  const playing = () => map.evaluate((map: DarienMapElement) => map.playing);
  expect(await playing()).toBe(true);
  await part(map, "play").click();
  expect(await playing()).toBe(false);
  const paused = await at(map);
  expect(paused).not.toBe(WAY[0]);
  await pass(page, 60);
  expect(await at(map)).toBe(paused);
  await part(map, "play").click();
  await page.mouse.move(300, 300);
  await page.mouse.down();
  await page.mouse.move(360, 330, { steps: 4 });
  await page.mouse.up();
  expect(await playing()).toBe(false);
  await expect(part(map, "go")).toContainText("Continue");
  await part(map, "go").click();
  expect(await at(map)).toBe(paused);
  await map.evaluate((map: DarienMapElement) => map.play());
  await pass(page, 140);
  expect(await playing()).toBe(false);
  expect(await seen()).toEqual(WAY);
});

test("another language or another story while it plays", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.play());
  await map.evaluate((map: DarienMapElement) => (map.lang = "es"));
  await expect(titleOf(map)).toHaveText("Donde empieza la caminata");
  expect(await map.evaluate((map: DarienMapElement) => map.playing)).toBe(true);
  await map.evaluate((map: DarienMapElement) =>
    map.load({ type: "FeatureCollection", features: [{ type: "Feature", id: "a", properties: { kind: "stop", name: "A" }, geometry: { type: "Point", coordinates: [-77, 8] } }] }),
  );
  expect(await map.evaluate((map: DarienMapElement) => [map.playing, map.chapter, map.selected])).toEqual([false, null, null]);
  await map.evaluate((map: DarienMapElement) => (map.chapter = "gap"));
  expect(await at(map)).toBe("null: null");
});
