// The whole story without seeing the map: by the keyboard alone, and in the accessibility tree.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open, settled, test, titleOf } from "./helpers.js";

type Text = string | Partial<Record<string, string>>;

interface Story {
  chapters: { title: Text; text: Text }[];
  sources: { id: string; title: Text }[];
  features: {
    properties: { kind: string; mode?: string; name?: Text; where?: Text; remark?: Text; duration?: Text; facts?: { text: Text; sources: string[] }[] };
  }[];
}

const STORY = JSON.parse(readFileSync("assets/story.geojson", "utf8")) as Story;
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const read = (text: Text | undefined, lang: string) =>
  plain(typeof text === "object" ? (text[lang] ?? text["en"] ?? Object.values(text)[0] ?? "") : (text ?? ""));
const all = STORY.features.map(({ properties }) => properties);
const facts = all.flatMap(({ facts }) => facts ?? []);
const legs = all.filter(({ kind }) => kind === "leg");
const places = all.filter(({ kind }) => kind !== "leg");

/** The element of the map that has the focus, by its first classes. */
const focused = (map: Locator) => map.evaluate((map) => map.shadowRoot?.activeElement?.className ?? "");

/** Presses Tab until an element of this class has the focus. */
async function tabTo(page: Page, map: Locator, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if ((await focused(map)).split(" ").includes(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${name} within 80 presses of Tab`);
}

test("the keyboard alone reaches every chapter, fact, leg of the route and source, and the end", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await open(page);
  await page.locator("#before").focus();
  await tabTo(page, map, "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await tabTo(page, map, "start");
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toBeFocused();
  // The story plays; the reader steps on.
  let text = "";
  for (let i = 0; i <= STORY.chapters.length; i++) {
    const title = i < STORY.chapters.length ? read(STORY.chapters[i]?.title, "en") : "";
    if (title) await expect(titleOf(map)).toHaveText(title);
    text += plain(await cardOf(map).innerText());
    if (!title) break;
    await tabTo(page, map, "next");
    await page.keyboard.press("Enter");
  }
  await expect(cardOf(map).locator("[part=eyebrow]")).toHaveText("The end");
  const titles = new Map(STORY.sources.map(({ id, title }) => [id, read(title, "en")]));
  for (const { title, text: words } of STORY.chapters) {
    expect(text).toContain(read(title, "en"));
    expect(text).toContain(read(words, "en"));
  }
  for (const fact of facts) {
    expect(text).toContain(read(fact.text, "en"));
    for (const id of fact.sources) expect(text).toContain(titles.get(id) ?? "?");
  }
  for (const leg of legs.filter(({ name }) => name)) expect(text).toContain(read(leg.name, "en"));
  // From the end back to the map, and out of it.
  await page.keyboard.press("Escape");
  await expect(cardOf(map)).toBeHidden();
  await settled(map);
  await tabTo(page, map, "canvas").catch(() => map.locator("canvas").focus());
  await page.keyboard.press("0");
  expect(await map.evaluate((map: DarienMapElement) => map.selected)).toBeNull();
});

test("the keyboard alone opens every place of the list, and its card says where the place is", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await open(page);
  await expect(map.locator(".places .way")).toHaveCount(places.length);
  const names = new Set<string>();
  const buttons = map.locator(".places li:has(> .way) > .place");
  for (let i = 0; i < (await buttons.count()); i++) {
    await buttons.nth(i).focus();
    await page.keyboard.press("Enter");
    await expect(titleOf(map)).toBeFocused();
    names.add(plain(await titleOf(map).innerText()));
    // What the place is, or where it is, is said of each, whether it has facts or not.
    expect(await cardOf(map).locator(".where").innerText()).not.toBe("");
    await page.keyboard.press("Escape");
    await expect(buttons.nth(i)).toBeFocused();
  }
  expect([...names].sort()).toEqual([...new Set(places.map(({ name }) => read(name, "en")))].sort());
});

/** Names of the ground in the first picture. */
const SEEN: Partial<Record<string, string[]>> = {
  en: ["In sight: ", "Gulf of Mexico", "Nicaragua", "Atrato"],
  es: ["A la vista: ", "Mar Caribe", "Nicaragua", "Atrato"],
  ar: ["الظاهر على الخريطة: ", "البحر الكاريبي", "نيكاراغوا", "أتراتو"],
};

test("the names in sight follow the map, and are not announced", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await open(page);
  const sight = map.locator("#sight");
  await expect(sight).toContainText("Gulf of Mexico");
  // No live region has it, and none speaks when it changes.
  expect(await sight.evaluate((e) => e.closest("[aria-live],[role=status],[role=alert]"))).toBeNull();
  const spoken = await map.getByRole("status").innerText();
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -97.8, lat: 26, zoom: 8.5 }));
  await expect(sight).not.toContainText("Gulf of Mexico");
  await expect(sight).toContainText("Matamoros");
  await expect(map.locator("canvas")).toHaveAccessibleDescription(/In sight: .*Matamoros/);
  expect(await map.getByRole("status").innerText()).toBe(spoken);
  // In another language the text changes.
  await map.evaluate((map: DarienMapElement) => void (map.lang = "es"));
  await expect(sight).toContainText("A la vista: ");
});

for (const lang of ["en", "es", "ar"]) {
  test(`the accessibility tree has all facts, legs, names, and notes on the route (${lang})`, async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    await expect(map.locator("[part=map]")).toHaveAttribute("lang", lang);
    await expect(map.locator(".places .way")).toHaveCount(places.length);
    const client = await page.context().newCDPSession(page);
    const { nodes } = (await client.send("Accessibility.getFullAXTree")) as unknown as {
      nodes: { ignored: boolean; role?: { value: string }; name?: { value: string }; description?: { value: string } }[];
    };
    const known = nodes.filter(({ ignored }) => !ignored);
    // Texts are cut where a language changes: in order they are what is read.
    const text = plain(known.filter(({ role }) => role?.value === "StaticText").map(({ name }) => name?.value ?? "").join(""));
    for (const { name } of places) expect(text).toContain(read(name, lang));
    for (const fact of facts) expect(text).toContain(read(fact.text, lang));
    for (const { name, remark, duration } of legs) {
      if (name) expect(text).toContain(read(name, lang));
      // A remark that gives the time is not said beside the time. Of other remarks, what the name and the certainty say is not said twice.
      const words = name && remark && !duration ? (read(remark, lang).toLowerCase().match(/\p{L}+/gu) ?? []) : [];
      for (const word of words) expect(text.toLowerCase()).toContain(word);
      if (duration) expect(text).toContain(read(duration, lang));
    }
    // The canvas says what it is and which keys it takes, and nothing that can be pressed is without a name.
    const canvas = known.find(({ role }) => role?.value === "application");
    expect(canvas?.name?.value).toContain(":");
    expect(canvas?.description?.value).toMatch(/Home|Inicio/);
    // Names that stand on the map as letters alone: a sea, a country off the route, a river of the inset.
    for (const name of SEEN[lang] ?? []) {
      expect(text).toContain(name);
      expect(plain(canvas?.description?.value ?? "")).toContain(name);
    }
    const pressed = known.filter(({ role }) => /^(button|slider|link|DisclosureTriangle)$/.test(role?.value ?? ""));
    expect(pressed.length).toBeGreaterThan(40);
    expect(pressed.filter(({ name }) => !name?.value)).toEqual([]);
  });
}
