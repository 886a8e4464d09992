// Mouse, wheel, touch and keyboard: what each does to the view and the card.

import { devices } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, load, open, part, placeAt, pointOf, settled, test, titleOf, touch } from "./helpers.js";

/** Open water in the Gulf of Mexico, with no place near. */
const WATER = { lon: -92, lat: 23.5 };

test.describe("mouse", () => {
  test("a drag pans: the point under the pointer stays under it", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -92, lat: 23.5, zoom: 6 }));
    const from = await pointOf(map, WATER.lon, WATER.lat);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 90, from.y + 60, { steps: 6 });
    const held = await pointOf(map, WATER.lon, WATER.lat);
    await page.mouse.up();
    // The first few pixels tell a drag from a click, and may be lost.
    expect(Math.hypot(held.x - from.x - 90, held.y - from.y - 60)).toBeLessThan(8);
    await expect(cardOf(map)).toBeHidden();
  });

  test("a drag continues and ends outside the map", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -92, lat: 23.5, zoom: 6 }));
    const box = await map.boundingBox();
    if (!box) throw new Error("no map");
    const before = await settled(map);
    await page.mouse.move(box.x + 400, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 380, box.y + 60, { steps: 3 });
    await page.mouse.move(box.x + 380, box.y - 15, { steps: 3 });
    await page.mouse.up();
    const dragged = await settled(map);
    expect(dragged.lat).toBeLessThan(before.lat);
    await page.mouse.move(box.x + 200, box.y + 200, { steps: 3 });
    expect(await settled(map)).toEqual(dragged);
  });

  test("the wheel with Ctrl zooms about the pointer, and the page does not scroll", async ({ page }) => {
    const map = await open(page);
    await settled(map);
    const { x, y } = await pointOf(map, WATER.lon, WATER.lat);
    const before = await settled(map);
    await page.mouse.move(x, y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -240);
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 0) > zoom, before.zoom);
    const after = await settled(map);
    expect(after.zoom).toBeGreaterThan(before.zoom);
    const kept = await pointOf(map, WATER.lon, WATER.lat);
    expect(Math.hypot(kept.x - x, kept.y - y)).toBeLessThan(1);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.mouse.wheel(0, 240);
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 99) < zoom, after.zoom);
    await page.keyboard.up("Control");
  });

  test("a double click zooms about the pointer", async ({ page }) => {
    const map = await open(page);
    const before = await settled(map);
    const { x, y } = await pointOf(map, WATER.lon, WATER.lat);
    await page.mouse.dblclick(x, y);
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 0) > zoom, before.zoom);
    const after = await settled(map);
    expect(after.zoom - before.zoom).toBeGreaterThan(0.5);
    const kept = await pointOf(map, WATER.lon, WATER.lat);
    expect(Math.hypot(kept.x - x, kept.y - y)).toBeLessThan(2);
  });

  test("the buttons zoom in, zoom out, and show the whole route", async ({ page }) => {
    const map = await open(page);
    const home = await settled(map);
    await map.locator("[part~=zoom-in]").click();
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 0) > zoom, home.zoom);
    const near = await settled(map);
    expect(near.zoom).toBeGreaterThan(home.zoom + 0.4);
    await map.locator("[part~=zoom-out]").click();
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 99) < zoom, near.zoom);
    await settled(map);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -77.5, lat: 8.4, zoom: 8 }));
    await map.locator("[part~=button][part~=fit]").click();
    await page.waitForFunction(() => (document.querySelector("darien-map")?.view?.zoom ?? 99) < 7);
    const again = await settled(map);
    expect(again.zoom).toBeCloseTo(home.zoom, 3);
    expect(again.lon).toBeCloseTo(home.lon, 3);
  });

  test("the cursor over a place is a pointer; only the main button acts", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -97, lat: 25.7, zoom: 7 }));
    await settled(map);
    const { x, y } = await pointOf(map, -97.50417, 25.87972);
    const sea = await pointOf(map, -95.5, 25.2);
    const cursor = () => map.locator("canvas").evaluate((canvas) => getComputedStyle(canvas).cursor);
    await page.mouse.move(x, y);
    await expect.poll(cursor).toBe("pointer");
    await page.mouse.click(x, y, { button: "right" });
    await expect(cardOf(map)).toBeHidden();
    await page.mouse.move(sea.x, sea.y);
    await expect.poll(cursor).toBe("grab");
  });
});

test.describe("keyboard", () => {
  test("Enter on a place of the list opens its card, Escape closes it and restores the focus", async ({ page }) => {
    const map = await open(page);
    await page.locator("#before").focus();
    await page.keyboard.press("Tab");
    await expect(map.locator("canvas")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(map.locator("[part~=skip]")).toBeFocused();
    await expect(map.locator("[part=places]")).toBeInViewport();
    // The chapters come first, then the places in the order of telling.
    const chapters = map.locator("[part=places] ol").first().locator("button");
    const second = map.locator("[part=places] ol").nth(1).locator("button").nth(1);
    for (let i = (await chapters.count()) + 3; i > 0; i--) await page.keyboard.press("Tab");
    await expect(second).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(cardOf(map)).toBeVisible();
    await expect(titleOf(map)).toBeFocused();
    expect(await second.textContent()).toContain(await titleOf(map).textContent());
    await page.keyboard.press("Escape");
    await expect(cardOf(map)).toBeHidden();
    await expect(second).toBeFocused();
    await expect(map).not.toHaveAttribute("selected");
  });

  test("opening a card by pointer does not move the focus; closing it keeps the focus in the map", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -100.3, lat: 25.7, zoom: 9 }));
    await settled(map);
    const { x, y } = await pointOf(map, -100.31721, 25.68435);
    await page.mouse.click(x, y);
    await expect(cardOf(map)).toBeVisible();
    await expect(titleOf(map)).not.toBeFocused();
    await map.locator("[part~=close]").click();
    await expect(cardOf(map)).toBeHidden();
    await expect(map.locator("canvas")).toBeFocused();
  });

  test("a card opened by the page does not take the focus", async ({ page }) => {
    const map = await open(page);
    await page.locator("#before").focus();
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(cardOf(map)).toBeVisible();
    await expect(page.locator("#before")).toBeFocused();
  });

  test("+, − and 0 work on the focused map", async ({ page }) => {
    const map = await open(page);
    const home = await settled(map);
    await map.locator("canvas").focus();
    await page.keyboard.press("+");
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 0) > zoom, home.zoom);
    const near = await settled(map);
    await page.keyboard.press("-");
    await page.waitForFunction((zoom) => (document.querySelector("darien-map")?.view?.zoom ?? 99) < zoom, near.zoom);
    await settled(map);
    await page.keyboard.press("0");
    expect((await settled(map)).zoom).toBeCloseTo(home.zoom, 3);
  });

  test("every button has at least 36 px beside a mouse", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    for (const button of await map.locator("[part~=zoom] button:visible, [part=card] button:visible").all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(36);
    }
    const close = await map.locator("[part~=close]").boundingBox();
    expect(Math.min(close?.width ?? 0, close?.height ?? 0)).toBeGreaterThanOrEqual(44);
  });
});

test.describe("touch", () => {
  const { viewport, deviceScaleFactor, hasTouch, isMobile } = devices["Pixel 5"];
  test.use({ viewport, deviceScaleFactor, hasTouch, isMobile });

  test("a tap opens the card as a sheet that does not cover the place", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -100.3, lat: 25.7, zoom: 9 }));
    await settled(map);
    const { x, y } = await pointOf(map, -100.31721, 25.68435);
    await page.touchscreen.tap(x, y);
    await expect(titleOf(map)).toHaveText("Monterrey");
    await settled(map);
    const [sheet, box] = [await cardOf(map).boundingBox(), await map.boundingBox()];
    if (!sheet || !box) throw new Error("no sheet");
    expect(sheet.width).toBeCloseTo(box.width, 0);
    expect(sheet.height).toBeLessThanOrEqual(box.height * 0.46 + 1);
    expect(sheet.y + sheet.height).toBeCloseTo(box.y + box.height, 0);
    const place = await pointOf(map, -100.31721, 25.68435);
    expect(place.y).toBeLessThan(sheet.y);
  });

  test("the handle makes the sheet taller and lower again; the map does not move", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.select("colombia"));
    const before = await settled(map);
    const height = async () => (await cardOf(map).boundingBox())?.height ?? 0;
    const low = await height();
    const handle = map.locator("[part~=handle]");
    await handle.tap();
    await expect(handle).toHaveAttribute("aria-expanded", "true");
    expect(await height()).toBeGreaterThan(low + 40);
    expect((await settled(map)).zoom).toBeCloseTo(before.zoom, 1);
    await handle.press("Enter");
    await expect(handle).toHaveAttribute("aria-expanded", "false");
    expect(await height()).toBeCloseTo(low, 0);
  });

  test("a sheet pulled up leaves chapters, key and sources, and gives the other buttons back when it is lowered", async ({ page }) => {
    for (const [width, height] of [[390, 844], [320, 568], [320, 360]] as const) {
      await page.setViewportSize({ width, height });
      const map = await open(page, "audit.html");
      await map.evaluate((map: DarienMapElement) => map.select("colombia"));
      // The buttons come with the first movement of the map by hand.
      await map.evaluate((map) => map.shadowRoot?.querySelector(".map")?.classList.add("moved"));
      const shown = () =>
        map.evaluate((map) => {
          const shadow = map.shadowRoot;
          return ["contents", "key summary", "credits summary", "zoom-in", "fit"].filter((name) => {
            const box = shadow?.querySelector(`.${name}`)?.getBoundingClientRect();
            const hit = box && shadow?.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return hit?.closest(`.${name}`);
          });
        });
      const all = await shown();
      // Over a sheet, the smallest phones have one row of buttons; the others are there when the sheet is low.
      const beside = height === 568 ? ["zoom-in"] : ["zoom-in", "fit"];
      expect(all).toEqual(["contents", "key summary", "credits summary", ...beside]);
      const handle = map.locator("[part~=handle]");
      await handle.press("Enter");
      await expect(handle).toHaveAttribute("aria-expanded", "true");
      expect(await shown(), `${width} × ${height}`).toEqual(all.slice(0, 3));
      await handle.press("Enter");
      await expect(handle).toHaveAttribute("aria-expanded", "false");
      expect(await shown()).toEqual(all);
    }
  });

  test("a sheet follows the finger, snaps to the nearest height, and closes when pulled far down", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(cardOf(map)).toBeVisible();
    const all = (await map.boundingBox())?.height ?? 0;
    const height = async () => ((await cardOf(map).boundingBox())?.height ?? 0) / all;
    const cdp = await page.context().newCDPSession(page);
    const pull = async (to: number) => {
      const box = await map.locator("[part~=handle]").boundingBox();
      const bottom = (await map.boundingBox())!;
      if (!box) throw new Error("no handle");
      const [x, y] = [box.x + 20, box.y + 8];
      const end = bottom.y + bottom.height * (1 - to);
      await touch(cdp, "touchStart", [x, y]);
      for (let i = 1; i <= 8; i++) await touch(cdp, "touchMove", [x, y + ((end - y) * i) / 8]);
      const held = await height();
      await touch(cdp, "touchEnd");
      return held;
    };
    const inSight = async () => {
      const { y } = await pointOf(map, -100.31721, 25.68435);
      const card = await cardOf(map).boundingBox();
      return y < (card?.y ?? 0);
    };
    expect(await pull(0.75)).toBeCloseTo(0.75, 1);
    await expect(cardOf(map)).toHaveClass(/tall/);
    await expect.poll(inSight).toBe(true);
    await pull(0.2);
    await expect(cardOf(map)).toHaveClass(/low/);
    await settled(map);
    expect(await height()).toBeLessThan(0.3);
    expect(await inSight()).toBe(true);
    await pull(0.4);
    await expect(cardOf(map)).not.toHaveClass(/tall|low/);
    await pull(0.02);
    await expect(cardOf(map)).toBeHidden();
  });

  test("a swipe on the text makes the sheet taller before the text scrolls: two reach the end of a chapter", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const map = await open(page, "audit.html");
    const cdp = await page.context().newCDPSession(page);
    const body = part(map, "body");
    const swipe = async (by: number) => {
      const box = (await body.boundingBox())!;
      const [x, y] = [box.x + box.width / 2, by < 0 ? box.y + box.height - 20 : box.y + 20];
      await touch(cdp, "touchStart", [x, y]);
      for (let i = 1; i <= 10; i++) await touch(cdp, "touchMove", [x, y + (by * i) / 10]);
      await touch(cdp, "touchEnd");
    };
    const left = () => body.evaluate((body) => body.scrollHeight - body.clientHeight - body.scrollTop);
    await map.evaluate((map: DarienMapElement) => (map.chapter = "two"));
    await settled(map);
    expect(await left()).toBeGreaterThan(400);
    await swipe(-200);
    await expect(cardOf(map)).toHaveClass(/tall/);
    expect(await body.evaluate((body) => body.scrollTop), "nothing was passed over").toBe(0);
    await swipe(-400);
    await expect.poll(left, "the second swipe reaches the end").toBeLessThan(2);
    // Down again: first the text, then the sheet.
    await swipe(500);
    await expect.poll(() => body.evaluate((body) => body.scrollTop)).toBe(0);
    await expect(cardOf(map)).toHaveClass(/tall/);
    await swipe(150);
    await expect(cardOf(map)).not.toHaveClass(/tall|low/);
    // A chapter is shown with the map: the sheet is not taller than usual.
    await swipe(-200);
    await expect(cardOf(map)).toHaveClass(/tall/);
    await part(map, "next").tap();
    await expect(cardOf(map)).not.toHaveClass(/tall/);
  });

  test("the card of ten places with three facts each says what they have in common once", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const map = await open(page, "audit.html");
    const facts = ["One thing happened.", "Then another.", "Then a third."].map((text) => ({ text, date: "2024-03", sources: ["s"] }));
    const features = Array.from({ length: 10 }, (_, i) => ({
      type: "Feature", id: `p${i}`, geometry: { type: "Point", coordinates: [i, i] }, properties: { name: `Place ${i}`, place: "Somewhere", facts },
    }));
    const lit = features.slice(1).map(({ id }) => id);
    const chapters = [{ title: "Ten", text: "Ten places.", place: "p0", lit }];
    expect(await load(map, { type: "FeatureCollection", sources: [{ id: "s", title: "The source" }], chapters, features })).toBeNull();
    await map.evaluate((map: DarienMapElement) => (map.chapter = "chapter-0"));
    const body = part(map, "body");
    await expect(body.locator(".fact")).toHaveCount(10);
    await expect(body.locator(".fact .text")).toHaveCount(30);
    await expect(body.locator(".fact time")).toHaveCount(10);
    await expect(body.locator(".fact .source")).toHaveCount(10);
    // Name and whereabouts share a line.
    const head = await body.locator(".place-head").nth(3).boundingBox();
    expect(head?.height).toBeLessThan(40);
    const height = await body.evaluate((body) => body.scrollHeight);
    expect(height / 30, "height for each fact, in CSS px").toBeLessThan(60);
  });

  test("the legend opens by a tap and closes by a tap on the map", async ({ page }) => {
    const map = await open(page);
    const row = map.locator("[part=key]").getByText("On foot, approximate");
    await map.locator("[part=key] summary").tap();
    await expect(row).toBeVisible();
    const box = await map.boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + 30, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect(row).toBeHidden();
  });

  test("two fingers pinch about the point between them", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -92, lat: 23.5, zoom: 5 }));
    await settled(map);
    const { x, y } = await pointOf(map, WATER.lon, WATER.lat);
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
      cdp.send("Input.dispatchTouchEvent", {
        type,
        touchPoints:
          type === "touchEnd"
            ? []
            : [
                { x: x - apart, y, id: 0 },
                { x: x + apart, y, id: 1 },
              ],
      });
    await touch("touchStart", 40);
    for (let apart = 45; apart <= 80; apart += 5) await touch("touchMove", apart);
    const held = await placeAt(map, x, y);
    await touch("touchEnd", 0);
    const after = await settled(map);
    expect(after.zoom).toBeGreaterThan(5.7);
    expect(after.zoom).toBeLessThan(6.3);
    expect(held.lon).toBeCloseTo(WATER.lon, 0);
    expect(held.lat).toBeCloseTo(WATER.lat, 0);
    await expect(cardOf(map)).toBeHidden();
  });
});
