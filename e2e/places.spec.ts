// Every place of the article, clicked on the canvas, and its card.

import { readFileSync } from "node:fs";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open, pointOf, settled, test, titleOf } from "./helpers.js";

/** Each place of the article, and a zoom at which no other is near. */
const PLACES: Record<string, number> = {
  acandi: 9,
  "darien-gap": 10,
  tuquesa: 11,
  "bajo-chiquito": 11,
  panama: 7,
  colombia: 6,
  mexico: 5,
  guatemala: 7,
  honduras: 8,
  "el-salvador": 9,
  monterrey: 9,
  tamaulipas: 7,
  matamoros: 11,
  "rio-grande": 9,
  "rio-grande-valley": 10,
  "hidalgo-tx": 11,
  "south-texas-ports": 11,
  "us-border": 7,
};

type Text = string | Partial<Record<string, string>>;

interface Feature {
  id: string;
  properties: { name: Text; facts?: { text: Text; sources: string[] }[] };
}

interface Story {
  chapters: { place: string }[];
  sources: { id: string; title: Text }[];
  features: Feature[];
}

/** The text in `lang`, else in English, else in the first language there is. */
const textIn = (text: Text | undefined, lang: string) =>
  (typeof text === "object" ? (text[lang] ?? text["en"] ?? Object.values(text)[0]) : text) ?? "";

for (const lang of ["en", "es", "ar"]) {
  test(`a click on each place of the article opens its card with its facts (${lang})`, async ({ page }) => {
    const story = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as Story;
    const map = await open(page);
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    let side = 1;
    for (const [id, zoom] of Object.entries(PLACES)) {
      const place = await map.evaluate((map: DarienMapElement, id) => map.places.find((p) => p.id === id), id);
      expect(place, `${id} is in the story`).toBeDefined();
      if (!place) continue;
      // Never twice at the same point: two clicks there would be a double click.
      side = -side;
      const lon = place.lon + (side * 150 * 360) / (256 * 2 ** zoom);
      await map.evaluate(
        (map: DarienMapElement, view) => {
          map.select(null);
          map.jumpTo(view);
        },
        { lon, lat: place.lat, zoom },
      );
      await expect(cardOf(map)).toBeHidden();
      await settled(map);
      const { x, y } = await pointOf(map, place.lon, place.lat);
      await page.mouse.click(x, y);

      await expect(cardOf(map), `${id} opens`).toBeVisible();
      const feature = story.features.find((feature) => feature.id === id);
      expect(await map.getAttribute("selected")).toBe(id);
      await expect(titleOf(map)).toHaveText(textIn(feature?.properties.name, lang));
      const facts = feature?.properties.facts ?? [];
      expect(facts.length, `${id} has facts`).toBeGreaterThan(0);
      // Successive facts that have date, standing and sources in common are one section.
      const texts = cardOf(map).locator("[part=fact] [part=text]");
      await expect(texts).toHaveCount(facts.length);
      for (const [i, fact] of facts.entries()) {
        await expect(texts.nth(i)).toHaveText(textIn(fact.text, lang));
        const shown = cardOf(map).locator("[part=fact]").filter({ hasText: textIn(fact.text, lang) });
        await expect(shown).toHaveCount(1);
        for (const source of fact.sources) {
          const title = textIn(story.sources.find(({ id }) => id === source)?.title, lang);
          expect(title).not.toBe("");
          await expect(shown.locator("[part=source]").filter({ hasText: title }).first()).toBeVisible();
        }
        await expect(shown.locator("time")).toHaveCount(1);
        await expect(shown.locator("time")).not.toBeEmpty();
        await expect(shown.locator("[part~=mark]")).not.toBeEmpty();
      }
    }
  });
}

test("a card's buttons lead to the previous and next place, and keep the focus", async ({ page }) => {
  const map = await open(page);
  const places = await map.evaluate((map: DarienMapElement) => map.places.map(({ id, name }) => ({ id, name })));
  const [back, on] = ["previous", "next"].map((name) => map.locator(`[part~=${name}]`));
  if (!back || !on) throw new Error("no steps");
  await map.evaluate((map: DarienMapElement, id) => map.select(id), places[0]?.id ?? "");
  await expect(back).toHaveAttribute("aria-disabled", "true");
  await on.focus();
  for (const { id, name } of places.slice(1, 5)) {
    await expect(on).toHaveAttribute("aria-label", `Next place: ${name}`);
    await page.keyboard.press("Enter");
    await expect(map).toHaveAttribute("selected", id);
    await expect(on).toBeFocused();
  }
  await map.evaluate((map: DarienMapElement, id) => map.select(id), places.at(-1)?.id ?? "");
  await expect(on).toHaveAttribute("aria-disabled", "true");
  // Where the places end the focus must not fall out of the map.
  await expect(on).toBeFocused();
});

test("a card gives its place's distance along the route, in the map's language", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  const along = map.locator("[part=along]");
  await expect(along).toContainText(/\b[34],\d\d0 km from Necoclí/);
  await expect(along).toContainText(/of about 4,\d\d0 km/);
  await map.evaluate((map: DarienMapElement) => (map.lang = "es"));
  await expect(along).toContainText(/\b[34]\d\d0 km desde Necoclí/);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  await expect(along).toHaveCount(0);
});
