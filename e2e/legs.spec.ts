// Legs of the route: selected on the map, in the list, by the page and by a link.

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
