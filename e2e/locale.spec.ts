// The words of the interface are data: any language is a file, and the page can override words.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { DarienMapElement, Strings } from "../www/element/index.js";
import { alertOf, cardOf, events, expect, hold, mapOf, open, part, settled, test, waitForEvent } from "./helpers.js";

const { $read: _, ...ENGLISH } = JSON.parse(readFileSync("locales/en.json", "utf8")) as Record<string, string>;

/** An invented language: each text is its key and its placeholders, between marks. */
const invented = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ENGLISH).map(([key, text]) => [key, `⟨${key}${[...text.matchAll(/{\w+}/g)].map(([place]) => ` ${place}`).join("")}⟩`]),
  );

async function serve(page: Page, lang: string, words: object): Promise<void> {
  await page.route(`**/locales/${lang}.json`, (route) => route.fulfill({ json: words }));
}

/** The warnings of the map, as they arrive. */
function warnings(page: Page): string[] {
  const all: string[] = [];
  page.on("console", (message) => message.type() === "warning" && message.text().startsWith("<darien-map>") && all.push(message.text()));
  return all;
}

const setLang = (page: Page, lang: string) => mapOf(page).evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);

test("a fourth language is only a file: page and canvas are entirely in it", async ({ page }) => {
  const warned = warnings(page);
  await serve(page, "xx", { ...invented(), dir: "rtl" });
  const map = await open(page);
  await map.evaluate(async (map: DarienMapElement) => {
    map.lang = "xx";
    // A story whose texts are digits, so that all words are the interface's.
    const stop = (id: string, name: string, at: number[], facts: object[] = []) => {
      return { type: "Feature", id, geometry: { type: "Point", coordinates: at }, properties: { name, country: "CO", accuracyKm: 9, facts } };
    };
    const line = [[-77, 8], [-78, 9]];
    await map.load({
      type: "FeatureCollection",
      title: "1",
      asOf: "2",
      sources: [{ id: "s", title: "3" }],
      features: [
        stop("a", "4", [-77, 8]),
        stop("b", "5", [-78, 9], [{ text: "6", date: "2024", sources: ["s"], note: "7" }]),
        { type: "Feature", geometry: { type: "LineString", coordinates: line }, properties: { mode: "foot", from: "a", to: "b" } },
      ],
    });
  });
  await expect(part(map, "map")).toHaveAttribute("lang", "xx");
  await expect(part(map, "map")).toHaveAttribute("dir", "rtl");
  await map.evaluate((map: DarienMapElement) => map.select("b"));
  await expect(cardOf(map)).toBeVisible();
  await settled(map);
  const { words, names } = await map.evaluate((map) => {
    const root = map.shadowRoot?.querySelector(".map");
    const all = [...(root?.querySelectorAll<HTMLElement>("*") ?? [])];
    const names = all.flatMap(({ ariaLabel, title, ariaValueText }) => [ariaLabel, title, ariaValueText]).filter(Boolean);
    // The attribution of the ground, and the names on it, are from the basemap.
    const ground = [...(root?.querySelectorAll(".credits .line span, .credits details li") ?? [])].map((e) => e.textContent ?? "");
    ground.push(root?.querySelector("#sight")?.textContent ?? "");
    return { words: ground.reduce((text, part) => text.replace(part, ""), root?.textContent ?? ""), names };
  });
  // What is left between the marks is the story's: its texts are digits here.
  const rest = (text: string | null) => (text ?? "").replace(/[⟨⟩]|\b[a-z]+[A-Za-z-]*(\.[\w-]+)?\b/g, (found) => (/^[⟨⟩]$/.test(found) || found in ENGLISH ? "" : found));
  for (const text of [words, ...names]) expect(rest(text)).not.toMatch(/[a-z]{2}/i);
  await expect(map.locator("#sight")).toContainText("⟨sight ");
  for (const key of ["kind.stop", "wayBy", "direction.nw", "by.foot", "standing.reported", "approximate", "measured", "legend.foot", "asOf"]) {
    expect(words).toContain(`⟨${key}`);
  }
  const svg = await map.evaluate((map: DarienMapElement) => {
    map.select(null);
    map.fit();
    return map.toSVG({ fonts: "named" });
  });
  expect(svg).toContain("⟨legend.foot⟩");
  expect(svg).toContain("⟨km ");
  expect(warned).toEqual([]);
});

test("a language without a file falls back to English with one warning; the story is in that language", async ({ page }) => {
  const warned = warnings(page);
  const map = await open(page);
  await setLang(page, "cy-GB");
  await map.evaluate((map: DarienMapElement) =>
    map.load({
      type: "FeatureCollection",
      title: { en: "The way", cy: "Y ffordd" },
      features: [{ type: "Feature", geometry: { type: "Point", coordinates: [-77, 8] }, properties: { name: { en: "The fort", cy: "Y gaer" } } }],
    }),
  );
  await expect.poll(() => map.evaluate((map: DarienMapElement) => map.places[0]?.name)).toBe("Y gaer");
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Zoom in");
  await expect(part(map, "map")).toHaveAttribute("lang", "en");
  // What is not in the interface's language says so.
  await expect(map.locator("[part=places] h2 [lang=cy]")).toHaveText("Y ffordd");
  await setLang(page, "en");
  await setLang(page, "cy-GB");
  await expect(map.locator("[part=places] h2 [lang=cy]")).toHaveText("Y ffordd");
  expect(warned).toHaveLength(1);
  expect(warned[0]).toContain('"cy-GB"');
  expect(await events(page, "error")).toEqual([]);
});

for (const [asked, tag, zoomIn, dir] of [
  ["fr-CA", "fr", "Zoomer", "ltr"],
  ["zh-TW", "zh-Hant", "放大", "ltr"],
  ["zh", "zh-Hans", "放大", "ltr"],
  ["fa", "fa", "نزدیک‌تر", "rtl"],
] as const) {
  test(`a reader of ${asked} gets the words of ${tag}.json, and no file is requested in vain`, async ({ page }) => {
    const warned = warnings(page);
    const failed: string[] = [];
    page.on("response", (response) => response.ok() || failed.push(response.url()));
    const map = await open(page);
    await setLang(page, asked);
    await expect(part(map, "zoom-in")).toHaveAttribute("title", zoomIn);
    await expect(part(map, "map")).toHaveAttribute("dir", dir);
    expect([warned, failed]).toEqual([[], []]);
  });
}

test("missing keys of a locale file fall back to English, and one warning names them", async ({ page }) => {
  const warned = warnings(page);
  await serve(page, "fr", { dir: "ltr", ...ENGLISH, zoomIn: "Agrandir", zoomOut: 5, close: undefined });
  const map = await open(page);
  await setLang(page, "fr-CA");
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Agrandir");
  await expect(part(map, "zoom-out")).toHaveAttribute("title", "Zoom out");
  await expect(part(map, "map")).toHaveAttribute("lang", "fr");
  expect(warned).toEqual(["<darien-map>: fr.json lacks zoomOut, close; English is shown in its place"]);
});

test("the strings property overrides words in page and canvas", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => (map.strings = { zoomIn: "Nearer", "legend.foot": "Walked" }));
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Nearer");
  await expect(part(map, "zoom-out")).toHaveAttribute("title", "Zoom out");
  await settled(map);
  expect(await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }))).toContain("Walked");
  await setLang(page, "es");
  await expect(part(map, "zoom-out")).toHaveAttribute("title", "Alejar");
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Nearer");
  // Words that are none are refused, and nothing of them is taken.
  const refused = await map.evaluate((map: DarienMapElement) => {
    try {
      map.strings = { zoomOut: "Farther", zoomIn: 5 } as unknown as Partial<Strings>;
      return "";
    } catch (reason) {
      return String(reason);
    }
  });
  expect(refused).toBe('TypeError: strings["zoomIn"]: got number, expected a text');
  await expect(part(map, "zoom-out")).toHaveAttribute("title", "Alejar");
});

test("if English cannot be fetched, the embedded copy is used", async ({ page }) => {
  await page.route("**/locales/en.json", (route) => route.abort());
  const map = await open(page);
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Zoom in");
});

test("the sketch does not wait for a locale; the old words all stay until the new ones are loaded", async ({ page }) => {
  const releaseEnglish = await hold(page, "**/locales/en.json", (route) => route.continue());
  await page.goto("/e2e/pages/map.html");
  await expect(part(mapOf(page), "map")).toHaveAttribute("data-phase", "drawn");
  releaseEnglish();
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const releaseSpanish = await hold(page, "**/locales/es.json", (route) => route.continue());
  const asked = page.waitForRequest("**/locales/es.json");
  await setLang(page, "es");
  await asked;
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Zoom in");
  await expect(part(map, "map")).toHaveAttribute("lang", "en");
  releaseSpanish();
  await expect(part(map, "zoom-in")).toHaveAttribute("title", "Acercar");
  await expect(part(map, "map")).toHaveAttribute("lang", "es");
});

test("an error message is in a language that is only a file, too", async ({ page }) => {
  await serve(page, "xx", invented());
  await page.route("**/*.wasm", (route) => route.abort());
  await page.route("**/embedded.js", (route) => route.abort());
  await page.goto("/e2e/pages/map.html");
  await setLang(page, "xx");
  await expect(alertOf(mapOf(page))).toContainText("⟨failed⟩");
});

test("a count follows the language's plural rules", async ({ page }) => {
  const map = await open(page);
  await map.evaluate(async (map: DarienMapElement) => {
    const place = { type: "Feature", id: "a", geometry: { type: "Point", coordinates: [-77, 8] }, properties: { name: "A" } };
    await map.load({ type: "FeatureCollection", chapters: [{ id: "one", title: "One", text: "First", place: "a" }], features: [place] });
  });
  await expect(part(map, "long")).toHaveText("1 chapter, about 1 minute");
  await setLang(page, "ar");
  await expect(part(map, "long")).toHaveText("فصل واحد، نحو دقيقة");
  await map.evaluate((map: DarienMapElement) => map.load("/darien-map/assets/story.geojson"));
  await expect(part(map, "long")).toHaveText("10 فصول، نحو 7 دقائق");
});
