// The story for readers who do not see the map: screen readers get everything.

import { readFileSync } from "node:fs";
import type { CDPSession, Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open, part, pointOf, settled, test, titleOf } from "./helpers.js";

type Text = string | Partial<Record<string, string>>;

interface Story {
  chapters: { title: Text; text: Text; place: string }[];
  sources: { id: string; title: Text }[];
  features: { id: string; properties: { kind: string; mode?: string; name?: Text; facts?: { text: Text; sources: string[]; note?: Text }[] } }[];
}

/** The text in `lang`, else in English, else in its first language. */
const textIn = (text: Text | undefined, lang: string): string =>
  typeof text === "object" ? (text[lang] ?? text["en"] ?? Object.values(text)[0] ?? "") : (text ?? "");

interface Node {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
}

/** The accessibility tree of the page, without ignored nodes. */
async function tree(page: Page): Promise<Node[]> {
  const client: CDPSession = await page.context().newCDPSession(page);
  const { nodes } = (await client.send("Accessibility.getFullAXTree")) as unknown as { nodes: Node[] };
  await client.detach();
  return nodes.filter(({ ignored }) => !ignored);
}

const listOf = (map: Locator): Locator => map.locator("[part=places]");
const buttonOf = (map: Locator, name: string): Locator =>
  map.locator("[part~=place]").filter({ has: map.page().locator("b").getByText(name, { exact: true }) });

for (const lang of ["en", "es"]) {
  test(`the accessibility tree holds the whole story (${lang})`, async ({ page }) => {
    const story = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as Story;
    const map = await open(page);
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    // Once its words are there, the list is written piece by piece.
    await expect(map.locator("[part=map]")).toHaveAttribute("lang", lang);
    // Highways and gaps are no part of the route.
    const listed = story.features.filter(({ properties: { kind, mode } }) => kind !== "leg" || !["highway", "gap"].includes(mode ?? ""));
    await expect(listOf(map).locator("li:has([part~=place] b + span), li:has(.way)")).toHaveCount(listed.length);
    const nodes = await tree(page);
    // Texts may be cut into pieces where a language changes: all of them in order are what is read.
    const read = nodes.filter(({ role }) => role?.value === "StaticText").map(({ name }) => name?.value ?? "");
    const all = read.join("").replaceAll("\u00a0", " ");
    const holds = (text: Text | undefined) => {
      const words = textIn(text, lang);
      expect(words).not.toBe("");
      expect(all).toContain(words.replaceAll("\u00a0", " "));
    };
    let facts = 0;
    for (const { properties } of story.features) {
      if (properties.kind === "leg") continue;
      holds(properties.name);
      for (const fact of properties.facts ?? []) {
        facts++;
        holds(fact.text);
        for (const id of fact.sources) holds(story.sources.find((source) => source.id === id)?.title);
        if (fact.note) holds(fact.note);
      }
    }
    expect(facts).toBeGreaterThan(30);
    for (const { title, text } of story.chapters) {
      holds(title);
      holds(text);
    }
    // Each place and each chapter is something to press.
    const buttons = nodes.filter(({ role }) => role?.value === "button").map(({ name }) => name?.value ?? "");
    for (const { properties } of story.features) {
      if (properties.kind === "leg") continue;
      const name = textIn(properties.name, lang);
      expect(buttons.some((button) => button.startsWith(name)), name).toBe(true);
    }
    story.chapters.forEach(({ title }, i) => expect(buttons).toContain(`${i + 1}. ${textIn(title, lang)}`));
    const way = { en: "on foot into Panama", es: "se entra a pie en Panamá" }[lang] ?? "";
    expect(all).toContain(way);
    // The key in words.
    expect(all).toContain({ en: "Pan-American Highway, schematic", es: "Carretera Panamericana, esquemática" }[lang]);
  });
}

test("a text in another language than the map's is marked", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) =>
    map.load({
      type: "FeatureCollection",
      sources: [{ id: "s", title: { es: "El Diario" } }],
      features: [
        {
          type: "Feature",
          id: "a",
          geometry: { type: "Point", coordinates: [-77, 8] },
          properties: {
            name: { en: "The fort", es: "El fuerte" },
            facts: [{ text: { es: "Cerrado en <b>2023</b>." }, date: "2023", sources: ["s"] }],
          },
        },
      ],
    }),
  );
  const list = listOf(map);
  await expect(list.locator("[lang=es]").filter({ hasText: "Cerrado en <b>2023</b>." })).not.toHaveCount(0);
  await expect(list.locator("[lang=es]").filter({ hasText: "El Diario" })).not.toHaveCount(0);
  await expect(list.locator("[lang=es]").filter({ hasText: "fuerte" })).toHaveCount(0);
  await map.evaluate((map: DarienMapElement) => map.select("a"));
  await expect(cardOf(map).locator("[part=text] [lang=es]")).toHaveText("Cerrado en <b>2023</b>.");
  await expect(titleOf(map).locator("[lang]")).toHaveCount(0);
});

test("a place selected in the list or on the canvas moves the map and marks its button", async ({ page }) => {
  const map = await open(page);
  const button = buttonOf(map, "Monterrey");
  await expect(button).not.toHaveAttribute("aria-current");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -80, lat: 9, zoom: 8 }));
  const before = await settled(map);
  await button.focus();
  await expect(listOf(map)).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(map).toHaveAttribute("selected", "monterrey");
  await expect(button).toHaveAttribute("aria-current", "true");
  expect((await settled(map)).lon).toBeLessThan(before.lon - 10);
  // Now by hand.
  await map.evaluate((map: DarienMapElement) => {
    map.select(null);
    map.jumpTo({ lon: -79.5, lat: 9, zoom: 9 });
  });
  await expect(button).not.toHaveAttribute("aria-current");
  // The focus is back in the list, which a click beside it would only close.
  await page.keyboard.press("Escape");
  await settled(map);
  const { x, y } = await pointOf(map, -79.51973, 8.9936);
  await page.mouse.click(x, y);
  await expect(map).toHaveAttribute("selected", "panama-city");
  await expect(buttonOf(map, "Panama City")).toHaveAttribute("aria-current", "true");
  await expect(map.locator("[part~=place][aria-current]")).toHaveCount(1);
});

test("the list opens where its name says: at the chapters, also when a place is chosen", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("matamoros"));
  await expect(cardOf(map)).toBeVisible();
  await part(map, "contents").click();
  await expect(listOf(map).getByRole("button", { name: "1. Where the walk begins" })).toBeFocused();
  await expect(listOf(map).getByRole("button", { name: "1. Where the walk begins" })).toBeInViewport();
});

test("the list can be skipped, and its buttons are large enough for a finger", async ({ page }) => {
  const map = await open(page);
  const skip = map.locator("[part~=skip]");
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  // Whatever has the focus next, it is none of the list's.
  await page.keyboard.press("Tab");
  const inside = await map.evaluate((map: DarienMapElement) => {
    const list = map.shadowRoot?.querySelector("[part=places]");
    return list?.contains(map.shadowRoot?.activeElement ?? null);
  });
  expect(inside).toBe(false);
  await map.locator("[part~=place]").first().focus();
  for (const button of await listOf(map).locator("button").all()) {
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
});

test("on a phone the list opens with its name and a button to close it, over which no text passes; the way past it is for keyboards", async ({ page }) => {
  for (const [width, height] of [[390, 844], [320, 568]] as const) {
    await page.setViewportSize({ width, height });
    const map = await open(page, "audit.html");
    for (const story of ["built-in", "without chapters"]) {
      if (story !== "built-in") {
        await map.evaluate((map: DarienMapElement) =>
          map.load({
            type: "FeatureCollection",
            features: Array.from({ length: 40 }, (_, i) => ({
              type: "Feature",
              id: `p${i}`,
              geometry: { type: "Point", coordinates: [-90 + i, 10] },
              properties: { name: `Place ${i} with a name as long as the whole row`, kind: "town", rank: "context" },
            })),
          }),
        );
      }
      await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 5 }));
      await map.locator(".contents").click();
      const list = listOf(map);
      await expect(list.locator(".titled")).toContainText(story === "built-in" ? "Chapters" : "Places on the map");
      const bare = await list.locator(".skip").evaluate((skip) => getComputedStyle(skip).clipPath);
      expect(bare, "the way past the list is not in sight").toBe("inset(50%)");
      // Wherever it is scrolled to, only the bar is around the button.
      for (const part of [0, 0.4, 1]) {
        const under = await list.evaluate((list, part) => {
          list.scrollTop = part * list.scrollHeight;
          const bar = list.querySelector(".titled")?.getBoundingClientRect();
          const leave = list.querySelector(".leave")?.getBoundingClientRect();
          const root = list.getRootNode() as ShadowRoot;
          if (!bar || !leave) return "no bar";
          const points = [[bar.left + 4, bar.bottom - 2], [leave.left - 2, leave.bottom - 2], [leave.left + 22, leave.top + 22], [bar.right - 2, bar.top + 2]] as const;
          return points.map(([x, y]) => root.elementFromPoint(x, y)?.closest(".titled") ? "" : root.elementFromPoint(x, y)?.textContent).join("");
        }, part);
        expect(under, `${width} px, ${story}, ${part}`).toBe("");
      }
      await list.locator(".leave").click();
      await expect(list.locator(":focus")).toHaveCount(0);
    }
  }
});

test("the list of a huge story names a thousand places and counts the rest; the places property has all", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) =>
    map.load({
      type: "FeatureCollection",
      features: Array.from({ length: 3000 }, (_, i) => ({
        type: "Feature",
        id: `p${i}`,
        geometry: { type: "Point", coordinates: [(i % 60) - 110, Math.floor(i / 60)] },
        properties: { name: `Place ${i}`, kind: "town", rank: i ? "context" : "main" },
      })),
    }),
  );
  await expect(listOf(map).locator("[part~=place]").filter({ hasText: /^Place/ })).toHaveCount(1000);
  await expect(listOf(map)).toContainText(/\+ 2,?000/);
  expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBe(3000);
});
