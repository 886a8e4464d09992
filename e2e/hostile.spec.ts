// Input that was made to harm, where it needs the browser: the page stays responsive, promises settle, and the reader gets words.

import type { Locator } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, lightness, load, open, settled, test, viewOf } from "./helpers.js";

const place = (id: string, lon: number, lat: number, properties: object = {}) => ({
  type: "Feature",
  id,
  properties: { name: `Place ${id}`, ...properties },
  geometry: { type: "Point", coordinates: [lon, lat] },
});
const story = (features: object[]) => ({ type: "FeatureCollection", sources: [{ id: "s", title: "A source" }], features });

test("a story that is sent without end is left at its limit", async ({ page }) => {
  const map = await open(page);
  const [message, mebibytes] = await map.evaluate(async (map: DarienMapElement) => {
    let sent = 0;
    const part = new Uint8Array(1 << 20).fill(32);
    const body = () =>
      new ReadableStream({
        pull(parts) {
          sent++;
          // Without a limit, the test would take all memory.
          if (sent > 200) parts.close();
          else parts.enqueue(part.slice());
        },
      });
    const { fetch } = globalThis;
    globalThis.fetch = async () => new Response(body());
    const error = await map.load("/endless.geojson").then(
      () => "shown",
      (reason: Error) => reason.message,
    );
    globalThis.fetch = fetch;
    return [error, sent] as const;
  });
  expect(message).toMatch(/^got 6\d{7} bytes or more, expected at most 67108864$/);
  expect(mebibytes).toBeLessThan(72);
});

test("a basemap that is sent without end is left at its limit", async ({ page }) => {
  const map = await open(page);
  const sent = await map.evaluate(async (map: DarienMapElement) => {
    let sent = 0;
    const part = new Uint8Array(1 << 20).fill(32);
    globalThis.fetch = async () =>
      new Response(
        new ReadableStream({
          pull(parts) {
            sent++;
            if (sent > 200) parts.close();
            else parts.enqueue(part.slice());
          },
        }),
      );
    const failed = new Promise((resolve) => map.addEventListener("error", resolve, { once: true }));
    map.setAttribute("basemap", "/endless.json");
    await failed;
    return sent;
  });
  expect(sent).toBeLessThan(72);
});

test("a scale that gives no picture is refused in words", async ({ page }) => {
  const map = await open(page);
  const outcome = (scale: number) =>
    map.evaluate(
      (map: DarienMapElement, scale) =>
        map.toPNG({ scale: Number(scale) }).then(
          (blob) => `${blob.type}`,
          (reason: Error) => `${reason.name}: ${reason.message}`,
        ),
      String(scale),
    );
  for (const scale of [-1, 0, 1e-9, 1e9, NaN, Infinity]) {
    expect(await outcome(scale)).toMatch(/^RangeError: scale: got .*, expected a number above 0, and for this map at most \d/);
  }
  expect(await outcome(0.5)).toBe("image/png");
});

test("no flight leads to a view that is not a number", async ({ page }) => {
  const map = await open(page);
  const finite = ({ lon, lat, zoom }: { lon: number; lat: number; zoom: number }) => [lon, lat, zoom].every(Number.isFinite);
  await map.evaluate((map: DarienMapElement) => {
    void map.flyTo({ lon: 1e200 });
    return new Promise((resolve) => setTimeout(resolve, 100));
  });
  expect(finite(await viewOf(map))).toBe(true);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ zoom: 6 }));
  expect((await viewOf(map)).zoom).toBe(6);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -85, lat: -1e200, zoom: 1e9 }));
  const view = await settled(map);
  expect(finite(view)).toBe(true);
  expect(view.lon).toBeCloseTo(-85, 6);
});

test("a flight of a hidden map, and a story for a destroyed one, come to an end", async ({ page }) => {
  const map = await open(page);
  await map.evaluate(async (map: DarienMapElement) => {
    map.style.display = "none";
    await new Promise((resolve) => setTimeout(resolve, 100));
    await map.flyTo({ lon: -80, lat: 9, zoom: 7 });
  });
  await map.evaluate(async (map: DarienMapElement) => {
    map.style.display = "block";
    const flight = map.flyTo({ lon: -90, lat: 15, zoom: 6 }, { duration: 60 });
    map.style.display = "none";
    await flight;
    map.style.display = "block";
    map.destroy();
  });
  const message = await map.evaluate((map: DarienMapElement) => map.load(null).then(() => "shown", (reason: Error) => `${reason.name}: ${reason.message}`));
  expect(message).toContain("InvalidStateError: got a destroyed map");
  await map.evaluate((map: DarienMapElement) => {
    map.replaceWith(map);
    document.body.append(map);
    return map.load(null);
  });
});

test("a card of very many facts is written in pieces", async ({ page }) => {
  const map = await open(page);
  const facts = Array.from({ length: 500 }, (_, i) => ({ text: `Fact ${i}`, date: "2024", sources: ["s"] }));
  expect(await load(map, story([place("a", -77, 8, { facts }), place("b", -97, 26)]))).toBeNull();
  const first = await map.evaluate((map: DarienMapElement) => {
    map.select("a");
    return map.shadowRoot?.querySelectorAll("[part=card] .fact").length ?? 0;
  });
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(60);
  await expect(cardOf(map).locator(".fact")).toHaveCount(500);
  await expect(cardOf(map).locator(".fact").last()).toContainText("Fact 499");
  // One more is refused, and the map stays as it is.
  const error = await load(map, story([place("a", -77, 8, { facts: [...facts, facts[0]] })]));
  expect(error?.problems[0]).toMatchObject({ kind: "too-big", got: "501 items", expected: "at most 500 items" });
  await expect(cardOf(map).locator(".fact")).toHaveCount(500);
});

test("a name without end is shown with an end", async ({ page }) => {
  const map = await open(page);
  const features = [place("a", -77, 8, { name: "x".repeat(40_000) }), place("b", -97, 26)];
  expect(await load(map, story(features))).toBeNull();
  const svg = await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }));
  expect(svg).toContain("xxx…<");
  expect(svg.length).toBeLessThan(2_000_000);
});

const pixels = (map: Locator) =>
  map.evaluate((map) => {
    const { width, height } = map.shadowRoot?.querySelector("canvas") ?? { width: 0, height: 0 };
    return { width, height };
  });

test("a map larger than any canvas is coarser, not blank", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ deviceScaleFactor: 3, viewport: { width: 1280, height: 800 }, ...(baseURL && { baseURL }) });
  const map = await open(page);
  await map.evaluate((map) => Object.assign(map.style, { width: "9000px", height: "400px", maxWidth: "none" }));
  await settled(map);
  const { width, height } = await pixels(map);
  expect(width).toBeLessThanOrEqual(16_384);
  expect(height).toBeGreaterThan(400);
  expect(await lightness(map)).toBeGreaterThan(100);
  await page.close();
});
