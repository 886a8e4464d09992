// The frame page, in pages that may only embed a frame: what its address sets, and what it tells the page around it.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { FrameLocator, Page } from "@playwright/test";
import { expect, test } from "./helpers.js";
import type { Details, FrameMessage } from "../www/frame/messages.js";
import type { DarienMapElement } from "../www/element/index.js";

declare global {
  var messages: { frame: string; origin: string; data: FrameMessage }[];
}

interface Options {
  query?: string;
  sandbox?: string;
}

/** Opens a page with a frame in it. */
async function embed(page: Page, { query = "", sandbox }: Options = {}, id = "one"): Promise<FrameLocator> {
  if (!page.url().includes("host.html")) await page.goto("/e2e/pages/host.html");
  await page.evaluate(
    ([id, query, sandbox]) => {
      const frame = Object.assign(document.createElement("iframe"), { id, title: "The map" });
      frame.dataset["darienMap"] = "";
      if (sandbox !== undefined) frame.setAttribute("sandbox", sandbox);
      frame.src = `/darien-map/frame.html?${query}`;
      document.querySelector("main")?.append(frame);
    },
    [id, query, sandbox] as const,
  );
  return page.frameLocator(`#${id}`);
}

/** Waits for a message of a frame and returns the detail of the last one. */
async function message<Type extends keyof Details>(page: Page, type: Type, id = "one"): Promise<Details[Type]> {
  await page.waitForFunction(([type, id]) => messages.some(({ data, frame }) => data.type === type && frame === id), [type as string, id] as const);
  const all = await page.evaluate(([type, id]) => messages.filter(({ data, frame }) => data.type === type && frame === id).map(({ data }) => data.detail), [type as string, id] as const);
  return all.at(-1) as Details[Type];
}

/** Loads the script for the page around. */
const resizes = (page: Page): Promise<unknown> => page.evaluate((script) => import(script), "/darien-map/frame-resize.js");

test("a frame fills its box, and its page hears ready, choices, chapters, views and the wanted height", async ({ page }) => {
  const frame = await embed(page);
  await message(page, "ready");
  const map = frame.locator("darien-map");
  expect((await map.boundingBox())?.height).toBe(150);
  expect(await message(page, "height")).toEqual({ height: 800 });
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  expect(await message(page, "select")).toEqual({ id: "acandi", kind: "place" });
  await map.evaluate((map: DarienMapElement) => map.seek(1));
  expect((await message(page, "chapter")).id).toEqual(expect.any(String));
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -80, lat: 9, zoom: 6 }));
  await expect.poll(() => message(page, "viewchange")).toMatchObject({ lon: -80, zoom: 6 });
  expect(await page.evaluate(() => messages.every(({ data }) => data.darienMap === 1))).toBe(true);
});

test("the script for the page around gives frames their height, also those that came before it", async ({ page }) => {
  await embed(page);
  await message(page, "height");
  await resizes(page);
  const height = (id: string) => page.locator(`#${id}`).evaluate(({ clientHeight }) => clientHeight);
  await expect.poll(() => height("one")).toBe(800);
  await embed(page, {}, "two");
  await expect.poll(() => height("two")).toBe(800);
  await page.setViewportSize({ width: 400, height: 800 });
  await expect.poll(() => height("one")).toBe(500);
  await page.setViewportSize({ width: 900, height: 800 });
  await expect.poll(() => height("one")).toBe(563);
});

test("only frames that are marked get a height, and only a sensible one", async ({ page }) => {
  await page.goto("/e2e/pages/host.html");
  await resizes(page);
  await page.evaluate(() => {
    for (const [id, height] of [["unmarked", 700], ["huge", 1e9], ["text", "700px"], ["good", 700]] as const) {
      const frame = Object.assign(document.createElement("iframe"), { id, title: id });
      if (id !== "unmarked") frame.dataset["darienMap"] = "";
      document.querySelector("main")?.append(frame);
      const event = new MessageEvent("message", { source: frame.contentWindow, data: { darienMap: 1, type: "height", detail: { height } } });
      dispatchEvent(event);
    }
    for (const data of [null, 1, {}, { darienMap: 1, type: "height" }, { darienMap: 2, type: "height", detail: { height: 700 } }]) dispatchEvent(new MessageEvent("message", { data }));
  });
  const heights = await page.locator("iframe").evaluateAll((all) => all.map(({ id, clientHeight }) => `${id} ${clientHeight}`));
  expect(heights).toEqual(["unmarked 150", "huge 150", "text 150", "good 700"]);
});

test("a frame answers its page alone, in the words of the messages", async ({ page }) => {
  const frame = await embed(page);
  await message(page, "ready");
  const heights = () => page.evaluate(() => messages.filter(({ data }) => data.type === "height").length);
  const before = await heights();
  // All that is sent below is there before the answer to what is sent last.
  await frame.locator("body").evaluate(() => {
    const hello = { darienMap: 1, type: "hello" };
    const own = document.createElement("iframe");
    document.body.append(own);
    for (const source of [window, own.contentWindow, null]) dispatchEvent(new MessageEvent("message", { source, data: hello }));
    for (const data of [null, 1, {}, { darienMap: 2, type: "hello" }, { darienMap: 1, type: "height" }]) dispatchEvent(new MessageEvent("message", { source: parent, data }));
    parent.postMessage("sent", "*");
  });
  await page.waitForFunction(() => messages.some(({ data }) => (data as unknown) === "sent"));
  expect(await heights()).toBe(before);
  await page.locator("#one").evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.postMessage({ darienMap: 1, type: "hello" }, "*"));
  await expect.poll(heights).toBe(before + 1);
});

test("the address sets language, theme, place and furniture, but keeps the credits", async ({ page }) => {
  const frame = await embed(page, { query: "lang=es&theme=dark&place=acandi&without=key%20credits%20scale&onclick=alert(1)&style=x&gestures=free" });
  const map = frame.locator("darien-map");
  await message(page, "ready");
  await expect(map).toHaveAttribute("selected", "acandi");
  const got = await map.evaluate((map: DarienMapElement) => map.getAttributeNames().map((name) => `${name}=${map.getAttribute(name)}`).sort());
  expect(got).toEqual(["gestures=free", "hash=query", "selected=acandi", "theme=dark", "without=key scale"]);
  await expect(frame.locator("html")).toHaveAttribute("lang", "es");
  await expect(map.locator("[part=card]")).toContainText("Acandí");
});

test("a story comes from this server or by https, and from nowhere else", async ({ page }) => {
  await page.route("/stories/one.geojson", (route) =>
    route.fulfill({ json: { type: "FeatureCollection", sources: [{ id: "s", title: "A source" }], features: [{ type: "Feature", id: "p", properties: { name: "Here" }, geometry: { type: "Point", coordinates: [10, 50] } }] } }),
  );
  const frame = await embed(page, { query: "story=/stories/one.geojson" });
  await message(page, "ready");
  expect(await frame.locator("darien-map").evaluate((map: DarienMapElement) => map.places.map(({ name }) => name))).toEqual(["Here"]);

  for (const [i, story] of ["http://example.org/a.geojson", "javascript:alert(1)", "data:application/json,{}", "blob:null/1", "file:///a"].entries()) {
    const other = await embed(page, { query: `story=${encodeURIComponent(story)}` }, `bad-${i}`);
    await expect.poll(() => page.evaluate((id) => messages.filter(({ data, frame }) => data.type === "error" && frame === id).map(({ data }) => (data.detail as { message: string }).message), `bad-${i}`)).toContainEqual(
      expect.stringContaining(`story: got ${story}, expected a relative address`),
    );
    await expect(other.getByRole("alert")).toContainText("This map could not be shown.");
  }
});

test("a page named in the address gets the messages, and no other page", async ({ page, baseURL }) => {
  const own = new URL(baseURL ?? "").origin;
  await embed(page, { query: "parent=https://example.org" }, "other");
  await embed(page, { query: "parent=nonsense" }, "nonsense");
  await embed(page, { query: `parent=${encodeURIComponent(own)}` }, "named");
  await message(page, "ready", "named");
  for (const id of ["other", "nonsense"]) {
    const map = page.frameLocator(`#${id}`).locator("darien-map");
    await expect.poll(() => map.evaluate((map: DarienMapElement) => map.places.length)).toBeGreaterThan(0);
    expect(await page.evaluate((id) => messages.filter(({ frame }) => frame === id), id)).toEqual([]);
  }
});

test("in a sandboxed frame without an origin the map is there, with its messages", async ({ page }) => {
  const wrong: string[] = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  const frame = await embed(page, { query: "lang=es&place=acandi", sandbox: "allow-scripts" });
  await message(page, "ready");
  expect(await page.evaluate(() => messages.every(({ origin }) => origin === "null"))).toBe(true);
  await expect(frame.locator("darien-map [part=card]")).toContainText("Acandí");
  expect(await message(page, "height")).toEqual({ height: 800 });
  expect(wrong).toEqual([]);
});

test("oembed.json is written for the address of whoever hosts the frame page", async () => {
  const run = promisify(execFile);
  const of = async (address: string) => JSON.parse((await run(process.execPath, ["dist/oembed.mjs", address])).stdout);
  const answer = await of("https://example.org/maps/");
  expect(answer).toMatchObject({ version: "1.0", type: "rich", title: expect.stringMatching(/\S/), width: 800, height: 500 });
  expect(answer.html).toContain('src="https://example.org/maps/frame.html"');
  const spanish = await of('https://example.org/maps/frame.html?lang=es&place="a"');
  expect(spanish.title).not.toBe(answer.title);
  expect(spanish.html).not.toContain('"a"');
  await expect(of("maps/")).rejects.toThrow("expected the address of the directory");
});
