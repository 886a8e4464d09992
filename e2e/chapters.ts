// The chapters of the built-in story, and how a test follows a map through them.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";

interface Translated {
  en: string;
  es: string;
}

export const STORY = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as {
  chapters: { id: string; place: string; title: Translated }[];
};
/** Each chapter and its place, as `current` returns them. */
export const CHAPTERS = STORY.chapters.map(({ id, place }) => `${id}: ${place}`);
export const LAST = CHAPTERS.length - 1;

/** The current chapter and the selected place. */
export const current = (map: Locator): Promise<string> =>
  map.evaluate((map: DarienMapElement) => `${map.chapter}: ${map.selected}`);

/** Records each chapter and place that the map shows from now on. Returns a function that returns them. */
export async function recordChapters(map: Locator): Promise<() => Promise<string[]>> {
  await map.evaluate((map: DarienMapElement) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    map.addEventListener("chapter", () => queueMicrotask(() => seen.push(`${map.chapter}: ${map.selected}`)));
  });
  return () => map.page().evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
}

/** Advances the installed clock by more time than a reader needs for a chapter, and then to the end of a flight: as often as given. */
export async function pass(page: Page, chapters: number): Promise<void> {
  for (let i = 0; i < chapters; i++) {
    await page.clock.fastForward(180_000);
    await page.clock.runFor(2000);
  }
}
