// The way through the built-in story, and how a test sees where a map has come on it.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";

interface Told {
  en: string;
  es: string;
}

export const STORY = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as {
  chapters: { id: string; place: string; title: Told }[];
};
/** Each chapter and its place, as `at` tells them. */
export const WAY = STORY.chapters.map(({ id, place }) => `${id}: ${place}`);
export const LAST = WAY.length - 1;

/** The present chapter and the chosen place. */
export const at = (map: Locator): Promise<string> =>
  map.evaluate((map: DarienMapElement) => `${map.chapter}: ${map.selected}`);

/** What the map comes by, from its events; a chapter's place is chosen when it comes. */
export async function watch(map: Locator): Promise<() => Promise<string[]>> {
  await map.evaluate((map: DarienMapElement) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    map.addEventListener("chapter", () => queueMicrotask(() => seen.push(`${map.chapter}: ${map.selected}`)));
  });
  return () => map.page().evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
}

/** Time goes by as fast as the machine can, in steps small enough for a flight. */
export async function pass(page: Page, seconds: number): Promise<void> {
  for (let s = 0; s < seconds; s += 2) await page.clock.runFor(2000);
}
