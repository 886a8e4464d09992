// Legs of the route: selected on the map, in the list, by the page and by a link.

import type { Locator } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, events, expect, open, part, pointOf, settled, test, titleOf } from "./helpers.js";

const START = { lon: -40, lat: 10 };

/** Three stops and two legs, the second without a name and without a source. */
const story = {
  type: "FeatureCollection",
  title: "Two ways",
  asOf: "1702",
  sources: [{ id: "log", title: "The captain's log" }],
  features: [
    ...["Fort", "Ford", "Port"].map((name, i) => ({
      type: "Feature",
      id: name.toLowerCase(),
      properties: { name, kind: "stop", rank: "main" },
      geometry: { type: "Point", coordinates: [START.lon + 10 * i, START.lat] },
    })),
    {
      type: "Feature",
      id: "march",
      properties: { name: "The long march", from: "fort", to: "ford", mode: "foot", certainty: "approximate", sources: ["log"], duration: "nine days",
        facts: [{ text: "Mules carried the salt.", date: "1702", standing: "context", sources: ["log"] }] },
      geometry: { type: "LineString", coordinates: [[-40, 10], [-30, 10]] },
    },
    {
      type: "Feature",
      id: "sail",
      properties: { from: "ford", to: "port", mode: "boat", certainty: "schematic" },
      geometry: { type: "LineString", coordinates: [[-30, 10], [-20, 10]] },
    },
  ],
};

test("a click on the route opens the leg's card", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement, story) => map.load(story), story);
  await settled(map);
  const { x, y } = await pointOf(map, -35, 10);
  await page.mouse.move(x, y);
  await expect(part(map, "canvas")).toHaveCSS("cursor", "pointer");
  await page.mouse.click(x, y + 3);
  await expect(titleOf(map)).toHaveText("The long march");
  const card = cardOf(map);
  for (const words of ["Leg 1 of 2", "Fort to Ford, on foot", "Takes nine days", "Course approximate", "As of 1702", "Mules carried the salt.", "The captain's log"]) {
    await expect(card).toContainText(words);
  }
  await expect(map).toHaveAttribute("selected", "march");
  expect((await events(page, "select")).at(-1)).toEqual({ id: "march", kind: "leg" });
  await expect(part(map, "status")).toHaveText("The long march");
  await card.getByRole("button", { name: "Next leg: Ford to Port, by boat" }).click();
  await expect(titleOf(map)).toHaveText("Ford to Port, by boat");
  await expect(card).toContainText("No source");
  expect((await events(page, "select")).at(-1)).toEqual({ id: "sail", kind: "leg" });
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  expect((await events(page, "select")).at(-1)).toEqual({ id: null, kind: null });
});

test("the keyboard reaches a leg in the list", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement, story) => map.load(story), story);
  const row = part(map, "places").getByRole("button", { name: /^The long march/ });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toHaveText("The long march");
  await expect(titleOf(map)).toBeFocused();
  await expect(row).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Escape");
  await expect(row).toBeFocused();
});

test("a link opens a leg, and the address names the selected one", async ({ page }) => {
  const map = await open(page, "hash.html#place=leg-10");
  await expect(titleOf(map)).toHaveText("Tegucigalpa to Esquipulas by road");
  expect(await map.evaluate((map: DarienMapElement) => map.select("highway-panama"))).toBe(false);
  expect(await map.evaluate((map: DarienMapElement) => map.select("leg-2"))).toBe(true);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("place=leg-2");
});

/** What the card says of a leg: its title, and the paragraph about it. */
const saidOf = async (map: Locator, id: string) => {
  await map.evaluate((map: DarienMapElement, id) => map.select(id), id);
  return (await cardOf(map).locator("[part=card-title],[part=body]>[part=where],[part=body]>[part=text]").allInnerTexts()).join(" | ").replace(/[\u2068\u2069]/g, "");
};

test("the card of a leg says nothing twice, in three languages", async ({ page }) => {
  const map = await open(page);
  const expected = {
    en: {
      "leg-1": "Necoclí to Acandí by boat | Takes about 1 h 20 min. Course approximate",
      "leg-4": "Lajas Blancas to Panama City by road | Only the stops are known; the line between them is schematic",
      "leg-13": "Tecún Umán to Ciudad Hidalgo by raft | Over the Suchiate. No source for the line",
      "leg-15": "Tapachula to Oaxaca by road or rail | Drawn for the eye. No source for the line",
      // Its end is “Hidalgo, Texas”.
      "leg-20": "Reynosa to Hidalgo by road | No source for the line",
    },
    es: {
      "leg-2": "De Acandí a Bajo Chiquito a pie | Dura de cuatro a diez días o más. Trazado aproximado",
      "leg-4": "De Lajas Blancas a Ciudad de Panamá por carretera | Solo se conocen las paradas; el trazado entre ellas es esquemático",
      "leg-13": "De Tecún Umán a Ciudad Hidalgo en balsa | Por el Suchiate. Sin fuente para el recorrido",
      "leg-15": "De Tapachula a Oaxaca por carretera o tren | Trazado supuesto. Sin fuente para el recorrido",
    },
    ar: {
      "leg-4": "من لاخاس بلانكاس إلى مدينة بنما برًّا | المحطات وحدها معروفة، وبينها مسار تخطيطي",
      "leg-13": "من تيكون أومان إلى سيوداد هيدالغو بالطوف | عبر نهر سوتشياتي. لا مصدر للمسار",
    },
  };
  for (const [lang, legs] of Object.entries(expected)) {
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    await expect(part(map, "map")).toHaveAttribute("lang", lang);
    for (const [id, words] of Object.entries(legs)) await expect.poll(() => saidOf(map, id), `${lang}, ${id}`).toBe(words);
  }
});

test("what only the words along the line say is on the card, whatever else they repeat", async ({ page }) => {
  const map = await open(page);
  const [march, sail] = story.features.filter(({ id }) => id === "march" || id === "sail");
  const remarks = [
    [march, { remark: "on foot, nine days, two of them through snow" }, "The long march | Fort to Ford, on foot | Two of them through snow. Takes nine days. Course approximate"],
    [march, { name: "Fort to Ford on foot", remark: "on foot: mules for the old" }, "Fort to Ford on foot | Mules for the old. Takes nine days. Course approximate"],
    [march, { name: "The march on foot" }, "The march on foot | Fort to Ford | Takes nine days. Course approximate"],
    [sail, { remark: "by boat at night" }, "Ford to Port, by boat | At night. Only the stops are known; the line between them is schematic"],
  ] as const;
  for (const [leg, properties, words] of remarks) {
    const changed = { ...leg, properties: { ...leg?.properties, ...properties } };
    const features = story.features.map((feature) => (feature === leg ? changed : feature));
    await map.evaluate((map: DarienMapElement, story) => map.load(story), { ...story, features });
    expect(await saidOf(map, leg?.id ?? "")).toBe(words);
  }
});
