// Translations in separate files: each reader loads only the one needed, and the map does not wait for it.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { splitStory, updateTranslation, type Story } from "../tools/translations.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import type { Failure } from "./helpers.js";
import { alertOf, cardOf, events, expect, hold, load, mapOf, open, part, test, titleOf, waitForEvent } from "./helpers.js";

/** The built-in story's translation files that the page requests. */
function requested(page: Page): string[] {
  const all: string[] = [];
  page.on("request", (request) => all.push(...(/story\.\w+\.json/.exec(request.url()) ?? [])));
  return all;
}

const setLang = (page: Page, lang: string) => mapOf(page).evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
const nameOf = (page: Page, id: string) =>
  mapOf(page).evaluate((map: DarienMapElement, id) => map.places.find((place) => place.id === id)?.name, id);

/** Opens a page with a map in a language, without waiting for the map. */
async function insert(page: Page, attributes: Record<string, string>): Promise<void> {
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate((attributes) => {
    const map = document.createElement("darien-map");
    map.id = "map";
    for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
    document.querySelector("main")?.append(map);
  }, attributes);
}

/** A story with one place. */
const makeStory = (more: object = {}, name = "Start"): object => ({
  type: "FeatureCollection",
  lang: "en",
  translations: { es: "mine.es.json" },
  features: [{ type: "Feature", id: "a", geometry: { type: "Point", coordinates: [-77, 8] }, properties: { name } }],
  ...more,
});

test("English readers load no translation; others load the one they need, once", async ({ page }) => {
  const files = requested(page);
  const map = await open(page);
  expect(files).toEqual([]);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  for (const [lang, title] of [["es-MX", "Panamá"], ["ar", "بنما"], ["es", "Panamá"], ["en", "Panama"]] as const) {
    await setLang(page, lang);
    await expect(titleOf(map)).toHaveText(title);
  }
  expect(files).toEqual(["story.es.json", "story.ar.json"]);
  expect(await events(page, "error")).toEqual([]);
});

test("a language that loads late changes all texts at once", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  const release = await hold(page, "**/story.es.json", (route) => route.continue());
  const asked = page.waitForRequest("**/story.es.json");
  const words = page.waitForResponse("**/locales/es.json");
  await setLang(page, "es");
  await asked;
  await words;
  await expect(part(map, "map")).toHaveAttribute("lang", "en");
  await expect(titleOf(map)).toHaveText("Panama");
  release();
  await expect(titleOf(map)).toHaveText("Panamá");
  await expect(part(map, "map")).toHaveAttribute("lang", "es");
});

test("the first picture does not wait for a translation, and the whole map not for long", async ({ page }) => {
  const release = await hold(page, "**/story.es.json", (route) => route.continue());
  await insert(page, { lang: "es", selected: "panama" });
  const map = mapOf(page);
  await waitForEvent(page, "ready");
  await expect(part(map, "map")).toHaveAttribute("lang", "es");
  await expect(titleOf(map)).toHaveText("Panama");
  await expect(titleOf(map).locator("[lang=en]").or(map.locator("[part=card-title][lang=en]"))).toHaveCount(1);
  const before = await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }));
  release();
  await expect(titleOf(map)).toHaveText("Panamá");
  const after = await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }));
  expect(before).not.toContain("Panamá");
  expect(after).toContain("Panamá");
});

test("a built-in translation that cannot be fetched comes from the embedded copy", async ({ page }) => {
  await page.route("**/story.es.json", (route) => route.abort());
  await open(page);
  await setLang(page, "es");
  await expect.poll(() => nameOf(page, "panama")).toBe("Panamá");
  expect(await events(page, "error")).toEqual([]);
});

const GOOD = JSON.stringify({ Start: "Inicio" });
for (const [what, answer, path] of [
  ["is missing", { status: 404, body: "" }, undefined],
  ["is a web page", { body: "<!doctype html><title>404</title>" }, "$"],
  ["is cut short", { body: GOOD.slice(0, 9) }, "$"],
  ["has an invalid text", { body: JSON.stringify({ Start: 5 }) }, '$["Start"]'],
] as const) {
  test(`a translation that ${what} is reported; the story is shown in its own language`, async ({ page }) => {
    await page.route("**/mine.geojson", (route) => route.fulfill({ json: makeStory() }));
    await page.route("**/mine.es.json", (route) => route.fulfill(answer));
    await insert(page, { lang: "es", story: "/mine.geojson" });
    await waitForEvent(page, "ready");
    const map = mapOf(page);
    expect(await nameOf(page, "a")).toBe("Start");
    await expect(part(map, "map")).toHaveAttribute("lang", "es");
    await expect(alertOf(map)).toBeHidden();
    const errors = (await events(page, "error")) as Failure[];
    expect(errors).toMatchObject([{ code: "story", message: expect.stringContaining("mine.es.json") as unknown }]);
    expect(errors[0]?.problems[0]?.path).toBe(path);
    // It is tried again.
    await page.route("**/mine.es.json", (route) => route.fulfill({ body: GOOD }));
    await setLang(page, "en");
    await setLang(page, "es");
    await expect.poll(() => nameOf(page, "a")).toBe(path === '$["Start"]' ? "Start" : "Inicio");
  });
}

test("a translated text that the story does not have is reported, and the others are used", async ({ page }) => {
  await page.route("**/mine.es.json", (route) => route.fulfill({ json: { Start: "Inicio", Beginning: "Comienzo" } }));
  await open(page);
  await setLang(page, "es");
  expect(await load(mapOf(page), makeStory())).toBeNull();
  expect(await nameOf(page, "a")).toBe("Inicio");
  const [error] = (await events(page, "error")) as Failure[];
  expect(error?.problems).toMatchObject([{ kind: "unknown-text", path: '$["Beginning"]' }]);
});

test("a translation's address is relative to its story, or to the page if the story has no address", async ({ page, baseURL }) => {
  const asked: string[] = [];
  await page.route("**/mine.es.json", (route, request) => {
    asked.push(new URL(request.url()).href.replace(new URL(baseURL ?? "").origin, ""));
    return route.fulfill({ body: GOOD });
  });
  await page.route("**/far/away/mine.geojson", (route) => route.fulfill({ json: makeStory() }));
  const map = await open(page);
  await setLang(page, "es");
  await expect(part(map, "map")).toHaveAttribute("lang", "es");
  asked.length = 0;
  const absolute = new URL("/other/mine.es.json", baseURL).href;
  for (const [story, expected] of [
    ["/far/away/mine.geojson", "/far/away/mine.es.json"],
    [makeStory(), "/e2e/pages/mine.es.json"],
    [JSON.stringify(makeStory()), "/e2e/pages/mine.es.json"],
    [makeStory({ translations: { es: absolute } }), "/other/mine.es.json"],
  ] as const) {
    expect(await load(map, story)).toBeNull();
    expect(asked.pop()).toBe(expected);
    expect(await nameOf(page, "a"), "when it is loaded, it is translated").toBe("Inicio");
  }
  expect(await load(map, makeStory({ translations: { es: "javascript:1" } }))).toBeNull();
  expect(await nameOf(page, "a")).toBe("Start");
  expect(await events(page, "error")).toMatchObject([{ code: "story" }]);
});

test("a translation that arrives after its story was replaced is ignored", async ({ page }) => {
  const release = await hold(page, "**/mine.es.json", (route) => route.fulfill({ body: GOOD }));
  const map = await open(page);
  await setLang(page, "es");
  await expect(part(map, "map")).toHaveAttribute("lang", "es");
  const first = map.evaluate((map: DarienMapElement, story) => map.load(story), makeStory());
  await expect.poll(() => nameOf(page, "a")).toBe("Start");
  expect(await load(map, makeStory({ title: "Another", translations: undefined }))).toBeNull();
  release();
  await first;
  expect(await nameOf(page, "a")).toBe("Start");
  await expect(cardOf(map)).toBeHidden();
});

test("the tool splits languages into files, and keeps in the story what cannot be split", () => {
  const whole = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as Story;
  const { story, translations } = splitStory(whole, "story");
  expect(story.translations).toEqual({ es: "story.es.json", ar: "story.ar.json" });
  for (const member of ["title", "chapters", "features"]) expect(JSON.stringify(story[member])).not.toContain('"ar"');
  // A name that the story does not have in its own language stays in the first that it has.
  expect(JSON.stringify(story)).toContain('"name":{"es":"Necoclí"}');
  expect(translations["ar"]?.["Necoclí"]).toBe("نيكوكلي");
  expect(translations["es"]?.["Start the story"]).toBe("Empezar la historia");
  // The story that is split keeps its own texts, and what is translated in two ways.
  const name = (en: string, es: string) => ({ properties: { name: { en, es } } });
  const small: Story = { type: "FeatureCollection", lang: "en", features: [name("Port", "Puerto"), name("Port", "Oporto"), name("Cape", "Cabo")] };
  const split = splitStory(small, "small", { es: { Port: "", Old: "Viejo" } });
  expect(split.translations).toEqual({ es: { Port: "Puerto", Old: "Viejo", Cape: "Cabo" } });
  expect(split.story["features"]).toEqual([
    { properties: { name: "Port" } },
    { properties: { name: { en: "Port", es: "Oporto" } } },
    { properties: { name: "Cape" } },
  ]);
  expect(small["features"]).toContainEqual(name("Cape", "Cabo"));
  expect(updateTranslation(split.story, "fr", { Cape: "Cap", Gone: "Parti" })).toEqual({ Port: "", Cape: "Cap" });
});
