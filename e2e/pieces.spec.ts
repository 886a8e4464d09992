// The pieces of the basemap of the whole Earth: they come when the view needs them, a few at a time, and go when it has left them.

import { brotliCompressSync, constants } from "node:zlib";
import type { Page, Route } from "@playwright/test";
import { recordMemories } from "../tools/memory.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import { changed, colorAt, events, expect, hold, mapOf, open, part, serveElsewhere, serveFar, settled, test, waitForEvent } from "./helpers.js";

const PAGE = "basemap.html";
const PIECES = /\/assets\/world\/[\d.]+km-[\d-]+\.bin$/;
const nameOf = (url: string) => url.replace(/.*\//, "");

/** A story in the north of Spain. */
const serveSpain = (page: Page) => serveFar(page, [["Burgos", -3.704, 42.341], ["Santiago", -8.544, 42.88]]);

/** The names of the pieces that were asked for, in order. */
function asked(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => PIECES.test(request.url()) && names.push(nameOf(request.url())));
  return names;
}

const jump = (page: Page, lon: number, lat: number, zoom: number) =>
  mapOf(page).evaluate((map: DarienMapElement, view) => map.jumpTo(view), { lon, lat, zoom });

/** Waits until a map is shown that is not ready, because pieces are missing. */
const shown = (page: Page) => expect.poll(() => mapOf(page).evaluate((map: DarienMapElement) => map.view), { timeout: 20_000 }).not.toBeNull();

/** Whether a piece covers a place, by the manifest. */
async function coverage(page: Page): Promise<(name: string, lon: number, lat: number) => boolean> {
  const response = await page.request.get("/darien-map/assets/world/world.json");
  const { pieces } = (await response.json()) as { pieces: { file: string; bounds: [number, number, number, number] }[] };
  const all = new Map(pieces.map(({ file, bounds }) => [file, bounds]));
  return (name, lon, lat) => {
    const [west, south, east, north] = all.get(name) ?? [0, 0, 0, 0];
    return west < lon && lon < east && south < lat && lat < north;
  };
}

test("at most four pieces load at once, and what is in sight then comes first", async ({ page }) => {
  await serveSpain(page);
  const names = asked(page);
  const held: Route[] = [];
  await page.route(PIECES, (route) => void held.push(route));
  await page.goto(`/e2e/pages/${PAGE}`);
  await shown(page);
  const covers = await coverage(page);
  // The coasts of Greece: more pieces than four.
  await jump(page, 24, 39, 5.6);
  await settled(mapOf(page));
  await expect.poll(() => names.length).toBe(4);
  await jump(page, 46.5, -19, 6);
  await settled(mapOf(page));
  expect(names).toHaveLength(4);
  await held.shift()?.continue();
  await expect.poll(() => names.length).toBe(5);
  expect(covers(names[4] ?? "", 46.5, -19), names[4]).toBe(true);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("stories elsewhere keep the ground that is there, and its countries have names; a story at home is back on its own ground", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => /\/assets\/(world\/world|basemap)/.test(request.url()) && files.push(nameOf(request.url())));
  const map = await open(page);
  const stories = { Spain: [[-3.704, 42.341], [-8.544, 42.88]], Portugal: [[-9.14, 38.72], [-8.61, 41.15]] };
  const load = async (places: number[][] | null) => {
    files.length = 0;
    const features = places?.map((coordinates, i) => ({ type: "Feature", id: `${i}`, geometry: { type: "Point", coordinates }, properties: { name: `Stop ${i}` } }));
    await map.evaluate((map: DarienMapElement, story) => map.load(story), features ? { type: "FeatureCollection", features } : null);
    return [...files];
  };
  const description = part(map, "canvas");
  expect(await load(stories.Spain)).toEqual(["world.json", "world.bin", "world-words.json"]);
  await expect(description).toHaveAccessibleDescription(/Portugal/i);
  expect(await load(stories.Portugal)).toEqual([]);
  await expect(description).toHaveAccessibleDescription(/Spain/i);
  expect(await load(null)).not.toContain("world.json");
  await expect(description).toHaveAccessibleDescription(/Nicaragua/i);
  await expect(description).not.toHaveAccessibleDescription(/Spain/i);
  expect(await load(stories.Portugal)).toContain("world.json");
  await expect(description).toHaveAccessibleDescription(/Spain/i);
  expect(await events(page, "error")).toEqual([]);
});

test("the key explains borders in dispute where one is in sight, unless the story does not draw them so", async ({ page }) => {
  const map = await open(page);
  const load = (borders: object[]) =>
    map.evaluate((map: DarienMapElement, borders) => {
      const places = [[21.16, 42.66], [20.46, 44.82]].map((coordinates, i) => ({ type: "Feature", id: `${i}`, geometry: { type: "Point", coordinates }, properties: { name: `Stop ${i}` } }));
      return map.load({ type: "FeatureCollection", borders, features: places });
    }, borders);
  const rows = map.locator(".key ul");
  await expect(rows).not.toContainText("Border in dispute");
  await load([]);
  await expect(rows).toContainText("Border in dispute");
  await load([{ draw: "none" }]);
  await expect(rows).not.toContainText("Border in dispute");
  expect(await events(page, "error")).toEqual([]);
});

test("pieces that are missing, cut short or of another version are told once, and tried again when the view comes back", async ({ page }) => {
  await serveSpain(page);
  const names = asked(page);
  await page.route(PIECES, async (route) => {
    const way = names.indexOf(nameOf(route.request().url())) % 3;
    if (way === 0) return route.fulfill({ status: 404, body: "gone" });
    const response = await route.fetch();
    return route.fulfill({ response, body: (way === 1 ? changed.truncated : changed.older)(await response.body()) });
  });
  const map = await open(page, PAGE);
  await settled(map);
  // The coarser pieces are asked for only because the finer ones are missing.
  const first = names.filter((name) => name.startsWith("0.5km"));
  expect(first.length).toBeGreaterThan(0);
  // Coarse ground is shown.
  expect(await colorAt(page, -6, 41.9)).not.toEqual(await colorAt(page, -6, 44.1));
  await jump(page, 24, 39, 5.6);
  await settled(map);
  await expect.poll(() => names.length).toBeGreaterThan(first.length + 2);
  expect(await events(page, "error")).toMatchObject([{ code: "basemap" }]);
  await page.unroute(PIECES);
  const loaded: string[] = [];
  page.on("requestfinished", (request) => loaded.push(nameOf(request.url())));
  await map.evaluate((map: DarienMapElement) => map.fit());
  await settled(map);
  await expect.poll(() => first.every((name) => loaded.includes(name))).toBe(true);
  expect(await events(page, "error")).toHaveLength(1);
});

test("a piece that is slow is told once, and others do not wait for it", async ({ page }) => {
  await page.clock.install();
  await serveSpain(page);
  const names = asked(page);
  const release = await hold(page, "**/assets/world/*km-*.bin", (route) => route.continue());
  await page.goto(`/e2e/pages/${PAGE}`);
  await shown(page);
  await jump(page, 24, 39, 5.6);
  await expect.poll(() => names.length).toBe(4);
  await page.clock.runFor(10_100);
  await expect.poll(() => names.length).toBeGreaterThan(4);
  expect(await events(page, "error")).toMatchObject([{ code: "basemap", message: expect.stringContaining("within 10 s") as unknown }]);
  release();
  await waitForEvent(page, "ready");
  expect(await events(page, "error")).toHaveLength(1);
});

// In bytes after brotli, with the manifests, to the whole first picture.
for (const [story, language, most] of [["central-mediterranean", "it", 60_000], ["camino", "es", 80_000]] as const) {
  for (const [width, height] of [[390, 844], [1280, 800]] as const) {
    test(`geography and names of ${story} at ${width} by ${height} have at most ${most} bytes`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await serveElsewhere(page, `/e2e/stories/${story}.geojson`, language);
      const files: Promise<readonly [name: string, bytes: number]>[] = [];
      page.on("response", (response) => {
        if (!/\/assets\/(?!fonts\/).*\.(bin|json|webp)$/.test(response.url())) return;
        files.push(response.body().then((body) => [nameOf(response.url()), packed(response.url(), body)] as const));
      });
      await open(page, PAGE);
      const sizes = await Promise.all(files);
      const sum = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
      expect(sizes.map(([name]) => name)).toContain("world.bin");
      expect(sum, sizes.join(" ")).toBeLessThanOrEqual(most);
    });
  }
}

/** The bytes of a file as a server sends it. Images are compressed already. */
function packed(url: string, body: Buffer): number {
  if (url.endsWith(".webp")) return body.length;
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }).length;
}

/** Places far from any coast and lake, on a way round the Earth. */
const INLAND = [
  [-4, 40], [14.4, 49.6], [37.5, 55], [75, 53], [104, 56], [125, 62], [114, 41], [78, 26], [46, 23], [25, -27], [133, -24], [-60, -8], [-102, 24], [-102, 52],
] as const;

test("a flight round the Earth and back over a slow network: no hole, no crash, and memory within bounds", async ({ page }) => {
  test.slow();
  await page.addInitScript(recordMemories);
  await serveSpain(page);
  const names = asked(page);
  const map = await open(page, PAGE);
  const held: Route[] = [];
  await page.route(PIECES, (route) => void held.push(route));
  const memory = () => page.evaluate(() => (memories[0]?.deref()?.buffer.byteLength ?? NaN) / 65_536);
  await jump(page, -30, 30, 5);
  await settled(map);
  const sea = await colorAt(page, -30, 30);
  const fly = async ([lon, lat]: readonly [number, number]) => {
    const colors = await map.evaluate(async (map: DarienMapElement, [lon, lat]) => {
      await map.flyTo({ lon, lat, zoom: 5.5 }, { duration: 0.15 });
      const canvas = map.shadowRoot?.querySelector("canvas");
      const context = canvas?.getContext("2d");
      const ratio = (canvas?.width ?? NaN) / map.clientWidth;
      // Some may be on a border or a river, or under a name.
      return [[0, 0], [0.4, 0.2], [-0.4, -0.2]].map(([east = 0, north = 0]) => {
        const [x, y] = map.project([lon + east, lat + north]) ?? [NaN, NaN];
        return [...(context?.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data.subarray(0, 3) ?? [])];
      });
    }, [lon, lat] as const);
    for (const color of colors) expect(color, `${lon} ${lat}`).not.toEqual(sea);
    // Pieces come, but never all that were asked for.
    for (const route of held.splice(0, Math.max(2, held.length - 2))) await route.continue();
  };
  const round = async () => {
    for (const place of [...INLAND, ...[...INLAND].reverse()]) await fly(place);
    return memory();
  };
  const sizes = [await round()];
  expect(names.length, "pieces that were let go are asked for again").toBeGreaterThan(new Set(names).size);
  sizes.push(await round());
  // In pages of 64 kB. At most 32 MiB of pieces are kept; memory of a module never shrinks, and gaps in it are not all filled again.
  for (const size of sizes) expect(size, String(sizes)).toBeLessThan(1024);
  expect(await events(page, "error")).toEqual([]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
