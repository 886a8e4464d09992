// Two clicks or taps at the same point zoom, whatever is there; one chooses at once.

import { devices, type Locator, type Page } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { cardOf, events, expect, open, pointOf, settled, test, titleOf, touch, twice, viewOf } from "./helpers.js";

/** Monterrey in the south-east of the view, where a card opens: at the side of a wide map, at the foot of a narrow one. */
const MONTERREY = [-100.31847, 25.67507] as const;
const WIDE: View = { lon: -104.6, lat: 26.2, zoom: 6.6 };
const NARROW: View = { lon: -101.3, lat: 27.6, zoom: 6 };

async function show(map: Locator, view: View): Promise<{ x: number; y: number }> {
  await map.evaluate((map: DarienMapElement, view) => map.jumpTo(view), view);
  await settled(map);
  return pointOf(map, ...MONTERREY);
}

async function expectZoomed(map: Locator, from: View, { x, y }: { x: number; y: number }): Promise<void> {
  await expect.poll(async () => (await viewOf(map)).zoom).toBeGreaterThan(from.zoom + 0.9);
  expect((await settled(map)).zoom).toBeCloseTo(from.zoom + 1, 6);
  const kept = await pointOf(map, ...MONTERREY);
  expect(Math.hypot(kept.x - x, kept.y - y)).toBeLessThan(2);
}

test("a double click on a place zooms about it, and no card stays; a click opens its card at once", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  const at = await show(map, WIDE);
  const before = await viewOf(map);
  await twice(page, () => page.mouse.click(at.x, at.y));
  await expectZoomed(map, before, at);
  await expect(cardOf(map)).toBeHidden();
  await expect(map).not.toHaveAttribute("selected");
  expect((await events(page, "select")).at(-1)).toEqual({ id: null, kind: null });

  const again = await show(map, WIDE);
  await page.mouse.click(again.x, again.y);
  await expect(titleOf(map)).toHaveText("Monterrey");
  const card = await cardOf(map).boundingBox();
  expect(card && again.x > card.x && again.y < card.y + card.height, "the card is over the place that was clicked").toBe(true);
});

test("a double click beside everything zooms, and the open card stays as it is", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  const before = await settled(map);
  const seen = (await events(page, "select")).length;
  // In the Caribbean Sea.
  const water = await pointOf(map, -77.2, 9.2);
  await twice(page, () => page.mouse.click(water.x, water.y));
  await expect.poll(async () => (await viewOf(map)).zoom).toBeGreaterThan(before.zoom + 0.9);
  await expect(titleOf(map)).toHaveText("Bajo Chiquito");
  expect(await events(page, "select")).toHaveLength(seen);
  // One click closes it.
  await page.mouse.click(water.x, water.y + 40);
  await expect(cardOf(map)).toBeHidden();
});

test.describe("touch", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
  test.use({ ...phone, viewport: { width: 390, height: 844 } });

  async function tap(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await touch(cdp, "touchStart", [x, y]);
    await touch(cdp, "touchEnd");
  }

  test("a double tap on a place zooms about it, though a sheet opens under the finger", async ({ page }) => {
    await page.clock.install();
    const map = await open(page, "audit.html");
    const at = await show(map, NARROW);
    const before = await viewOf(map);
    await twice(page, () => tap(page, at));
    await expectZoomed(map, before, at);
    await expect(cardOf(map)).toBeHidden();
  });

  test("a tap does not press what opens under the finger", async ({ page }) => {
    const map = await open(page, "audit.html");
    const at = await show(map, NARROW);
    await map.evaluate((map) => {
      const clicks: string[] = [];
      Object.assign(globalThis, { clicks });
      map.shadowRoot?.addEventListener("click", ({ target }) => clicks.push((target as HTMLElement).localName), true);
    });
    await tap(page, at);
    await expect(titleOf(map)).toHaveText("Monterrey");
    const card = await cardOf(map).boundingBox();
    expect(card && at.y > card.y, "the sheet is over the place that was tapped").toBe(true);
    expect(await page.evaluate(() => (globalThis as unknown as { clicks: string[] }).clicks)).toEqual(["canvas"]);
  });
});
