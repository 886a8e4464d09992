// Helpers of all browser tests. `test` from here also checks each page: no request to another origin, no uncaught
// error, no violation of the content security policy.

import { test as base, expect, type CDPSession, type Locator, type Page } from "@playwright/test";
import * as inPage from "../tools/in-page.mjs";
import type { DarienMapElement, DarienMapEventMap, View } from "../www/element/index.js";

export { expect };

/** What e2e/pages/record-events.js records. */
interface Recorded {
  events: { type: keyof DarienMapEventMap; id: string; detail: unknown }[];
  compiled: number;
  violations: string[];
  errors: string[];
}

declare global {
  var recorded: Recorded;
}

interface Options {
  /** Whether the test expects violations of the content security policy. */
  violations: boolean;
  watch: void;
}

export const test = base.extend<Options>({
  violations: [false, { option: true }],
  watch: [
    async ({ page, baseURL, violations }, use) => {
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
      page.on("request", (request) => {
        const url = new URL(request.url());
        const local = url.protocol === "blob:" || url.protocol === "data:";
        if (!local && url.origin !== new URL(baseURL ?? "").origin) wrong.push(`request: ${url.href}`);
      });
      page.on("console", (message) => {
        if (!violations && /Content Security Policy/i.test(message.text())) wrong.push(message.text());
      });
      await use();
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

export const mapOf = (page: Page, id = "map"): Locator => page.locator(`darien-map#${id}`);
export const cardOf = (map: Locator): Locator => map.locator("[part=card]");
export const titleOf = (map: Locator): Locator => map.locator("[part=card-title]");
export const part = (map: Locator, name: string): Locator => map.locator(`[part~=${name}]`);
export const viewOf = (map: Locator): Promise<View> => map.evaluate((map: DarienMapElement) => map.view as View);
export const alertOf = (map: Locator): Locator => map.getByRole("alert");

/** Opens a page of e2e/pages/ and waits until its map is ready. */
export async function open(page: Page, name = "map.html"): Promise<Locator> {
  await page.goto(`/e2e/pages/${name}`);
  await waitForEvent(page, "ready");
  return mapOf(page);
}

/** Waits for an event of the map and returns the detail of the last one. */
export async function waitForEvent(page: Page, type: keyof DarienMapEventMap, id = "map"): Promise<unknown> {
  await page.waitForFunction(
    ([type, id]) => globalThis.recorded?.events.some((event) => event.type === type && event.id === id),
    [type, id] as const,
  );
  return (await events(page, type, id)).at(-1);
}

/** The details of all events of a kind so far. */
export function events(page: Page, type: keyof DarienMapEventMap, id = "map"): Promise<unknown[]> {
  return page.evaluate(
    ([type, id]) => recorded.events.filter((e) => e.type === type && e.id === id).map((e) => e.detail),
    [type, id] as const,
  );
}

/** The point of a place, in CSS px of the window. */
export async function pointOf(map: Locator, lon: number, lat: number): Promise<{ x: number; y: number }> {
  return map.evaluate(
    (map: DarienMapElement, place) => {
      const box = map.getBoundingClientRect();
      const [x, y] = map.project(place) ?? [NaN, NaN];
      return { x: box.left + x, y: box.top + y };
    },
    [lon, lat] as const,
  );
}

/** The place at a point of the window, in degrees. */
export async function placeAt(map: Locator, x: number, y: number): Promise<{ lon: number; lat: number }> {
  return map.evaluate(
    (map: DarienMapElement, [x, y]) => {
      const box = map.getBoundingClientRect();
      const [lon, lat] = map.unproject([x - box.left, y - box.top]) ?? [NaN, NaN];
      return { lon, lat };
    },
    [x, y] as const,
  );
}

/** The view, once it has not changed for ten frames. */
export function settled(map: Locator): Promise<View> {
  return map.evaluate(
    (map: DarienMapElement) =>
      new Promise<View>((resolve) => {
        let last = "";
        let still = 0;
        const look = () => {
          const view = JSON.stringify(map.view);
          still = view === last ? still + 1 : 0;
          last = view;
          if (still >= 10) resolve(JSON.parse(view) as View);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** The mean lightness of the picture, from 0 to 255. */
export function lightness(map: Locator): Promise<number> {
  return map.evaluate(inPage.lightness);
}

/** Calls `load()`. Returns null, or the error it was rejected with. */
export function load(map: Locator, story: string | object): Promise<Failure | null> {
  return map.evaluate(async (map: DarienMapElement, story) => {
    try {
      await map.load(story);
      return null;
    } catch (reason) {
      const { code, message, problems } = reason as Failure;
      return { code, message, problems };
    }
  }, story);
}

export interface Failure {
  code: string;
  message: string;
  problems: { kind: string; feature: number | null; path: string; got: string; expected: string }[];
}

/** The colour of the picture at a place: red, green and blue. */
export async function colorAt(page: Page, lon: number, lat: number): Promise<number[]> {
  return mapOf(page).evaluate(
    (map: DarienMapElement, place) => {
      const canvas = map.shadowRoot?.querySelector("canvas");
      const [x, y] = map.project(place) ?? [NaN, NaN];
      const ratio = (canvas?.width ?? NaN) / map.clientWidth;
      const pixel = canvas?.getContext("2d")?.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
      return [...(pixel ?? [])].slice(0, 3);
    },
    [lon, lat] as const,
  );
}

/** Has basemap.html show a story of these stops on the built-in basemap of the whole Earth. */
export async function serveFar(page: Page, stops: readonly (readonly [name: string, lon: number, lat: number])[]): Promise<void> {
  await serveElsewhere(page, "/far.geojson");
  const features = stops.map(([name, ...coordinates]) => ({ type: "Feature", id: name, geometry: { type: "Point", coordinates }, properties: { name } }));
  await page.route("**/far.geojson", (route) => route.fulfill({ json: { type: "FeatureCollection", features } }));
}

/** The page basemap.html with a story on the built-in basemap, `language` being the map's. */
export async function serveElsewhere(page: Page, story: string, language = "en"): Promise<void> {
  await page.route("**/basemap.html", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/ basemap="[^"]*"/, "").replace(/ story="[^"]*"/, ` story="${story}" lang="${language}"`);
    await route.fulfill({ response, body });
  });
}

/** Ways to damage a file of a basemap. */
export const changed = {
  truncated: (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
  older: (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4), Buffer.from([9]), bytes.subarray(5)]),
};

/** Holds requests back until the function it returns is called. */
export async function hold(page: Page, url: string, then: Parameters<Page["route"]>[1]): Promise<() => void> {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(url, async (route, request) => {
    await held;
    await then(route, request);
  });
  return () => go();
}

/** The picture on the canvas, without the furniture of the page, as a data URL. */
export function picture(map: Locator): Promise<string> {
  return map.evaluate((map) => map.shadowRoot?.querySelector("canvas")?.toDataURL() ?? "");
}

/** Sends a touch event with fingers at points of the window, in CSS px. */
export function touch(
  cdp: CDPSession,
  type: "touchStart" | "touchMove" | "touchEnd" | "touchCancel",
  ...fingers: (readonly [x: number, y: number])[]
): Promise<unknown> {
  return cdp.send("Input.dispatchTouchEvent", { type, touchPoints: fingers.map(([x, y], id) => ({ x, y, id })) });
}

/** Presses twice within a fifth of a second, however slow the machine is. The page must have `page.clock` installed. */
export async function twice(page: Page, press: () => Promise<unknown>): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await press();
  await page.clock.runFor(150);
  await press();
  await page.clock.runFor(50);
  await page.clock.resume();
}
