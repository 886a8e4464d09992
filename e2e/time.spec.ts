// A story that shows time: the slider, its keys and words, playing, and what follows in list and map.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Locator, Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import type { DarienMapElement } from "../www/element/index.js";
import { events, expect, open, part, settled, test, waitForEvent } from "./helpers.js";

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** Shows the example story in an empty page. */
async function show(page: Page, attributes: Record<string, string> = {}, hash = ""): Promise<Locator> {
  await page.goto("about:blank");
  await page.goto(`/e2e/pages/empty.html${hash}`);
  await page.evaluate((attributes) => {
    const map = Object.assign(document.createElement("darien-map"), { id: "map", lang: "en" });
    map.setAttribute("story", "/e2e/stories/anatolian-railways.geojson");
    for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
    map.style.height = "700px";
    document.querySelector("main")?.append(map);
  }, attributes);
  const map = page.locator("darien-map");
  await waitForEvent(page, "ready");
  await expect(slider(map)).toBeVisible();
  await settled(map);
  return map;
}

const slider = (map: Locator) => map.getByRole("slider", { name: "Time" });
const timeOf = (map: Locator) => map.evaluate((map: DarienMapElement) => map.time);

test("the slider begins at the last step, and its keys lead through all of them", async ({ page }) => {
  const map = await show(page);
  const view = await settled(map);
  await expect(slider(map)).toHaveAttribute("aria-valuetext", "1939");
  await slider(map).focus();
  for (const [key, year] of [["ArrowLeft", "1938"], ["Home", "1866"], ["ArrowRight", "1867"], ["End", "1939"]] as const) {
    await page.keyboard.press(key);
    await expect(slider(map)).toHaveAttribute("aria-valuetext", year);
    await expect(part(map, "time-now")).toHaveText(year);
    expect(await timeOf(map)).toBe(year);
    expect((await events(page, "timechange")).at(-1)).toEqual({ time: year, step: Number(year) - 1866 });
  }
  await page.keyboard.press("PageDown");
  expect(Number(await timeOf(map))).toBeLessThan(1936);
  expect(await settled(map), "the camera stays").toEqual(view);
  await expect(slider(map)).toBeFocused();
});

test("time plays from the beginning to the end, and stops when it is told to", async ({ page }) => {
  const map = await show(page);
  await page.clock.install();
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 500));
  const play = map.getByRole("button", { name: "Play: Time" });
  await play.click();
  expect(await timeOf(map)).toBe("1866");
  await page.clock.runFor(4000);
  expect(await timeOf(map)).toBe("1876");
  await map.getByRole("button", { name: "Pause: Time" }).click();
  await page.clock.runFor(4000);
  expect(await timeOf(map)).toBe("1876");
  await play.click();
  await page.clock.runFor(60_000);
  expect(await timeOf(map)).toBe("1939");
  await expect(play).toBeVisible();
});

test("the page can set and read the time", async ({ page }) => {
  const map = await show(page, { time: "1900" });
  expect(await timeOf(map)).toBe("1900");
  await map.evaluate((map: DarienMapElement) => (map.time = "1910-05-01"));
  expect(await timeOf(map)).toBe("1910");
  await slider(map).focus();
  await page.keyboard.press("ArrowRight");
  await map.evaluate((map: DarienMapElement) => (map.time = "1910-05-01"));
  expect(await timeOf(map), "the same again").toBe("1910");
  await map.evaluate((map) => map.setAttribute("time", "soon"));
  expect(await timeOf(map), "what is no date changes nothing").toBe("1910");
  await map.evaluate((map) => map.setAttribute("time", "1700"));
  expect(await timeOf(map), "the nearest step").toBe("1866");
});

test("a chapter shows its time, and the list what is not there, with the dates", async ({ page }) => {
  const map = await show(page);
  const button = (name: string) => map.locator("[part=places] .place", { hasText: name }).first();
  await expect(button("Erzurum")).not.toHaveClass(/absent/);
  await expect(button("Erzurum").locator(".when")).toHaveText("1939–");
  await map.evaluate((map: DarienMapElement) => (map.chapter = "baghdad"));
  await expect(slider(map)).toHaveAttribute("aria-valuetext", "1904");
  await expect(button("Erzurum")).toHaveClass(/absent/);
  await expect(button("Konya")).not.toHaveClass(/absent/);
  await expect(map.locator("[part=places] .place", { hasText: "Sivas to Erzurum" })).toHaveClass(/absent/);
  await button("Erzurum").focus();
  await page.keyboard.press("Enter");
  expect(await timeOf(map), "what is chosen is shown").toBe("1939");
  await map.evaluate((map: DarienMapElement) => map.reset());
  expect(await timeOf(map)).toBe("1939");
});

test("using the slider pauses the story", async ({ page }) => {
  const map = await show(page);
  await map.evaluate((map: DarienMapElement) => map.play());
  await expect(slider(map)).toHaveAttribute("aria-valuetext", "1866");
  await slider(map).focus();
  await page.keyboard.press("ArrowRight");
  expect(await map.evaluate((map: DarienMapElement) => map.playing)).toBe(false);
  expect(await timeOf(map)).toBe("1867");
});

test("the date is in the reader's language and style", async ({ page }) => {
  const map = await show(page);
  const features = [{ type: "Feature", properties: { name: "Rubico", time: "-0048-01" }, geometry: { type: "Point", coordinates: [12.4, 44.1] } }];
  const story = (step: string) => ({ type: "FeatureCollection", time: { from: "-0048", to: "-0043", step }, features });
  await map.evaluate(async (map: DarienMapElement, story) => map.load(story), story("month"));
  await expect(slider(map)).toHaveAttribute("aria-valuetext", "December 44 BC");
  await map.evaluate((map: DarienMapElement) => (map.lang = "de"));
  await expect(map.getByRole("slider", { name: "Zeit" })).toHaveAttribute("aria-valuetext", "Dezember 44 v. Chr.");
});

test("a story without time has no slider, and nothing is loaded for it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const map = await open(page);
  await settled(map);
  await expect(slider(map)).toHaveCount(0);
  expect(await timeOf(map)).toBeNull();
  expect(asked.filter((url) => /\/time\.js/.test(url))).toEqual([]);
});

test("the slider goes with the story that has it", async ({ page }) => {
  const map = await show(page);
  await map.evaluate(async (map: DarienMapElement) => map.load(null));
  await expect(slider(map)).toBeHidden();
});

test("nothing covers the slider, at any size, and axe has no complaints", async ({ page }) => {
  test.setTimeout(90_000);
  const map = await show(page);
  for (const [width, height] of [[390, 844], [768, 1024], [800, 600], [1280, 800]] as const) {
    await page.setViewportSize({ width, height });
    await map.evaluate((map, height) => (map.style.height = `${height - 20}px`), height);
    for (const chapter of [null, "baghdad"]) {
      await map.evaluate((map: DarienMapElement, chapter) => (map.chapter = chapter), chapter);
      await settled(map);
      await slider(map).scrollIntoViewIfNeeded();
      const hidden = await slider(map).evaluate((slider) => {
        const { left, top, width, height } = slider.getBoundingClientRect();
        const root = slider.getRootNode() as ShadowRoot;
        const points = [0.05, 0.5, 0.95].map((part) => root.elementFromPoint(left + width * part, top + height / 2));
        return points.filter((element) => element !== slider).map((element) => (element as Element | null)?.className);
      });
      expect(hidden, `${width}×${height}, ${chapter}`).toEqual([]);
    }
  }
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(async () => {
    // Rules about a whole page are for axe.spec.ts.
    const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 90)} ${node.failureSummary}`));
  });
  expect(found).toEqual([]);
});

test("a link has the time, and brings it back", async ({ page }) => {
  const map = await show(page, { hash: "" });
  await slider(map).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/&time=1866$/);
  const again = await show(page, { hash: "" }, "#time=1900&note=a");
  await expect(slider(again)).toHaveAttribute("aria-valuetext", "1900");
  await slider(again).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#note=a&map=.*&time=1901$/);
});
