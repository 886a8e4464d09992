// The events that tell the page what a reader does.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { events, expect, open, part, settled, test, titleOf, waitForEvent } from "./helpers.js";
import { LAST } from "./chapters.js";

/** The last detail of an event, once it was sent. */
const last = (page: Page, type: Parameters<typeof events>[1]) => waitForEvent(page, type);

test("events leave every shadow tree around the map, except errors", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  const seen = await page.evaluate(async () => {
    const outer = document.body.appendChild(document.createElement("div"));
    const inner = outer.attachShadow({ mode: "open" }).appendChild(document.createElement("div"));
    const map = document.createElement("darien-map");
    const seen: string[] = [];
    for (const type of ["ready", "select", "chapter", "viewchange", "error"]) document.addEventListener(type, ({ target }) => target === outer && seen.push(type));
    const ready = new Promise((resolve) => document.addEventListener("ready", resolve));
    inner.attachShadow({ mode: "open" }).append(map);
    await ready;
    map.select("monterrey");
    map.chapter = "gap";
    await map.load("{").catch(() => {});
    return [...new Set(seen)];
  });
  expect(seen.sort()).toEqual(["chapter", "ready", "select", "viewchange"]);
});

test("play, pause and the end of the story are told", async ({ page }) => {
  const map = await open(page);
  await part(map, "start").click();
  await last(page, "play");
  expect(await events(page, "pause")).toEqual([]);
  await part(map, "play").click();
  await last(page, "pause");
  await map.evaluate((map: DarienMapElement, to) => map.seek(to), LAST);
  expect(await events(page, "end")).toEqual([]);
  await part(map, "next").click();
  await last(page, "end");
  await expect(part(map, "eyebrow")).toHaveText("The end");
  for (const type of ["play", "pause", "end"] as const) expect(await events(page, type), type).toHaveLength(1);
});

test("viewend comes once after a flight, with the view at its end", async ({ page }) => {
  const map = await open(page);
  await settled(map);
  const before = (await events(page, "viewend")).length;
  await map.evaluate((map: DarienMapElement) => map.flyTo({ lon: -80, lat: 9, zoom: 6 }, { duration: 0.3 }));
  const view = await settled(map);
  expect((await events(page, "viewend")).slice(before)).toEqual([view]);
});

/** Opens a panel by its button, closes it by Escape, and returns what the page was told. */
async function openAndClose(page: Page, opener: Locator): Promise<unknown[]> {
  const before = (await events(page, "panel")).length;
  await opener.click();
  await expect.poll(() => events(page, "panel")).toHaveLength(before + 1);
  await page.keyboard.press("Escape");
  await expect.poll(() => events(page, "panel")).toHaveLength(before + 2);
  return (await events(page, "panel")).slice(before);
}

test("panels tell when they open and close", async ({ page }) => {
  const map = await open(page);
  const told = (panel: string) => [{ panel, open: true }, { panel, open: false }];
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(map)).toHaveText("Monterrey");
  expect(await openAndClose(page, part(map, "contents"))).toEqual(told("list"));
  expect(await openAndClose(page, part(map, "move"))).toEqual(told("moves"));
  expect(await openAndClose(page, map.locator("[part=credits] summary"))).toEqual(told("sources"));
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await openAndClose(page, map.locator("[part=key] summary"))).toEqual(told("key"));
});

test("the focus that moves inside the list neither opens nor closes it", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await part(map, "contents").click();
  await last(page, "panel");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect.poll(() => events(page, "panel")).toEqual([{ panel: "list", open: true }, { panel: "list", open: false }]);
});

test("a link that was followed is told, and the page can leave it closed", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.addEventListener("link", (event) => event.preventDefault());
    map.select("monterrey");
  });
  const link = map.locator("[part=card] a[href^=http]").first();
  const url = await link.evaluate((link: HTMLAnchorElement) => link.href);
  await link.click();
  expect(await last(page, "link")).toEqual({ url });
  expect(page.context().pages()).toHaveLength(1);
  expect(page.url()).toContain("/e2e/pages/map.html");
});

test("a shared link is told", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.setAttribute("hash", "");
    map.chapter = "gap";
  });
  await part(map, "share").click();
  const told = (await last(page, "share")) as { url: string; by: string };
  expect(told).toEqual({ url: await page.evaluate(() => navigator.clipboard.readText()), by: "clipboard" });
  expect(told.url).toContain("chapter=gap");
});

test("exports are told", async ({ page }) => {
  const map = await open(page);
  await map.evaluate(async (map: DarienMapElement) => {
    await map.toSVG({ fonts: "named" });
    await map.toPNG({ scale: 1 });
  });
  expect(await events(page, "export")).toEqual([{ format: "svg" }, { format: "png" }]);
});
