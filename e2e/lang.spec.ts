// Languages: direction of text and layout.

import type { Locator, Page } from "@playwright/test";
import { cardOf, expect, mapOf, settled, test, titleOf, waitForEvent } from "./helpers.js";
import type { DarienMapElement } from "../www/element/index.js";

async function box(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await what.boundingBox();
  if (!found) throw new Error("nothing to be seen");
  return found;
}

/** The demo's map, alone in a window of this size, in a language. */
async function open(page: Page, lang: string, width: number, height: number) {
  await page.setViewportSize({ width, height });
  await page.goto("/e2e/pages/full.html");
  const map = page.locator("darien-map");
  await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
  // The language is the page's; the element reads it when the theme is set.
  await map.evaluate((map: DarienMapElement) => map.setAttribute("theme", "light"));
  await page.waitForFunction(() => document.querySelector("darien-map")?.places.length);
  await settled(map);
  return map;
}

test("in Arabic the layout is mirrored", async ({ page }) => {
  const sides: Record<string, { card: number; zoom: number }> = {};
  for (const lang of ["en", "ar"]) {
    const map = await open(page, lang, 1280, 800);
    await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
    await expect(cardOf(map)).toBeVisible();
    await settled(map);
    const root = map.locator("[part=map]");
    await expect(root).toHaveAttribute("lang", lang);
    await expect(root).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    const [card, zoom] = [await box(cardOf(map)), await box(map.locator("[part=zoom]"))];
    const [x = NaN] = (await map.evaluate((map: DarienMapElement) => map.project([-77.5, 8.2]))) ?? [];
    sides[lang] = { card: card.x, zoom: zoom.x };
    // What is chosen is seen beside the card.
    expect(x < card.x || x > card.x + card.width).toBe(true);
    const credits = await box(map.locator("[part=credits]"));
    if (lang === "ar") expect(credits.x).toBe(16);
    else expect(credits.x + credits.width).toBe(1264);
  }
  expect(sides["en"]).toMatchObject({ card: 1280 - 16 - 336, zoom: 16 });
  expect(sides["ar"]).toMatchObject({ card: 16, zoom: 1280 - 16 - 36 });
});

for (const [width, height] of [[1280, 800], [360, 640]] as const) {
  test(`no Arabic text is cut off or letterspaced at ${width} × ${height}`, async ({ page }) => {
    const map = await open(page, "ar-EG", width, height);
    await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
    await expect(titleOf(map)).toHaveText("باخو تشيكيتو");
    const wrong = await map.evaluate((map) => {
      const root = map.shadowRoot?.querySelector<HTMLElement>(".map");
      const found = [...(root?.querySelectorAll<HTMLElement>(".card *, .corner *, .credits *") ?? [])];
      const seen = found.filter((e) => e.checkVisibility() && e.textContent && e.getBoundingClientRect().width > 1);
      const edge = root?.getBoundingClientRect();
      return seen.flatMap((e) => {
        const { left, right } = e.getBoundingClientRect();
        const spaced = parseFloat(getComputedStyle(e).letterSpacing) > 0;
        const outside = !edge || left < edge.left || right > edge.right;
        return spaced || outside || e.scrollWidth > e.clientWidth + 1 && e.clientWidth ? [e.className] : [];
      });
    });
    expect(wrong).toEqual([]);
    // The way back points to the right.
    const [previous, next] = [await box(map.locator("[part~=previous]")), await box(map.locator("[part~=next]"))];
    expect(previous.x).toBeGreaterThan(next.x);
    const turned = map.locator("[part~=previous] svg");
    expect(await turned.evaluate((svg) => getComputedStyle(svg).scale)).toBe("-1 1");
  });
}

test("a card stays open when the language changes", async ({ page }) => {
  await page.goto("/e2e/pages/map.html");
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  for (const [lang, title, date] of [
    ["en", "Panama", "11 June 2024"],
    ["ar", "بنما", "11 يونيو 2024"],
    ["es", "Panamá", "11 de junio de 2024"],
  ] as const) {
    await map.evaluate((map: DarienMapElement, lang) => (map.lang = lang), lang);
    await expect(titleOf(map)).toHaveText(title);
    await expect(map.locator("[part=card] time").first()).toHaveText(date);
    await expect(map.locator("[part=map]")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    await expect(map).toHaveAttribute("selected", "panama");
  }
});
