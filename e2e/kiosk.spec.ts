// A map that runs unattended: it plays by itself, again after its end, and goes back to its start when nobody uses it.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { events, expect, part, test, titleOf } from "./helpers.js";
import { LAST } from "./chapters.js";

/** Puts a map with attributes into an empty page whose clock the test sets, `below` so many CSS px, and waits until it is ready. */
async function show(page: Page, attributes: Record<string, string>, below = 0): Promise<Locator> {
  await page.clock.install();
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(([attributes, below]) => {
    const map = Object.assign(document.createElement("darien-map"), { id: "map" });
    for (const [name, value] of Object.entries({ loading: "eager", ...attributes })) map.setAttribute(name, value);
    map.style.height = "600px";
    map.style.marginTop = `${below}px`;
    document.querySelector("main")?.append(map);
  }, [attributes, below] as const);
  await expect.poll(async () => {
    await page.clock.runFor(50);
    return (await events(page, "ready")).length;
  }, { intervals: [20], timeout: 20_000 }).toBe(1);
  await page.clock.runFor(200);
  return page.locator("darien-map");
}

const playing = (map: Locator) => map.evaluate((map: DarienMapElement) => map.playing);
const chapter = (map: Locator) => map.evaluate((map: DarienMapElement) => map.chapter);
/** Lets so many seconds pass. */
const wait = (page: Page, seconds: number) => page.clock.runFor(seconds * 1000);
/** Waits until the observers of the browser, which have no part in the page's clock, have done their work. */
const plays = (map: Locator) => expect.poll(() => playing(map));

test("with autoplay the story plays when the map is first in sight, once", async ({ page }) => {
  const map = await show(page, { autoplay: "" }, 3000);
  await wait(page, 5);
  expect(await playing(map)).toBe(false);
  await map.evaluate((map) => map.scrollIntoView());
  await plays(map).toBe(true);
  await part(map, "play").click();
  expect(await playing(map)).toBe(false);
  await wait(page, 300);
  expect(await playing(map), "who has paused it decides").toBe(false);
});

test("with reduced motion nothing plays by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await show(page, { autoplay: "", idle: "10" });
  await wait(page, 60);
  expect(await playing(map)).toBe(false);
  expect(await events(page, "play")).toEqual([]);
});

test("without the attributes nothing plays and nothing is loaded for it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const map = await show(page, {});
  await wait(page, 60);
  expect(await playing(map)).toBe(false);
  expect(asked.filter((url) => url.includes("kiosk"))).toEqual([]);
});

test("with loop the story begins again after its end", async ({ page }) => {
  const map = await show(page, { loop: "" });
  await map.evaluate((map: DarienMapElement, to) => map.seek(to), LAST);
  await part(map, "next").click();
  await expect(part(map, "eyebrow")).toHaveText("The end");
  await wait(page, 7);
  expect(await playing(map)).toBe(false);
  await wait(page, 2);
  expect(await playing(map)).toBe(true);
  expect(await chapter(map)).not.toBeNull();
});

test("who opens something at the end is not interrupted", async ({ page }) => {
  const map = await show(page, { loop: "" });
  await map.evaluate((map: DarienMapElement, to) => map.seek(to), LAST);
  await part(map, "next").click();
  await expect(part(map, "eyebrow")).toHaveText("The end");
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await wait(page, 100);
  expect(await playing(map)).toBe(false);
  await expect(titleOf(map)).toHaveText("Monterrey");
});

test("after idle the map is back at its start, without card and panels", async ({ page }) => {
  const map = await show(page, { idle: "30" });
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await map.locator("[part=credits] summary").click();
  await expect(map.locator("[part=credits] details")).toHaveAttribute("open");
  await wait(page, 29);
  await expect(titleOf(map)).toHaveText("Monterrey");
  // A movement of the pointer is a sign of life.
  await map.hover();
  await wait(page, 29);
  await expect(titleOf(map)).toHaveText("Monterrey");
  await wait(page, 5);
  await expect(part(map, "card")).toBeHidden();
  await expect(map.locator("[part=credits] details")).not.toHaveAttribute("open");
  await expect(part(map, "first")).toBeVisible();
});

test("a story that plays is not idle; a paused one is, and autoplay plays it again", async ({ page }) => {
  const map = await show(page, { autoplay: "", idle: "20" });
  await plays(map).toBe(true);
  await wait(page, 40);
  expect(await playing(map)).toBe(true);
  const at = await chapter(map);
  await part(map, "play").click();
  await wait(page, 19);
  expect([await playing(map), await chapter(map)]).toEqual([false, expect.anything()]);
  expect(at).not.toBeNull();
  await wait(page, 3);
  expect(await playing(map)).toBe(true);
  expect(await chapter(map)).toBe((await map.evaluate((map: DarienMapElement) => (map.seek(0), map.chapter))));
});

test("an idle that is not a number above 0 does nothing", async ({ page }) => {
  const map = await show(page, { idle: "soon" });
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await wait(page, 200);
  await expect(titleOf(map)).toHaveText("Monterrey");
});
