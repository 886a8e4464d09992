// Files that were not made for this map, given in all ways: they are shown with notes, or called what they are.

import { readFileSync, readdirSync } from "node:fs";
import type { DarienMapElement } from "../www/element/index.js";
import type { Failure } from "./helpers.js";
import { alertOf, events, expect, load, mapOf, open, part, test, titleOf, waitForEvent } from "./helpers.js";

const EXPORTS = "tests/fixtures/exports";
const feature = (coordinates: unknown, properties: object | null = { name: "A" }) => ({ type: "Feature", geometry: { type: "Point", coordinates }, properties });
const story = (...features: object[]) => ({ type: "FeatureCollection", features });
const GOOD = JSON.stringify(story(feature([10, 50])));

/** Text that is no story, and what its error says. */
const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ["nothing", "\n \n", /empty file/],
  ["a table", "name;lat;lon\nQuay;16,02;-16,25\n", /CSV.*export it as GeoJSON/],
  ["KML", '<?xml version="1.0"?>\n<!-- mine --><kml xmlns="x"><Document/></kml>', /got KML; expected GeoJSON/],
  ["GPX", '<?xml version="1.0"?>\n<gpx version="1.1"></gpx>', /got GPX/],
  ["a web page", "<!doctype html>\n<html><title>My app</title></html>", /web page/],
  ["a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", /git lfs pull/],
  ["several JSON texts", `${JSON.stringify(feature([1, 2]))}\n${JSON.stringify(feature([2, 2]))}\n`, /NDJSON|several JSON texts/],
  ["TopoJSON", '{"type": "Topology", "objects": {}, "arcs": []}', /TopoJSON.*mapshaper/],
  ["a script", `var route = ${GOOD};`, /JavaScript.*before the first \{/],
  ["a comment", `// my route\n${GOOD}`, /comment/],
  ["a comment inside", GOOD.replace("[{", "[ // here\n{"), /a comment, in line 1/],
  ["single quotes", GOOD.replaceAll('"', "'"), /double quotation marks/],
  ["a comma too many", `${GOOD.slice(0, -2)},\n]}`, /comma after the last item, in line 2/],
  ["a text that was cut", GOOD.slice(0, 90), /ends too early, in line 1.*cut short/],
  ["comma decimals", GOOD.replace("10,50", "-16,25,16,02"), /point before decimals/],
  ["a list", `[${JSON.stringify(feature([1, 2]))}]`, /a list.*"FeatureCollection"/],
  ["a collection in a collection", JSON.stringify(story(story(feature([1, 2])))), /take the features out/],
  ["metres", JSON.stringify(story(feature([2632500.4, 4571200.9]))), /metres.*EPSG:4326/],
  ["numbers as text", JSON.stringify(story(feature(["-16", "16"]))), /got "-16", expected a number/],
];

for (const [what, text, says] of REFUSED) {
  test(`a file of ${what} is called that`, async ({ page }) => {
    const map = await open(page);
    const error = await load(map, text);
    expect(error?.code).toBe("story");
    expect(error?.message).toMatch(says);
    expect(error?.problems.length).toBeGreaterThan(0);
    await expect(alertOf(map)).toBeHidden();
  });
}

test("without the file that explains it, the reason is told as it is", async ({ page }) => {
  await page.route("**/explain.js", (route) => route.abort());
  const map = await open(page);
  expect((await load(map, "<kml/>"))?.message).toContain("expected value at line 1 column 1");
});

test("a file in another encoding is refused, and not shown with broken letters", async ({ page }) => {
  const map = await open(page);
  const found = await map.evaluate(async (map: DarienMapElement, good) => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...good].flatMap((char) => [char.charCodeAt(0), 0])]);
    const latin = new Uint8Array([...good.replace('"A"', '"\u00dcsk\u00fcdar"')].map((char) => char.charCodeAt(0)));
    const marked = new Blob(["\ufeff", good]);
    const say = (bytes: BlobPart) => map.load(new Blob([bytes])).then(() => "shown", (error: unknown) => (error as Failure).message);
    return [await say(utf16), await say(latin), await say(marked), await map.load(`\ufeff${good}`).then(() => "shown")];
  }, GOOD);
  expect(found[0]).toMatch(/UTF-16.*UTF-8/);
  expect(found[1]).toMatch(/not UTF-8/);
  expect(found.slice(2)).toEqual(["shown", "shown"]);
});

test("load() takes a file, a blob, a response, bytes, and a promise of one; all else is refused in words", async ({ page }) => {
  const map = await open(page);
  const found = await map.evaluate(async (map: DarienMapElement, good) => {
    const response = new Response(good);
    const given = { file: new File([good], "a.geojson"), blob: new Blob([good]), response, again: response, bytes: new TextEncoder().encode(good), promise: Promise.resolve(new Blob([good])), object: Promise.resolve(JSON.parse(good) as object) };
    const shown: string[] = [];
    for (const [name, story] of Object.entries(given)) {
      await map.load(null);
      await map.load(story);
      if (map.places.length === 1) shown.push(name);
    }
    const refused: string[] = [];
    for (const story of [undefined, 5, new Response("", { status: 404 })]) {
      await map.load(story as unknown as object).catch((error: unknown) => refused.push((error as Failure).message));
    }
    return { shown, refused };
  }, GOOD);
  expect(found.shown).toEqual(["file", "blob", "response", "again", "bytes", "promise", "object"]);
  expect(found.refused).toEqual([expect.stringContaining("got undefined, expected a story"), expect.stringContaining("got 5, expected a story"), expect.stringContaining("status 404")]);
  await map.evaluate((map: DarienMapElement, good) => void (map.story = new Blob([good])), GOOD);
  await expect.poll(() => map.evaluate((map: DarienMapElement) => map.places.length)).toBe(1);
});

test("what was guessed is told by an event and a property, and goes with the story", async ({ page }) => {
  const map = await open(page);
  expect(await map.evaluate((map: DarienMapElement) => map.notes)).toEqual([]);
  const title = story(feature([10, 50], { title: "Quay" }), feature([11, 50], { title: "Mill" }));
  expect(await load(map, title)).toBeNull();
  const note = { kind: "missing", feature: 0, path: "$.features[0].properties.name", got: '"title" (and 1 more)', expected: expect.stringContaining('"name"') };
  expect(await map.evaluate((map: DarienMapElement) => map.notes)).toEqual([note]);
  expect(await events(page, "notes")).toEqual([[note]]);
  expect(await load(map, GOOD)).toBeNull();
  expect(await map.evaluate((map: DarienMapElement) => map.notes)).toEqual([]);
  expect(await events(page, "notes")).toHaveLength(1);
  expect(await events(page, "error")).toEqual([]);
  const strict = { ...title, strict: true };
  expect((await load(map, strict))?.problems[0]).toMatchObject({ kind: "missing", path: note.path });
});

test("a place without a name can be chosen, and is called a place", async ({ page }) => {
  const map = await open(page);
  expect(await load(map, story(feature([10, 50], null), feature([11, 50], {})))).toBeNull();
  expect(await map.evaluate((map: DarienMapElement) => map.select("feature-1"))).toBe(true);
  await expect(titleOf(map)).toHaveText("Place");
  await expect(part(map, "places").getByRole("button", { name: "Place", exact: true })).toHaveCount(2);
});

for (const name of readdirSync(EXPORTS)) {
  test(`the export ${name} is shown at the first load`, async ({ page }) => {
    const text = readFileSync(`${EXPORTS}/${name}`, "utf8");
    await page.route("**/export.geojson", (route) => route.fulfill({ body: text, contentType: "application/geo+json" }));
    await page.goto("/e2e/pages/empty.html");
    await page.evaluate(() => {
      const map = document.createElement("darien-map");
      map.id = "map";
      map.setAttribute("story", "/export.geojson");
      document.querySelector("main")?.append(map);
    });
    await waitForEvent(page, "ready");
    expect(await events(page, "error")).toEqual([]);
    expect(await mapOf(page).evaluate((map: DarienMapElement) => map.places.length)).toBeGreaterThan(0);
  });
}
