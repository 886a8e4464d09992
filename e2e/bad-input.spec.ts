// Bad input of all kinds: the map reports it, keeps what it had, and does not break the page.

import type { Locator, Page } from "@playwright/test";
import { safeLink } from "../www/element/dom.js";
import type { DarienMapElement } from "../www/element/index.js";
import type { Failure } from "./helpers.js";
import { alertOf, cardOf, events, expect, lightness, load, mapOf, open, settled, test, titleOf, waitForEvent } from "./helpers.js";

/** A valid place, changed by `change`. */
function place(id: string, change: { geometry?: object | null; properties?: object } = {}): object {
  return {
    type: "Feature",
    id,
    geometry: change.geometry === undefined ? { type: "Point", coordinates: [-77.5, 8.4] } : change.geometry,
    properties: {
      kind: "stop",
      name: { en: `Place ${id}`, es: `Lugar ${id}` },
      facts: [{ text: { en: "Something." }, date: "2024-06", standing: "reported", sources: ["a"] }],
      ...change.properties,
    },
  };
}

function story(features: object[], more: object = {}): object {
  return {
    type: "FeatureCollection",
    title: { en: "A test" },
    summary: { en: "Of what is wrong." },
    sources: [{ id: "a", title: "A source" }],
    features,
    ...more,
  };
}

const point = (...coordinates: unknown[]) => ({ geometry: { type: "Point", coordinates } });

/** What is wrong, the text of the file, and where the problem is expected. */
const BAD: { what: string; text: string; feature?: number; path?: string }[] = [
  { what: "invalid JSON", text: "{ this is not JSON" },
  { what: "a web page", text: "<!doctype html><title>404</title>" },
  { what: "no GeoJSON", text: JSON.stringify({ places: [] }) },
  { what: "no places", text: JSON.stringify(story([])), path: "features" },
  {
    what: "a latitude past 90",
    text: JSON.stringify(story([place("one"), place("two", point(-77.5, 98.4))])),
    feature: 1,
    path: "coordinates",
  },
  {
    what: "longitude and latitude swapped",
    text: JSON.stringify(story([place("one", point(25.68, -100.32))])),
    feature: 0,
    path: "coordinates",
  },
  {
    what: "coordinates of null",
    text: JSON.stringify(story([place("one"), place("two", point(NaN, NaN))])),
    feature: 1,
    path: "coordinates",
  },
  { what: "a geometry of null and nothing else", text: JSON.stringify(story([place("one", { geometry: null })])), path: "features" },
  {
    what: "an unknown kind, if it is strict",
    text: JSON.stringify(story([place("one", { properties: { kind: "dragon" } })], { strict: true })),
    feature: 0,
    path: "kind",
  },
  {
    what: "an unknown source",
    text: JSON.stringify(
      story([
        place("one", {
          properties: { facts: [{ text: "Hm.", date: "2024", standing: "reported", sources: ["nobody"] }] },
        }),
      ]),
    ),
    feature: 0,
    path: "sources",
  },
  { what: "a duplicate id", text: JSON.stringify(story([place("one"), place("one")])), feature: 1, path: "id" },
];

/** Opens the page with this text as the map's first story. */
async function openWith(page: Page, text: string): Promise<Locator> {
  await page.route("**/bad.geojson", (route) => route.fulfill({ body: text, contentType: "application/geo+json" }));
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(() => {
    const map = document.createElement("darien-map");
    map.id = "map";
    map.setAttribute("story", "/bad.geojson");
    document.querySelector("main")?.append(map);
  });
  return mapOf(page);
}

for (const { what, text, feature, path } of BAD) {
  test(`a story with ${what} shows an error message instead of the map`, async ({ page }) => {
    const map = await openWith(page, text);
    const error = (await waitForEvent(page, "error")) as Failure;
    expect(error.code).toBe("story");
    expect(error.problems.length).toBeGreaterThan(0);
    const [problem] = error.problems;
    if (feature !== undefined) expect(problem?.feature).toBe(feature);
    if (path !== undefined) expect(problem?.path).toContain(path);
    expect(problem?.got, "what was got").not.toBe("");
    expect(problem?.expected, "what was expected").not.toBe("");
    await expect(alertOf(map)).toBeVisible();
    await expect(alertOf(map)).toContainText("could not be shown");
    await expect(alertOf(map), "the place of the mistake is for the author").not.toContainText(problem?.path || "expected");
    expect(await events(page, "error")).toHaveLength(1);
    expect(await events(page, "ready")).toHaveLength(0);
  });
}

test("an empty address of a story is called that, and not read as the page's own", async ({ page }) => {
  await openWith(page, "{}");
  await waitForEvent(page, "error");
  for (const address of ["", "  "]) {
    await mapOf(page).evaluate((map, address) => map.setAttribute("story", address), address);
    await expect.poll(async () => ((await events(page, "error")).at(-1) as Failure).message).toContain("got an empty address, expected the address of a story");
  }
  expect((await load(mapOf(page), ""))?.message).toContain("got an empty address");
});

test("none of these stories changes a map that is already shown", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  const before = await settled(map);
  for (const { what, text } of BAD) {
    const error = await load(map, text);
    expect(error?.code, what).toBe("story");
    await expect(alertOf(map)).toBeHidden();
    await expect(titleOf(map)).toHaveText("Monterrey");
  }
  expect(await events(page, "error")).toHaveLength(BAD.length);
  expect(await settled(map)).toEqual(before);
  expect(await lightness(map)).toBeGreaterThan(120);
});

test("the error event lists all problems, the message none; a good story replaces the message", async ({ page }) => {
  const features = Array.from({ length: 9 }, (_, i) => place(`p${i}`, point(-77, 100 + i)));
  const map = await openWith(page, JSON.stringify(story(features)));
  const error = (await waitForEvent(page, "error")) as Failure;
  expect(error.problems).toHaveLength(9);
  await expect(alertOf(map)).toContainText("mistake in its story");
  await expect(alertOf(map).getByRole("paragraph")).toHaveCount(1);
  expect(await load(map, story([place("good")]))).toBeNull();
  await expect(alertOf(map)).toBeHidden();
  await waitForEvent(page, "ready");
});

test("the error message is in the map's language", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(() => {
    const map = document.createElement("darien-map");
    map.id = "map";
    map.lang = "es";
    map.setAttribute("story", "/nowhere.geojson");
    document.querySelector("main")?.append(map);
  });
  await expect(alertOf(mapOf(page))).toContainText("No se pudo mostrar este mapa");
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "story" });
});

test("a story of a million features is rejected within seconds", async ({ page }) => {
  const map = await open(page);
  const found = await map.evaluate(async (map: DarienMapElement) => {
    const one = '{"type":"Feature","geometry":null,"properties":{}}';
    const text = `{"type":"FeatureCollection","features":[${`${one},`.repeat(999_999)}${one}]}`;
    const start = performance.now();
    const error = await map.load(text).catch((reason: unknown) => reason as Failure);
    return { seconds: (performance.now() - start) / 1000, problem: error?.problems[0] };
  });
  expect(found.problem?.got).toContain("1000000");
  expect(found.seconds).toBeLessThan(5);
  await expect(alertOf(map)).toBeHidden();
});

test("a story of two hundred megabytes is rejected without being parsed", async ({ page }) => {
  await page.route("**/huge.geojson", (route) => route.fulfill({ headers: { "content-length": "200000000" }, body: "{}" }));
  const map = await open(page);
  const error = await load(map, "/huge.geojson");
  expect(error?.message).toContain("200000000");
});

test("markup in a text is shown as text, and no script in it runs", async ({ page }) => {
  const map = await open(page);
  const nasty = "<script>globalThis.pwned = 1</script><img src=x onerror='globalThis.pwned = 1'>";
  const texts = { en: nasty };
  const facts = [{ text: texts, date: "2024", standing: "reported", sources: ["a"], note: texts }];
  const features = [place("one", { properties: { name: texts, place: texts, facts } })];
  const more = { title: texts, summary: texts, sources: [{ id: "a", title: nasty }] };
  expect(await load(map, story(features, more))).toBeNull();
  await map.evaluate((map: DarienMapElement) => map.select("one"));
  await expect(titleOf(map)).toHaveText(nasty);
  await expect(cardOf(map).locator("[part=source]")).toContainText(nasty);
  expect(await map.evaluate((map) => map.shadowRoot?.querySelectorAll("script, img").length)).toBe(0);
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
});

test("only web and mail addresses become links: the story is refused, and the page would not write another one", async ({ page }) => {
  const map = await open(page);
  for (const url of ["javascript:alert(1)", " javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//example.org", "httpss:x"]) {
    expect(safeLink(url), url).toBe(false);
    const error = await load(map, story([place("one")], { sources: [{ id: "a", title: "A source", url }] }));
    expect(error?.problems[0], url).toMatchObject({ path: expect.stringContaining("url"), expected: expect.stringContaining("https://") });
  }
  for (const url of ["https://example.org/", "HTTP://example.org/", "mailto:a@example.org"]) {
    expect(safeLink(url), url).toBe(true);
    expect(await load(map, story([place("one")], { sources: [{ id: "a", title: "A source", url }] })), url).toBeNull();
  }
});

test("an address that is not http or https is not fetched", async ({ page }) => {
  const map = await open(page);
  for (const address of ["javascript:globalThis.pwned = 1", "data:application/json,{}", "ftp://localhost/x"]) {
    const error = await load(map, address);
    expect(error?.code, address).toBe("story");
    expect(error?.message).toContain("expected http");
  }
  expect(await page.evaluate(() => "pwned" in globalThis)).toBe(false);
});

test("loading another story rejects the first load as an abort, not as an error", async ({ page }) => {
  const map = await open(page);
  const name = await map.evaluate(async (map: DarienMapElement) => {
    const first = map.load("/darien-map/assets/story.geojson").catch((reason: unknown) => (reason as Error).name);
    await map.load("/darien-map/assets/story.geojson?2");
    return first;
  });
  expect(name).toBe("AbortError");
  expect(await events(page, "error")).toHaveLength(0);
});

/** Serves one of the map's files changed by `change`, and no embedded copies. */
async function serveChanged(page: Page, name: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await page.route("**/embedded.js", (route) => route.abort());
  await page.route(`**/${name}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
  });
}

const truncated = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
const flip = (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy.writeUInt8(copy.readUInt8(middle) ^ 0xff, middle);
  return copy;
};

for (const [how, change] of [
  ["cut short", truncated],
  ["with a flipped byte", flip],
  ["empty", () => Buffer.alloc(0)],
] as const) {
  test(`a sketch ${how} is reported; the full ground still loads`, async ({ page }) => {
    await serveChanged(page, "sketch.bin", change);
    const map = await open(page);
    expect(await events(page, "error")).toMatchObject([{ code: "basemap" }]);
    await expect(alertOf(map)).toBeHidden();
    expect(await lightness(map)).toBeGreaterThan(120);
    await expect(page.locator("#after")).toBeEnabled();
  });
}

test("a damaged base file is reported; the map keeps the sketch", async ({ page }) => {
  await serveChanged(page, "overview.bin", flip);
  const map = await open(page);
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "basemap" });
  await expect(alertOf(map)).toBeHidden();
  expect(await lightness(map)).toBeGreaterThan(120);
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  await expect(titleOf(map)).toHaveText("Acandí");
});

test("a damaged detail file is reported; the map works without it", async ({ page }) => {
  await serveChanged(page, "darien.bin", flip);
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -77.6, lat: 8.4, zoom: 9 }));
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "basemap" });
  await expect(alertOf(map)).toBeHidden();
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  await expect(titleOf(map)).toHaveText("Acandí");
});

test("missing relief is reported; the map becomes ready without it", async ({ page }) => {
  await page.route("**/embedded.js", (route) => route.abort());
  await page.route("**/overview.webp", (route) => route.abort());
  const map = await open(page);
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "basemap" });
  await expect(alertOf(map)).toBeHidden();
});

test("a missing WASM file shows an error message instead of the map", async ({ page }) => {
  await page.route("**/embedded.js", (route) => route.abort());
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "gone" }));
  await page.goto("/e2e/pages/map.html");
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "wasm", problems: [] });
  await expect(alertOf(mapOf(page))).toContainText("could not be shown");
});

test("an invalid WASM file without an embedded copy shows an error message instead of the map", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ body: "\0asm, but not really", contentType: "application/wasm" }));
  await page.route("**/embedded.js", (route) => route.abort());
  await page.goto("/e2e/pages/map.html");
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "wasm" });
  await expect(alertOf(mapOf(page))).toBeVisible();
});

test("files that are missing or answered with an HTML page come from the embedded copy", async ({ page }) => {
  const front = { body: "<!doctype html><title>front page</title>", contentType: "text/html" };
  await page.route("**/*.wasm", (route) => route.fulfill(front));
  await page.route("**/assets/sketch.bin", (route) => route.abort());
  await page.route("**/assets/overview.bin", (route) => route.abort());
  await page.route("**/assets/overview.webp", (route) => route.fulfill(front));
  await page.route("**/assets/story.geojson", (route) => route.fulfill({ status: 500 }));
  const map = await open(page);
  expect(await events(page, "error")).toEqual([]);
  expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBeGreaterThan(17);
});

test.describe("on a page that forbids WebAssembly", () => {
  test.use({ violations: true });

  test("the map says that it could not be shown", async ({ page }) => {
    await page.route("**/map.html", async (route) => {
      const response = await route.fetch();
      const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'";
      await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
    });
    await page.goto("/e2e/pages/map.html");
    expect(await waitForEvent(page, "error")).toMatchObject({ code: "wasm" });
    await expect(alertOf(mapOf(page))).toContainText("could not be shown");
  });
});

test("a place and a chapter that do not exist select nothing, at the start and later", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(() => {
    const map = document.createElement("darien-map");
    map.id = "map";
    map.setAttribute("selected", "nowhere");
    (map as DarienMapElement).chapter = "never";
    document.querySelector("main")?.append(map);
  });
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const expectNothing = async () => {
    await expect(cardOf(map)).toBeHidden();
    await expect(map).not.toHaveAttribute("selected");
    expect(await map.evaluate((map: DarienMapElement) => [map.selected, map.chapter])).toEqual([null, null]);
  };
  await expectNothing();
  const home = await settled(map);
  await map.evaluate((map: DarienMapElement) => {
    map.chapter = "never";
    map.setAttribute("selected", "nowhere");
    map.select("nowhere");
  });
  await expectNothing();
  expect(await settled(map)).toEqual(home);
  expect(await events(page, "error")).toEqual([]);
});

test("a chapter of ten places can be read to its end in every box", async ({ page }) => {
  const map = await open(page, "audit.html");
  const ids = Array.from({ length: 10 }, (_, i) => `p${i}`);
  const features = ids.map((id, i) => place(id, point(-80 + i, 8 + (i % 3))));
  const chapters = [{ id: "all", place: "p0", lit: ids.slice(1), title: "Ten places", text: "All of them." }];
  expect(await load(map, story(features, { chapters }))).toBeNull();
  for (const [width, height, font] of [[1280, 800, ""], [1000, 300, ""], [390, 844, ""], [320, 240, ""], [1280, 800, "200%"], [390, 844, "200%"]] as const) {
    const box = `${width} × ${height} ${font}`;
    await page.setViewportSize({ width, height });
    await page.evaluate((font) => (document.documentElement.style.fontSize = font), font);
    await map.evaluate((map: DarienMapElement) => {
      map.chapter = null;
      map.chapter = "all";
    });
    await expect(titleOf(map)).toHaveText("Ten places");
    for (const id of ids) await expect(cardOf(map), box).toContainText(`Place ${id}`);
    const last = cardOf(map).locator("h3").last();
    await last.scrollIntoViewIfNeeded();
    const [heading, card, whole] = [await last.boundingBox(), await cardOf(map).boundingBox(), await map.boundingBox()];
    if (!heading || !card || !whole) throw new Error("no card");
    expect(heading.y, box).toBeGreaterThanOrEqual(card.y);
    expect(heading.y + heading.height, box).toBeLessThanOrEqual(card.y + card.height);
    expect(card.y, box).toBeGreaterThanOrEqual(whole.y);
    expect(card.y + card.height, box).toBeLessThanOrEqual(whole.y + whole.height + 0.5);
    await cardOf(map).locator("[part~=close]").click();
    await expect(cardOf(map), box).toBeHidden();
  }
});
