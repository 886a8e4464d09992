// An invented basemap, and all errors of a manifest and its files. The story is shown in every case.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { alertOf, changed, colorAt, events, expect, hold, lightness, mapOf, open, part, picture, serveFar, settled, test, titleOf, waitForEvent, viewOf } from "./helpers.js";

const TINY = "/e2e/basemaps/tiny";
const MANIFEST = `**${TINY}/basemap.json`;
const PAGE = "basemap.html";

const creditsOf = (page: Page) => part(mapOf(page), "credits").evaluate((credits) => credits.textContent);

test("the invented basemap is shown, and no file of the built-in one is requested", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const map = await open(page, PAGE);
  expect(await events(page, "error")).toEqual([]);
  const files = fetched.filter((path) => path.startsWith(TINY)).map((path) => path.slice(TINY.length + 1));
  expect(files.sort()).toEqual(expect.arrayContaining(["basemap.json", "land.bin", "relief.png", "sketch.bin", "story.geojson"]));
  expect(fetched.filter((path) => /sketch\.bin|overview|darien\.bin|assets\/basemap/.test(path) && !path.startsWith(TINY))).toEqual([]);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -34, lat: 25, zoom: 6 }));
  await settled(map);
  const [land, sea] = [await colorAt(page, -32.2, 26.2), await colorAt(page, -39.5, 29.5)];
  expect(land).not.toEqual(sea);
  expect((land[0] ?? 0) - (land[2] ?? 0)).toBeGreaterThan((sea[0] ?? 0) - (sea[2] ?? 0));
  const credits = await creditsOf(page);
  expect(credits).toContain("Island survey of the tests");
  expect(credits).toMatch(/A ship's log.*Island survey/);
  expect(credits).not.toContain("Natural Earth");
});

test("a detail loads when the reader zooms in, and the credits name it while it is in view", async ({ page }) => {
  await page.route("**/basemap.html", async (route) => {
    const response = await route.fetch();
    // The built-in story is far from it.
    await route.fulfill({ response, body: (await response.text()).replace(/ story="[^"]*"/, "") });
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/.*\//, "")));
  const map = await open(page, PAGE);
  expect(await creditsOf(page)).not.toContain("Harbour");
  expect(asked).toContain("land.bin");
  expect(asked).not.toContain("mouth.bin");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -34, lat: 22.2, zoom: 9 }));
  await expect.poll(() => creditsOf(page)).toContain("Harbour survey of the tests");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -34, lat: 25, zoom: 6 }));
  await expect.poll(() => creditsOf(page)).not.toContain("Harbour");
  expect(await events(page, "error")).toEqual([]);
});

test("another basemap replaces the first; the story and the view stay", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.select("acandi");
    map.jumpTo({ lon: -77.5, lat: 8.4, zoom: 8 });
  });
  const view = await settled(map);
  const [before, land] = [await picture(map), await colorAt(page, -76.9, 7.9)];
  expect(await creditsOf(page)).toContain("OpenStreetMap");
  await map.evaluate((map: DarienMapElement, address) => (map.basemap = address), `${TINY}/basemap.json`);
  await expect.poll(() => creditsOf(page)).not.toContain("OpenStreetMap");
  await expect.poll(() => picture(map)).not.toBe(before);
  expect(await colorAt(page, -76.9, 7.9)).not.toEqual(land);
  expect(await viewOf(map)).toEqual(view);
  await expect(titleOf(map)).toHaveText("Acandí");
  expect(await map.getAttribute("basemap")).toBe(`${TINY}/basemap.json`);
  await map.evaluate((map: DarienMapElement) => (map.basemap = null));
  await expect.poll(() => creditsOf(page)).toContain("OpenStreetMap");
  await expect.poll(() => colorAt(page, -76.9, 7.9)).toEqual(land);
  expect(await events(page, "error")).toEqual([]);
});

test("the last of two requested basemaps is shown, whichever loads first", async ({ page }) => {
  const map = await open(page);
  const release = await hold(page, MANIFEST, (route) => route.continue());
  const asked = page.waitForRequest(MANIFEST);
  await map.evaluate((map: DarienMapElement, address) => (map.basemap = address), `${TINY}/basemap.json`);
  await asked;
  await map.evaluate((map: DarienMapElement) => (map.basemap = null));
  const answered = page.waitForResponse(MANIFEST);
  release();
  await (await answered).finished();
  await settled(map);
  expect(await creditsOf(page)).not.toContain("Island survey");
  expect(await events(page, "error")).toEqual([]);
});

test("the basemap that the page asks for is shown, even if the ground under the new story loads later", async ({ page }) => {
  const map = await open(page);
  const ground = "**/world/world.json";
  const [answer, answerGround] = [await hold(page, MANIFEST, (route) => route.continue()), await hold(page, ground, (route) => route.continue())];
  const asked = page.waitForRequest(ground);
  const loaded = map.evaluate((map: DarienMapElement, folder) => {
    map.basemap = `${folder}/basemap.json`;
    return map.load(`${folder}/story.geojson`);
  }, TINY);
  await asked;
  answer();
  await expect.poll(() => creditsOf(page)).toContain("Island survey");
  answerGround();
  await loaded;
  await settled(map);
  expect(await creditsOf(page)).toContain("Island survey");
  expect(await events(page, "error")).toEqual([]);
});

const manifest = (change: (manifest: Manifest) => void) => (text: string) => {
  const value = JSON.parse(text) as Manifest;
  change(value);
  return JSON.stringify(value);
};

interface Manifest {
  version: number;
  pieces: { file: string; role: string; bounds: number[]; toleranceKm: number; sketch?: string }[];
}

/** What is wrong with a manifest, how it is changed, and the path and expectation of the reported problem. */
const BAD: Record<string, [change: (text: string) => string, path: string, expected: RegExp]> = {
  "is not JSON": [(text) => text.slice(0, 200), "$", /JSON/],
  "is of another version": [manifest((m) => (m.version = 7)), "$.version", /^1, /],
  "has no base": [manifest((m) => m.pieces.shift()), "$.pieces", /role base/],
  "has two bases": [manifest((m) => m.pieces.forEach((p) => (p.role = "base"))), "$.pieces[1].role", /detail/],
  "has invalid bounds": [manifest((m) => m.pieces[0]?.bounds.reverse()), "$.pieces[0].bounds", /west/],
  "has no tolerance": [manifest((m) => m.pieces.slice(0, 1).forEach((p) => (p.toleranceKm = 0))), "$.pieces[0].toleranceKm", /kilometres/],
};

for (const [what, [change, path, expected]] of Object.entries(BAD)) {
  test(`a manifest that ${what} is reported with a path; the story is shown on plain sea`, async ({ page }) => {
    await page.route(MANIFEST, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
    const map = await open(page, PAGE);
    const failures = await events(page, "error");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ code: "basemap", problems: [{ path, expected: expect.stringMatching(expected) as unknown }] });
    await storyOnSea(page);
    await expect(alertOf(map)).toBeHidden();
  });
}

test("a missing manifest is reported; the story is shown on plain sea", async ({ page }) => {
  await page.route(MANIFEST, (route) => route.fulfill({ status: 404, body: "gone" }));
  await open(page, PAGE);
  expect(await events(page, "error")).toMatchObject([{ code: "basemap", message: expect.stringContaining("404") as unknown }]);
  await storyOnSea(page);
});

/** Moves names and attribution of the invented basemap's manifest into a separate file, served by `answer`. */
async function separateNames(page: Page, answer: (words: object) => { status?: number; body: string }): Promise<void> {
  await page.route(`**${TINY}/words.json`, async (route) => {
    const response = await page.request.get(`${TINY}/basemap.json`);
    const { names, attribution } = (await response.json()) as Record<string, unknown>;
    await route.fulfill(answer({ names, attribution }));
  });
  await page.route(MANIFEST, async (route) => {
    const response = await route.fetch();
    const { names: _, attribution: __, ...manifest } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...manifest, words: "words.json" } });
  });
}

test("names and attribution can be in a separate file", async ({ page }) => {
  await separateNames(page, (words) => ({ body: JSON.stringify(words) }));
  const map = await open(page, PAGE);
  expect(await events(page, "error")).toEqual([]);
  expect(await creditsOf(page)).toContain("Island survey of the tests");
  await expect(alertOf(map)).toBeHidden();
});

for (const [what, answer, problems] of [
  ["is missing", { status: 404, body: "gone" }, []],
  ["is not JSON", { body: "{" }, [{ path: "$", kind: "not-json" }]],
  ["has invalid names", { body: '{"names": [7]}' }, [{ path: "$.names[0]", kind: "wrong-type" }]],
] as const) {
  test(`a file of names and attribution that ${what} is reported; the map is shown without them`, async ({ page }) => {
    await separateNames(page, () => answer);
    const map = await open(page, PAGE);
    const failures = await events(page, "error");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ code: "basemap", problems });
    expect(await creditsOf(page)).not.toContain("Island survey");
    expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBe(3);
    await expect(alertOf(map)).toBeHidden();
  });
}

test("an invalid address is reported; the story is shown on plain sea", async ({ page }) => {
  await page.route("**/basemap.html", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(`${TINY}/basemap.json`, "ftp://example.test/b.json") });
  });
  await open(page, PAGE);
  expect(await events(page, "error")).toMatchObject([{ code: "basemap", message: expect.stringContaining("expected http:") as unknown }]);
  await storyOnSea(page);
});

test("a bad basemap does not replace a good one", async ({ page }) => {
  const map = await open(page);
  const before = await picture(map);
  await map.evaluate((map: DarienMapElement) => (map.basemap = "/e2e/pages/map.html"));
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "basemap" });
  await settled(map);
  expect(await picture(map)).toBe(before);
});

for (const [what, change, said] of [
  ["is missing", undefined, "404"],
  ["is cut short", changed.truncated, "cut short"],
  ["is of another version", changed.older, "format version 9"],
] as const) {
  test(`a sketch that ${what} is reported; the full piece still loads`, async ({ page }) => {
    await serveChanged(page, "sketch.bin", change);
    await open(page, PAGE);
    expect(await events(page, "error")).toMatchObject([{ code: "basemap", message: expect.stringContaining(said) as unknown }]);
    expect(await creditsOf(page)).toContain("Island survey of the tests");
  });

  test(`a base that ${what} is reported; the map keeps its sketch`, async ({ page }) => {
    await serveChanged(page, "land.bin", change);
    const map = await open(page, PAGE);
    expect(await events(page, "error")).toMatchObject([{ code: "basemap", message: expect.stringContaining(said) as unknown }]);
    expect(await creditsOf(page)).toContain("Island survey of the tests");
    await map.evaluate((map: DarienMapElement) => map.select("weir"));
    await expect(titleOf(map)).toHaveText("Weir");
  });
}

test("files of another part of the world are reported; the story is shown on plain sea", async ({ page }) => {
  await page.route(MANIFEST, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll("[-40, 20,", "[-41, 20,") });
  });
  await open(page, PAGE);
  // Of the sketch and the whole piece the first is told.
  const failures = (await events(page, "error")) as { message: string }[];
  expect(failures).toHaveLength(1);
  for (const { message } of failures) expect(message).toMatch(/covers \[-39\.9998\d*, 20\.0001.*expected \[-41, 20, -28, 30\]/);
  await storyOnSea(page);
});

/** Serves one of the basemap's files changed, or not at all. */
async function serveChanged(page: Page, name: string, change: ((bytes: Buffer) => Buffer) | undefined): Promise<void> {
  await page.route(`**${TINY}/${name}`, async (route) => {
    if (!change) return route.fulfill({ status: 404, body: "gone" });
    const response = await route.fetch();
    return route.fulfill({ response, body: change(await response.body()) });
  });
}

/** Checks that the story works, its route is painted, and there is sea instead of land. */
async function storyOnSea(page: Page): Promise<void> {
  const map = mapOf(page);
  await map.evaluate((map: DarienMapElement) => map.select("weir"));
  await expect(titleOf(map)).toHaveText("Weir");
  await map.evaluate((map: DarienMapElement) => map.select(null));
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -34, lat: 25, zoom: 6 }));
  await settled(map);
  expect(await colorAt(page, -32.2, 26.2)).toEqual(await colorAt(page, -39.5, 29.5));
  expect(await lightness(map)).toBeGreaterThan(120);
  expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBe(3);
  // What is painted is more than the sea alone.
  const colors = await map.evaluate((map) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    return seen.size;
  });
  expect(colors).toBeGreaterThan(30);
}

const stop = (name: string, ...coordinates: readonly number[]) => ({ type: "Feature", id: name, geometry: { type: "Point", coordinates }, properties: { name } });

/** A voyage from 178 degrees east to 160 degrees west is shown as any other. */
async function goesOverTheDateLine(map: Locator): Promise<void> {
  const [suva, apia, rarotonga] = [[178.44, -18.14], [-171.76, -13.83], [-159.78, -21.2]] as const;
  const sail = (...line: (readonly number[])[]) => ({ type: "Feature", geometry: { type: "LineString", coordinates: line }, properties: { mode: "boat" } });
  const voyage = {
    type: "FeatureCollection",
    features: [stop("Suva", ...suva), stop("Apia", ...apia), stop("Rarotonga", ...rarotonga), sail(suva, apia), sail(apia, rarotonga)],
  };
  await map.evaluate((map: DarienMapElement, story) => map.load(story as never), voyage);
  const home = await settled(map);
  expect(Math.abs(home.lon)).toBeGreaterThan(165);
  expect(home.zoom).toBeGreaterThan(3);
  const seen = await map.evaluate(async (map: DarienMapElement, [lon, lat]) => {
    const box = map.getBoundingClientRect();
    const at = map.project([lon, lat]) ?? [NaN, NaN];
    const back = map.unproject(at);
    // A view is given on any copy of the Earth, and comes back on one.
    map.jumpTo({ lon: lon + 720, lat, zoom: 5 });
    const turned = map.view?.lon;
    await map.flyTo({ lon: 179, lat, zoom: 5 }, { duration: 0 });
    return { inside: at[0] > 0 && at[0] < box.width, back, turned, flown: map.view?.lon };
  }, apia);
  expect(seen).toEqual({
    inside: true,
    back: apia.map((degrees) => expect.closeTo(degrees, 6)),
    turned: expect.closeTo(apia[0], 6),
    flown: expect.closeTo(179, 6),
  });
  await map.evaluate((map: DarienMapElement) => map.select("Apia"));
  await expect(titleOf(map)).toHaveText("Apia");
  expect(await map.evaluate((map: DarienMapElement) => map.toSVG())).toContain("Rarotonga");
}

test("a story anywhere on Earth is shown on the pieces under it; the built-in story is back on its own ground", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname.replace(/.*\/assets\//, "")));
  await serveFar(page, [["Burgos", -3.704, 42.341], ["Santiago", -8.544, 42.88]]);
  const map = await open(page, PAGE);
  await settled(map);
  expect(await events(page, "error")).toEqual([]);
  expect(fetched).toContain("world/world.bin");
  expect(fetched.filter((path) => /^world\/(2|0\.5)km/.test(path)).length).toBeGreaterThan(0);
  expect(fetched.filter((path) => /^(sketch|overview|darien|rio-grande)\./.test(path))).toEqual([]);
  // The browser names the countries.
  await expect(part(map, "canvas")).toHaveAccessibleDescription(/Portugal/i);
  const [land, sea] = [await colorAt(page, -6, 41.9), await colorAt(page, -6, 44.1)];
  expect(land).not.toEqual(sea);
  await goesOverTheDateLine(map);
  await map.evaluate((map: DarienMapElement) => map.load(null));
  await settled(map);
  await expect.poll(() => fetched.includes("overview.bin")).toBe(true);
  expect(await events(page, "error")).toEqual([]);
  await expect(part(map, "canvas")).not.toHaveAccessibleDescription(/Portugal/i);
});
