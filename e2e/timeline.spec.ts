// The story's timeline: seeking, and continuing after the story was left.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { expect, open, part, settled, test, titleOf } from "./helpers.js";
import { CHAPTERS, LAST, STORY, current, pass, recordChapters } from "./chapters.js";

const seek = (map: Locator, position: number) => map.evaluate((map: DarienMapElement, to) => map.seek(to), position);
const goTo = (map: Locator, id: string) => map.evaluate((map: DarienMapElement, id) => (map.chapter = id), id);
const playing = (map: Locator) => map.evaluate((map: DarienMapElement) => map.playing);

function expectSame(view: View, as: View): void {
  expect(view.lon).toBeCloseTo(as.lon, 6);
  expect(view.lat).toBeCloseTo(as.lat, 6);
  expect(view.zoom).toBeCloseTo(as.zoom, 6);
}

test("seek: each position has the same chapter and view as a step; between two chapters, the nearer one is current", async ({ page }) => {
  test.slow();
  const map = await open(page);
  const home = await settled(map);
  for (const [i, { id, place, title }] of STORY.chapters.entries()) {
    await goTo(map, id);
    const stepped = await settled(map);
    await seek(map, -1);
    await seek(map, i);
    expect(await current(map)).toBe(CHAPTERS[i]);
    expectSame(await settled(map), stepped);
    await expect(titleOf(map)).toHaveText(title.en);
    const name = await map.evaluate((map: DarienMapElement, id) => map.places.find((p) => p.id === id)?.name, place);
    expect(await map.locator("[part=card] h3").allInnerTexts()).toContain(name ?? "?");
    if (i === LAST) break;
    await seek(map, i + 0.49);
    expect(await current(map)).toBe(CHAPTERS[i]);
    await seek(map, i + 0.51);
    expect(await current(map)).toBe(CHAPTERS[i + 1]);
  }
  // Positions past the ends are clamped; NaN and Infinity are ignored.
  await seek(map, 1e9);
  expect(await current(map)).toBe(CHAPTERS[LAST]);
  const end = await settled(map);
  await seek(map, NaN);
  await seek(map, Infinity);
  expect(await current(map)).toBe(CHAPTERS[LAST]);
  expectSame(await settled(map), end);
  await seek(map, -1e9);
  expect(await current(map)).toBe("null: null");
  expectSame(await settled(map), home);
});

test("seek with reduced motion: a position between two chapters has the nearer one's view", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await open(page);
  await goTo(map, STORY.chapters[3]?.id ?? "");
  const whole = await settled(map);
  for (const position of [2.6, 3, 3.4]) {
    await seek(map, 0);
    await seek(map, position);
    expect(await current(map)).toBe(CHAPTERS[3]);
    expectSame(await settled(map), whole);
  }
});

const LEAVE: Record<string, (page: Page, map: Locator) => Promise<void>> = {
  "a drag": async (page) => {
    await page.mouse.move(400, 300);
    await page.mouse.down();
    await page.mouse.move(500, 380, { steps: 5 });
    await page.mouse.up();
  },
  "the wheel with Ctrl": async (page) => {
    await page.mouse.move(400, 300);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -200);
    await page.keyboard.up("Control");
  },
  "a double click": (page) => page.mouse.dblclick(560, 420),
  "an arrow key": async (page, map) => {
    await map.locator("canvas").focus();
    await page.keyboard.press("ArrowLeft");
  },
  "showing the whole route": (_, map) => part(map, "fit").click(),
  "selecting a place of another chapter": (_, map) => map.evaluate((map: DarienMapElement) => void map.select("matamoros")),
  "closing the card": (_, map) => part(map, "close").click(),
};

for (const [name, leave] of Object.entries(LEAVE)) {
  test(`the story, left by ${name}, stops and waits; “continue” restores the view and plays on`, async ({ page }) => {
    const map = await open(page);
    await goTo(map, "gap");
    const before = await settled(map);
    await map.evaluate((map: DarienMapElement) => map.play());
    expect(await playing(map)).toBe(true);
    await leave(page, map);
    await expect.poll(() => playing(map)).toBe(false);
    await settled(map);
    expect(await map.evaluate((map: DarienMapElement) => map.chapter)).toBe("gap");
    await expect(part(map, "go")).toContainText("Continue");
    await part(map, "go").click();
    await expect(part(map, "go")).toBeHidden();
    expect(await current(map)).toBe("gap: darien-gap");
    expect(await playing(map)).toBe(true);
    await map.evaluate((map: DarienMapElement) => map.pause());
    expectSame(await settled(map), before);
  });
}

test("“start” and “continue” play with reduced motion too: the chapters follow each other, and nothing flies", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.install();
  const map = await open(page);
  const seen = await recordChapters(map);
  await part(map, "start").click();
  expect(await playing(map)).toBe(true);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
  expect(await playing(map)).toBe(false);
  await part(map, "go").click();
  expect(await playing(map)).toBe(true);
  await pass(page, LAST + 1);
  expect(await seen()).toEqual(CHAPTERS);
  // At the last chapter there is nothing to play: the story does not start again.
  await goTo(map, STORY.chapters[LAST]?.id ?? "");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
  await part(map, "go").click();
  expect(await current(map)).toBe(CHAPTERS[LAST]);
  expect(await playing(map)).toBe(false);
});

test("played with reduced motion, the story shows the same chapters", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.install();
  const map = await open(page);
  const seen = await recordChapters(map);
  await map.evaluate((map: DarienMapElement) => map.play());
  await pass(page, LAST + 1);
  expect(await seen()).toEqual(CHAPTERS);
  expect(await playing(map)).toBe(false);
  // Played again, it starts at the beginning.
  await map.evaluate((map: DarienMapElement) => map.play());
  expect(await current(map)).toBe(CHAPTERS[0]);
});

test("the story plays on to the end after the language changes", async ({ page }) => {
  test.slow();
  await page.clock.install();
  const map = await open(page);
  const seen = await recordChapters(map);
  await map.evaluate((map: DarienMapElement) => map.play());
  await pass(page, 1);
  const before = (await seen()).length;
  expect(before).toBeGreaterThan(1);
  await map.evaluate((map: DarienMapElement) => (map.lang = "es"));
  expect(await playing(map)).toBe(true);
  expect(await seen()).toHaveLength(before);
  await expect(titleOf(map)).toHaveText(STORY.chapters[before - 1]?.title.es ?? "");
  await pass(page, LAST + 1);
  expect(await seen()).toEqual(CHAPTERS);
  await expect(map.locator("[part=eyebrow]")).toHaveText("Fin");
});

test("a story removed while it plays fires no more events; put back, it waits at the chapter where it was", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  const seen = await recordChapters(map);
  await map.evaluate((map: DarienMapElement) => map.play());
  await page.clock.runFor(2000);
  expect(await seen()).toEqual([CHAPTERS[0]]);
  await map.evaluate((map) => {
    map.remove();
    Object.assign(globalThis, { gone: map });
  });
  await pass(page, 1);
  expect(await seen()).toEqual([CHAPTERS[0]]);
  await page.evaluate(() => document.body.prepend((globalThis as unknown as { gone: HTMLElement }).gone));
  await pass(page, 1);
  await expect(titleOf(map)).toHaveText(STORY.chapters[0]?.title.en ?? "");
  expect(await playing(map)).toBe(false);
});
