// Gestures and keys on the map, with real input events: page scrolling is never blocked, and the view stays valid.

import { devices, type Locator, type Page } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { cardOf, expect, open, part, picture, pointOf, settled, test, titleOf, touch, viewOf } from "./helpers.js";

const isView = (view: View | null) => [view?.lon, view?.lat, view?.zoom].every(Number.isFinite);

/** A page taller than its window, with a map in it. */
async function tall(page: Page): Promise<Locator> {
  const map = await open(page, "tall.html");
  await settled(map);
  return map;
}

test.describe("touch at 360 px", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
  test.use({ ...phone, viewport: { width: 360, height: 640 } });

  test("one finger scrolls the page over the map, and a hint explains how to move the map", async ({ page }) => {
    const map = await tall(page);
    const before = await viewOf(map);
    const cdp = await page.context().newCDPSession(page);
    await touch(cdp, "touchStart", [180, 400]);
    for (let y = 390; y >= 150; y -= 10) await touch(cdp, "touchMove", [180, y]);
    await touch(cdp, "touchEnd");
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(150);
    expect(await settled(map)).toEqual(before);
    await page.evaluate(() => scrollTo(0, 0));
    await expect(part(map, "hint")).toBeHidden();
    await touch(cdp, "touchStart", [120, 300]);
    await touch(cdp, "touchMove", [150, 300]);
    await expect(part(map, "hint")).toHaveText("Use two fingers to move the map");
    // It stays until the reader does something else, and is given once.
    await touch(cdp, "touchEnd");
    await expect(part(map, "hint")).toBeVisible();
    await touch(cdp, "touchStart", [120, 300]);
    await expect(part(map, "hint")).toBeHidden();
    await touch(cdp, "touchMove", [150, 300]);
    await touch(cdp, "touchEnd");
    await settled(map);
    await expect(part(map, "hint")).toBeHidden();
  });

  test("two fingers pan and zoom the map; the page does not scroll", async ({ page }) => {
    const map = await tall(page);
    const under = await map.evaluate((map: DarienMapElement) => {
      const { left, top } = map.getBoundingClientRect();
      return map.unproject([180 - left, 300 - top]) as [number, number];
    });
    const before = await viewOf(map);
    const cdp = await page.context().newCDPSession(page);
    await touch(cdp, "touchStart", [150, 300], [210, 300]);
    for (let i = 1; i <= 10; i++) await touch(cdp, "touchMove", [150 - 3 * i, 300 + 4 * i], [210 + 3 * i, 300 + 4 * i]);
    const { x, y } = await pointOf(map, under[0], under[1]);
    expect(Math.hypot(x - 180, y - 340)).toBeLessThan(2);
    expect((await viewOf(map)).zoom - before.zoom).toBeCloseTo(1, 1);
    await touch(cdp, "touchEnd");
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test("with gestures=free one finger moves the map", async ({ page }) => {
    const map = await tall(page);
    await map.evaluate((map) => map.setAttribute("gestures", "free"));
    const before = await viewOf(map);
    const cdp = await page.context().newCDPSession(page);
    await touch(cdp, "touchStart", [180, 300]);
    for (let i = 1; i <= 6; i++) await touch(cdp, "touchMove", [180, 300 + 10 * i]);
    await touch(cdp, "touchEnd");
    expect((await viewOf(map)).lat).toBeGreaterThan(before.lat);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test("a tap selects; ten fingers, a cancelled touch and a removed map cause no errors", async ({ page }) => {
    const map = await tall(page);
    const { x, y } = await pointOf(map, -100.31721, 25.68435);
    await page.touchscreen.tap(x, y);
    await expect(titleOf(map)).toHaveText("Monterrey");
    const cdp = await page.context().newCDPSession(page);
    const ten = Array.from({ length: 10 }, (_, i) => [100 + 15 * i, 300] as const);
    await touch(cdp, "touchStart", ...ten);
    await touch(cdp, "touchMove", ...ten.map(([x]) => [x + 20, 330] as const));
    await touch(cdp, "touchCancel");
    expect(isView(await viewOf(map))).toBe(true);
    // The map is no longer dragged.
    const after = await settled(map);
    await page.mouse.move(200, 300);
    await page.mouse.move(240, 320);
    expect(await settled(map)).toEqual(after);
    await map.evaluate((map: DarienMapElement) => {
      void map.flyTo({ lon: -77, lat: 8, zoom: 9 });
      map.style.height = "200px";
      map.remove();
    });
    expect(await page.locator("darien-map").count()).toBe(0);
  });
});

test.describe("mouse, wheel and pen", () => {
  test("the wheel scrolls the page and shows a hint; with Ctrl it zooms within the limits", async ({ page }) => {
    const map = await tall(page);
    const before = await viewOf(map);
    await page.mouse.move(500, 300);
    await page.mouse.wheel(0, 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
    expect(await viewOf(map)).toEqual(before);
    await expect(part(map, "hint")).toContainText("scroll to zoom");
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await expect(part(map, "hint")).toBeHidden();
    await expect.poll(async () => (await viewOf(map)).zoom).toBeGreaterThan(before.zoom);
    await page.mouse.wheel(0, 1e6);
    await page.mouse.wheel(0, -1e6);
    await page.keyboard.up("Control");
    expect(isView(await settled(map))).toBe(true);
  });

  test("a flicked map glides on, but not with reduced motion", async ({ page }) => {
    // The installed clock makes the speed of the drag independent of the machine.
    await page.clock.install();
    const map = await open(page);
    for (const calm of [false, true]) {
      await page.emulateMedia({ reducedMotion: calm ? "reduce" : "no-preference" });
      await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -92, lat: 20, zoom: 6 }));
      await settled(map);
      await page.clock.pauseAt(await page.evaluate(() => Date.now() + 500));
      await page.mouse.move(400, 250);
      await page.mouse.down();
      for (let i = 1; i <= 8; i++) {
        await page.clock.runFor(10);
        await page.mouse.move(400 + 15 * i, 250);
      }
      const held = await viewOf(map);
      await page.mouse.up();
      await page.clock.runFor(2000);
      const after = await viewOf(map);
      if (calm) expect(after).toEqual(held);
      else expect(after.lon).toBeLessThan(held.lon - 0.2);
      await page.clock.resume();
    }
  });

  test("a pen drags the map", async ({ page }) => {
    const map = await tall(page);
    const before = await viewOf(map);
    const cdp = await page.context().newCDPSession(page);
    const pen = (type: "mouseMoved" | "mousePressed" | "mouseReleased", x: number, buttons: number) =>
      cdp.send("Input.dispatchMouseEvent", {
        type, x, y: 300, buttons, pointerType: "pen", button: buttons || type === "mouseReleased" ? "left" : "none", clickCount: 1,
      });
    await pen("mouseMoved", 400, 0);
    await pen("mousePressed", 400, 1);
    for (let i = 1; i <= 5; i++) await pen("mouseMoved", 400 + 20 * i, 1);
    await pen("mouseReleased", 500, 0);
    expect((await settled(map)).lon).toBeLessThan(before.lon);
  });
});

test("keys on the canvas pan, zoom and select", async ({ page }) => {
  const map = await open(page);
  const home = await settled(map);
  const bare = await picture(map);
  await page.locator("#before").focus();
  await page.keyboard.press("Tab");
  await expect(map.locator("canvas")).toBeFocused();
  await settled(map);
  expect(await picture(map)).not.toBe(bare);
  await page.keyboard.press("ArrowRight");
  expect((await settled(map)).lon).toBeGreaterThan(home.lon);
  await page.keyboard.press("ArrowUp");
  expect((await settled(map)).lat).toBeGreaterThan(home.lat);
  await page.keyboard.press("+");
  expect((await settled(map)).zoom).toBeCloseTo(home.zoom + 1, 3);
  await page.keyboard.press("-");
  expect((await settled(map)).zoom).toBeCloseTo(home.zoom, 3);
  await page.keyboard.press("0");
  const again = await settled(map);
  expect([again.lon, again.lat, again.zoom].map((x) => x.toFixed(3))).toEqual([home.lon, home.lat, home.zoom].map((x) => x.toFixed(3)));
  await page.keyboard.press("2");
  await expect(cardOf(map)).toBeVisible();
  expect(await map.evaluate((map: DarienMapElement) => map.selected)).not.toBeNull();
  await page.keyboard.press("Escape");
  await expect(cardOf(map)).toBeHidden();
  await expect(map.locator("canvas")).toBeFocused();
  const chapter = () => map.evaluate((map: DarienMapElement) => map.chapter);
  await page.keyboard.press("End");
  expect(await chapter()).toBe("after");
  // The focus is on the card now.
  await map.locator("canvas").focus();
  await page.keyboard.press("Home");
  expect(await chapter()).toBe("coast");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  expect(await chapter()).toBe("coast");
  await expect(titleOf(map)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(map.locator("canvas")).toBeFocused();
  // Escape closes the list, too.
  await page.keyboard.press("Tab");
  await expect(part(map, "skip")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(map.locator("canvas")).toBeFocused();
});
