// Scrolling chapters: they have the same content as the cards, and nothing covers the text that is read.

import { readFileSync } from "node:fs";
import { expect, open, part, settled, test } from "./helpers.js";
import { CHAPTERS, LAST, STORY, current } from "./chapters.js";

type Text = string | { en?: string; es?: string };
const { features, sources } = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as {
  sources: { id: string; title: Text }[];
  features: { properties: { facts?: { text: Text; sources: string[] }[] } }[];
};
const english = (text: Text | undefined) => (typeof text === "object" ? (text.en ?? text.es ?? "") : (text ?? "")).replace(/\s+/g, " ");

test("scrolling chapters have the same number, facts, sources and figures as the cards", async ({ page }) => {
  const map = await open(page, "scroll.html");
  const steps = map.locator("[part=step]");
  await expect(steps).toHaveCount(STORY.chapters.length);
  await expect(steps.nth(1).locator("[part=eyebrow]")).toHaveText(`Chapter 2/${STORY.chapters.length}`);
  const all = (await steps.allTextContents()).join("\n").replace(/\s+/g, " ");
  let count = 0;
  for (const fact of features.flatMap(({ properties }) => properties.facts ?? [])) {
    count++;
    expect(all).toContain(english(fact.text));
    for (const id of fact.sources) expect(all).toContain(english(sources.find((source) => source.id === id)?.title));
  }
  expect(count).toBeGreaterThan(30);
  await expect(map.locator(".steps .figure .chart li")).not.toHaveCount(0);
  await expect(map.locator(".steps .legs li")).not.toHaveCount(0);
  await expect(map.locator(".steps .source a[href^=http]")).not.toHaveCount(0);
});

test("the map stays with a chapter while its text is read, however long it is", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 600 });
  const map = await open(page, "scroll.html");
  const longest = await map.evaluate((map) => {
    const heights = [...(map.shadowRoot?.querySelectorAll<HTMLElement>(".step") ?? [])].map((step) => step.offsetHeight);
    return heights.indexOf(Math.max(...heights));
  });
  const read = async (from: "start" | "end") => {
    await map.evaluate((map, [i, block]) => map.shadowRoot?.querySelectorAll(".step")[i]?.scrollIntoView({ block }), [longest, from] as const);
    await expect.poll(() => current(map)).toBe(CHAPTERS[longest]);
  };
  await read("start");
  const view = await settled(map);
  await read("end");
  expect(await settled(map)).toEqual(view);
});

test("Home, End, Enter and the list scroll to a chapter and move the focus to its title", async ({ page }) => {
  const map = await open(page, "scroll.html");
  const title = (i: number) => map.locator("[part=step] h2").nth(i);
  await map.locator("canvas").focus();
  await page.keyboard.press("End");
  await expect(title(LAST)).toBeFocused();
  await expect(title(LAST)).toBeInViewport();
  expect(await current(map)).toBe(CHAPTERS[LAST]);
  await expect(map.getByRole("status")).toHaveText(STORY.chapters[LAST]?.title.en ?? "");
  await map.locator("canvas").focus();
  await page.keyboard.press("Home");
  await expect(title(0)).toBeFocused();
  expect(await current(map)).toBe(CHAPTERS[0]);
  await map.locator("[part~=place]").nth(3).focus();
  await page.keyboard.press("Enter");
  await expect(title(3)).toBeFocused();
  expect(await current(map)).toBe(CHAPTERS[3]);
});

test("the wheel scrolls through the story, and no hint is shown", async ({ page }) => {
  const map = await open(page, "scroll.html");
  await page.mouse.move(300, 300);
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, 300);
  await expect.poll(() => current(map)).not.toBe("null: null");
  await expect(part(map, "hint")).toBeHidden();
});
