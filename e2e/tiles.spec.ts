// A city on the author's own tile file: reading it (also bad files), what is fetched, what is drawn, and that the map keeps its own ground if
// the file cannot be read.

import type { Page } from "@playwright/test";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "../tools/setup.mjs";
import { archive, tile, town } from "../tools/tiny-tiles.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import { Archive, tileId, type ReadRange } from "../www/element/tiles/archive.js";
import { LAYERS, draw } from "../www/element/tiles/drawing.js";
import { joined, namesFor, straight } from "../www/element/tiles/names.js";
import { decode } from "../www/element/tiles/vector.js";
import { events, expect, mapOf, open, settled, test, viewOf, waitForEvent } from "./helpers.js";

const FLORENCE = [8704, 5971] as const;

/** Tiles from level 8 to 14 around Florence. */
function places(): [number, number, number][] {
  return [8, 9, 10, 11, 12, 13, 14].flatMap((zoom) => {
    const [x, y] = FLORENCE.map((value) => value >> (14 - zoom)) as [number, number];
    return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy): [number, number, number] => [zoom, x + dx, y + dy]));
  });
}

const invented = (options: Parameters<typeof archive>[0] = {}) => archive({ places: places(), number: tileId, ...options });

const reading = (file: Uint8Array): ReadRange => async (offset, length) => file.slice(offset, offset + length);

test.describe("reading", () => {
  test("tiles are numbered along the Hilbert curve", () => {
    expect([tileId(0, 0, 0), tileId(1, 0, 0), tileId(1, 0, 1), tileId(1, 1, 1), tileId(1, 1, 0), tileId(2, 0, 0)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(tileId(12, 3423, 1763)).toBe(19078479);
    for (const level of [3, 5]) {
      const ids = new Set<number>();
      for (let x = 0; x < 2 ** level; x++) for (let y = 0; y < 2 ** level; y++) ids.add(tileId(level, x, y));
      expect(ids.size).toBe(4 ** level);
      expect(Math.min(...ids)).toBe((4 ** level - 1) / 3);
      expect(Math.max(...ids)).toBe((4 ** (level + 1) - 1) / 3 - 1);
    }
  });

  test("a file gives its bounds, its credit as plain text, and its tiles", async () => {
    const file = await Archive.open(reading(invented()));
    expect(file.header).toEqual({ minZoom: 8, maxZoom: 14, bounds: [11.2, 43.7, 11.32, 43.82] });
    expect(file.credit).toBe("Invented");
    expect(await file.has(14, 8704, 5971)).toBe(true);
    expect(await file.has(14, 8800, 5971)).toBe(false);
    expect(await file.tile(3, 0, 0)).toBeUndefined();
    const features = decode((await file.tile(14, 8704, 5971)) ?? new Uint8Array(), LAYERS);
    expect(features.map(({ layer }) => layer).sort()).toEqual(town().map(({ layer }) => layer).sort());
    const park = features.find(({ layer }) => layer === "landuse");
    expect(park).toMatchObject({ shape: "area", extent: 4096, parts: [[400, 400, 1600, 400, 1600, 1400, 400, 1400]] });
    expect(park?.properties.get("name")).toBe("Parco di Prova");
  });

  test("a file that is none, or another kind, is refused in words", async () => {
    const bomb = gzipSync(new Uint8Array(40 << 20));
    // A directory that leads to itself, over and over.
    const leaf = (length: number) => gzipSync(Uint8Array.from([1, 0, 0, length, 1]));
    const circle = leaf(leaf(0).length);
    const cases: [Uint8Array, string][] = [
      [new TextEncoder().encode("<!doctype html>"), "expected a PMTiles file"],
      [new Uint8Array(), "expected a PMTiles file"],
      [invented({ header: (view) => view.setUint8(7, 2) }), "version 2, expected 3"],
      [invented({ header: (view) => view.setUint8(99, 2) }), "PNG, expected vector tiles"],
      [invented({ header: (view) => view.setUint8(98, 3) }), "Brotli, expected gzip or none"],
      [invented({ header: (view) => view.setInt32(102, 2e9, true) }), "expected at most 24, and west, south, east, north"],
      [invented().subarray(0, 90), "header of 90 bytes"],
      [invented({ header: (view) => view.setUint32(16, 2e9, true) }), "2000000000 bytes, expected at most"],
      [invented({ header: (view) => view.setUint32(16, 40_000, true) }), "cut short"],
      [invented({ root: bomb.subarray(0, 60_000) }), "expected fewer"],
      [invented({ root: gzipSync(Uint8Array.from([200, 1, 1])) }), "200 entries in 3 bytes"],
      [invented({ root: gzipSync(Uint8Array.from([1, 255])) }), "four bytes for each"],
    ];
    for (const [file, words] of cases) await expect(Archive.open(reading(file)), words).rejects.toThrow(words);
    const looping = await Archive.open(reading(invented({ root: circle, leaves: circle })));
    await expect(looping.tile(14, 8704, 5971)).rejects.toThrow("the directories lead in a circle");
    const bombed = await Archive.open(reading(invented({ content: bomb })));
    await expect(bombed.tile(14, 8704, 5971)).rejects.toThrow("expected fewer");
    const torn = await Archive.open(reading(invented({ content: gzipSync(tile(town())).subarray(0, 60) })));
    await expect(torn.tile(14, 8704, 5971)).rejects.toThrow();
  });

  test("whatever the bytes of a tile are, it is drawn or refused", () => {
    const good = tile(town());
    let [seed, refused] = [1, 0];
    const random = (below: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below;
    for (let i = 0; i < 3000; i++) {
      const bytes = good.slice(0, i % 3 ? good.length : random(good.length));
      for (let n = random(6); n >= 0; n--) bytes[random(bytes.length || 1)] = random(256);
      try {
        const { numbers } = draw(decode(bytes, LAYERS));
        if (numbers.some((value) => !Number.isFinite(value))) throw new RangeError(`a number is not finite after ${i}`);
      } catch (reason) {
        expect(reason).toBeInstanceOf(Error);
        expect(reason).not.toBeInstanceOf(RangeError);
        expect(String(reason)).toContain("expected");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  test("a street that is cut at its crossings is one line, and has one direction of reading", () => {
    const line = joined([[0.1, 0, 0.2, 0], [0.3, 0, 0.2, 0], [0.4, 0, 0.3, 0], [0.7, 0, 0.8, 0]]);
    expect(line.map((points) => points.length)).toEqual([8, 4]);
    expect(straight([0, 0, 1, 0, 2, 0, 2, 3, 0, 3])).toEqual([[0, 0, 1, 0, 2, 0], [2, 0, 2, 3], [2, 3, 0, 3]]);
  });

  test("names in sight are chosen by rank, and not those that the map has", () => {
    const { names } = draw(decode(tile(town()), LAYERS));
    const all = (zoom: number, known: string[] = []) => namesFor([{ names, zoom: 14, x: 8704, y: 5971 }], [0, 0, 1, 1], zoom, new Set(known)).texts.split("\0");
    expect(all(16)).toEqual(["BORGO FINTO", "Parco di Prova", "Via Inventata", "Vicolo Corto"]);
    expect(all(14.2)).toEqual(["BORGO FINTO", "Via Inventata"]);
    expect(all(16, ["Via Inventata"])).not.toContain("Via Inventata");
    expect(all(9)).toEqual([""]);
  });
});

/** Serves a file to the page as the city's tiles. Each test has its own: tests run side by side. */
async function put(page: Page, file: Uint8Array): Promise<void> {
  const name = `${test.info().testId}-${test.info().workerIndex}.pmtiles`;
  await mkdir(`${ROOT}target/tiles`, { recursive: true });
  await writeFile(`${ROOT}target/tiles/${name}`, file);
  await page.route("**/city.pmtiles", (route) => route.continue({ url: new URL(name, route.request().url()).href }));
}

/** The sample of the crate pmtiles2: the middle of Florence, made from OpenStreetMap (ODbL). It is not part of this repository. */
async function sample(): Promise<Uint8Array | undefined> {
  const sources = join(process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"), "registry/src");
  for (const registry of await readdir(sources).catch(() => [])) {
    const folder = join(sources, registry, "pmtiles2-0.3.2/test");
    const name = (await readdir(folder).catch(() => [])).find((file) => /firenze\.pmtiles$/.test(file));
    if (name) return readFile(join(folder, name));
  }
  return undefined;
}

const errorsOf = async (page: Page) => (await events(page, "error")).map((error) => (error as { message: string }).message);

test("the map of a city asks for parts of the file only, and exports the same picture", async ({ page }, info) => {
  // Painting the middle of a city takes its time on a busy machine.
  test.slow();
  const florence = await sample();
  if (!florence) info.annotations.push({ type: "note", description: "the sample of the crate pmtiles2 0.3.2 is not in cargo's registry (cargo fetch gets it): an invented file is used" });
  const file = florence ?? invented();
  await put(page, file);
  const ranges: string[] = [];
  page.on("request", (request) => void (/pmtiles/.test(request.url()) && ranges.push(request.headers()["range"] ?? "none")));
  const map = await open(page, "city.html");
  expect(await errorsOf(page)).toEqual([]);
  const parts = ranges.map((range) => /^bytes=(\d+)-(\d+)$/.exec(range)?.slice(1).map(Number) ?? [0, Infinity]);
  const bytes = parts.reduce((sum, [from = 0, to = 0]) => sum + to - from + 1, 0);
  info.annotations.push({ type: "requests", description: `${ranges.length} requests, ${bytes} bytes of ${file.length}` });
  expect(ranges.length).toBeLessThanOrEqual(16);
  // All tiles of the invented file are the same part of it.
  if (florence) {
    expect(new Set(ranges).size, "no part is fetched twice").toBe(ranges.length);
    expect(bytes).toBeLessThan(file.length / 2);
  }
  expect((await viewOf(map)).zoom).toBeGreaterThan(13);
  await expect(map.locator("[part~=credits]")).toContainText("© OpenStreetMap contributors");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: 11.2535, lat: 43.7745, zoom: 16 }));
  await settled(map);
  const name = florence ? "Via Faenza" : "Vicolo Corto";
  const svg = () => map.evaluate((map: DarienMapElement) => map.toSVG().then((text) => text.replace(/<\/?tspan[^>]*>/g, "")));
  await expect.poll(svg).toContain(name);
  // The reader comes nearer than without tiles, and no farther than they are exact.
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: 11.2535, lat: 43.7745, zoom: 24 }));
  expect((await viewOf(map)).zoom).toBe(17);
});

const BAD: [string, (page: Page) => Promise<unknown>, string][] = [
  ["a missing file", (page) => page.route("**/city.pmtiles", (route) => route.fulfill({ status: 404 })), "got the status 404"],
  ["a server that knows no ranges", (page) => page.route("**/city.pmtiles", (route) => route.fulfill({ status: 200, body: "PMTiles" })), "its server must know range requests"],
  ["a server that refuses", (page) => page.route("**/city.pmtiles", (route) => route.abort()), "CORS"],
  ["another file", (page) => page.route("**/city.pmtiles", (route) => route.fulfill({ status: 206, body: "GIF89a" })), "expected a PMTiles file"],
  ["tiles of other layers", (page) => page.route("**/city.pmtiles", (route) => route.fulfill({ status: 206, body: Buffer.from(invented({ metadata: { vector_layers: [{ id: "poi_label" }] } })) })), "got the layers poi_label"],
];

for (const [what, prepare, words] of BAD) {
  test(`${what}: the map shows its own ground, and the page is told`, async ({ page }) => {
    await prepare(page);
    const map = await open(page, "city.html");
    const [message = "", ...others] = await errorsOf(page);
    expect(message).toContain(words);
    expect(message).toContain("city.pmtiles");
    expect(others).toEqual([]);
    expect((await viewOf(map)).zoom).toBeLessThanOrEqual(11);
    await expect(map.locator("[part~=credits]")).toContainText("Natural Earth");
    await expect(map.locator("[part~=credits]")).not.toContainText("OpenStreetMap");
  });
}

test("tiles that are damaged or cut off are told once, and fetched again when the reader comes back", async ({ page }) => {
  // The tiles are beyond the first 16 kB.
  await put(page, invented({ leaves: new Uint8Array(20_000) }));
  let broken = true;
  await page.route("**/city.pmtiles", (route) => {
    const from = Number(/\d+/.exec(route.request().headers()["range"] ?? "")?.[0]);
    return from && broken ? route.fulfill({ status: 206, body: "x" }) : route.fallback();
  });
  const map = await open(page, "city.html");
  expect(await errorsOf(page)).toEqual([expect.stringContaining("tile 14/")]);
  broken = false;
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: 11.256, lat: 43.7735, zoom: 16 }));
  await expect.poll(() => map.evaluate((map: DarienMapElement) => map.toSVG().then((text) => text.replace(/<\/?tspan[^>]*>/g, ""))), { timeout: 20_000 }).toContain("Vicolo Corto");
  expect(await errorsOf(page)).toHaveLength(1);
});

test("a map without a file of tiles loads nothing of all this, and one that loses it shows its own ground", async ({ page }) => {
  await put(page, invented());
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, "map.html");
  expect(asked.filter((url) => /tiles/.test(url))).toEqual([]);
  await page.goto("/e2e/pages/city.html");
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  expect((await viewOf(map)).zoom).toBeGreaterThan(11);
  await map.evaluate((map: DarienMapElement) => (map.basemap = null));
  await expect.poll(async () => (await viewOf(map)).zoom).toBeLessThanOrEqual(11);
  await expect(map.locator("[part~=credits]")).not.toContainText("OpenStreetMap");
  expect(await errorsOf(page)).toEqual([]);
});
