// Gestures that are interrupted, and gestures on a map with `gestures=free`.

import { devices, type Locator, type Page } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { cardOf, expect, open, part, placeAt, pointOf, settled, test, waitForEvent, touch, viewOf } from "./helpers.js";

/** Open water in the Gulf of Mexico, with no place near. */
const WATER: View = { lon: -92, lat: 23.5, zoom: 6 };

const scrolled = (page: Page) => page.evaluate(() => scrollY);
const devTools = (page: Page) => page.context().newCDPSession(page);

/** A map over water in a page taller than its window. */
async function openOverWater(page: Page, free = false): Promise<Locator> {
  await page.clock.install();
  const map = await open(page, "tall.html");
  await map.evaluate(
    (map: DarienMapElement, [view, free]) => {
      if (free) map.setAttribute("gestures", "free");
      map.jumpTo(view);
    },
    [WATER, free] as const,
  );
  await settled(map);
  return map;
}

/** A view on the Earth, within the zooms there are. */
function expectView({ lon, lat, zoom }: View): void {
  expect(Math.abs(lon)).toBeLessThanOrEqual(180);
  expect(Math.abs(lat)).toBeLessThanOrEqual(90);
  expect(zoom).toBeGreaterThanOrEqual(0);
  expect(zoom).toBeLessThanOrEqual(24);
}

/** From now on time advances only by `page.clock`, however slow the machine is. */
const pauseClock = async (page: Page) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);

/**
 * Flicks the map: calls `move` for each 60th of a second, then `release`. Afterwards the clock is paused, and the map has begun
 * to glide. Returns the view at the release.
 */
async function flick(page: Page, map: Locator, move: (step: number) => Promise<unknown>, release: () => Promise<unknown>) {
  await pauseClock(page);
  for (let step = 0; step <= 8; step++) {
    await move(step);
    await page.clock.runFor(16);
  }
  const view = await viewOf(map);
  await release();
  await page.clock.runFor(100);
  expect(await viewOf(map)).not.toEqual(view);
  return view;
}

/** Waits until the camera is no longer at `view`. */
async function waitUntilMoved(map: Locator, view: View): Promise<void> {
  await expect.poll(() => viewOf(map)).not.toEqual(view);
}

test.describe("touch at 360 px", () => {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
  test.use({ ...phone, viewport: { width: 360, height: 640 } });

  test("a double tap zooms the map about its point, and does not zoom the page", async ({ page }) => {
    const map = await openOverWater(page);
    const { x, y } = await pointOf(map, -92.5, 23.2);
    const cdp = await devTools(page);
    await pauseClock(page);
    for (let i = 0; i < 2; i++) {
      await touch(cdp, "touchStart", [x, y]);
      await page.clock.runFor(50);
      await touch(cdp, "touchEnd");
      await page.clock.runFor(100);
    }
    await page.clock.resume();
    expect((await settled(map)).zoom).toBeGreaterThan(WATER.zoom + 0.5);
    const kept = await pointOf(map, -92.5, 23.2);
    expect(Math.hypot(kept.x - x, kept.y - y)).toBeLessThan(2);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    await expect(cardOf(map)).toBeHidden();
  });

  test("a touch cancelled during a drag leaves the map where it is", async ({ page }) => {
    const map = await openOverWater(page, true);
    const before = await viewOf(map);
    const cdp = await devTools(page);
    await touch(cdp, "touchStart", [180, 250]);
    for (let i = 1; i <= 8; i++) await touch(cdp, "touchMove", [180 + 12 * i, 250]);
    await waitUntilMoved(map, before);
    const held = await viewOf(map);
    await touch(cdp, "touchCancel");
    // It was not released, so it does not glide.
    expect(await settled(map)).toEqual(held);
    // It is no longer dragged: the next finger starts a new gesture.
    await touch(cdp, "touchStart", [100, 300]);
    expect(await settled(map)).toEqual(held);
    for (let i = 1; i <= 5; i++) await touch(cdp, "touchMove", [100, 300 - 10 * i]);
    await expect.poll(async () => (await viewOf(map)).lat).toBeLessThan(held.lat);
    await touch(cdp, "touchEnd");
    expectView(await settled(map));
  });

  test("with gestures=free a flick moves the map, and not the page", async ({ page }) => {
    const map = await openOverWater(page, true);
    const cdp = await devTools(page);
    const held = await flick(
      page,
      map,
      (step) => touch(cdp, step ? "touchMove" : "touchStart", [180, 200 + 12 * step]),
      () => touch(cdp, "touchEnd"),
    );
    await page.clock.resume();
    const after = await settled(map);
    expect(after.lat).toBeGreaterThan(held.lat + 0.1);
    expect(await scrolled(page)).toBe(0);
    await expect(part(map, "hint")).toBeHidden();
  });

  test("after one of two fingers is lifted, the other still moves the map, and not the page", async ({ page }) => {
    const map = await openOverWater(page);
    const cdp = await devTools(page);
    const other = (type: "touchEnd" | "touchMove", id: number, x: number, y: number) =>
      cdp.send("Input.dispatchTouchEvent", { type, touchPoints: [{ x, y, id }] });
    await touch(cdp, "touchStart", [140, 250], [220, 250]);
    // A pinch so short that the browser has not yet decided whether to scroll.
    for (let i = 1; i <= 3; i++) await touch(cdp, "touchMove", [140 - 4 * i, 250], [220 + 4 * i, 250]);
    const pinched = await settled(map);
    expect(pinched.zoom).toBeGreaterThan(WATER.zoom + 0.3);
    await other("touchEnd", 0, 128, 250);
    expect(await settled(map)).toEqual(pinched);
    const under = await placeAt(map, 232, 250);
    // Upwards, where the page could scroll.
    for (let i = 1; i <= 8; i++) await other("touchMove", 1, 232, 250 - 10 * i);
    await expect.poll(async () => (await pointOf(map, under.lon, under.lat)).y).toBeCloseTo(170, 0);
    await touch(cdp, "touchEnd");
    expect((await settled(map)).zoom).toBeCloseTo(pinched.zoom, 6);
    expect(await scrolled(page)).toBe(0);
    // One finger scrolls the page again.
    const before = await viewOf(map);
    await touch(cdp, "touchStart", [180, 400]);
    for (let y = 390; y >= 200; y -= 10) await touch(cdp, "touchMove", [180, y]);
    await touch(cdp, "touchEnd");
    await expect.poll(() => scrolled(page)).toBeGreaterThan(100);
    expect(await settled(map)).toEqual(before);
  });
});

test("with gestures=free or in full screen the wheel zooms the map, and no hint is shown", async ({ page }) => {
  const map = await openOverWater(page, true);
  const zooms = async () => {
    const before = await settled(map);
    await page.mouse.move(500, 300);
    await page.mouse.wheel(0, -120);
    await expect.poll(async () => (await viewOf(map)).zoom).toBeGreaterThan(before.zoom);
    expect(await scrolled(page)).toBe(0);
    await expect(part(map, "hint")).toBeHidden();
  };
  await zooms();
  await map.evaluate(async (map) => {
    map.removeAttribute("gestures");
    await map.requestFullscreen();
  });
  await zooms();
  await page.evaluate(() => document.exitFullscreen());
  const after = await settled(map);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => scrolled(page)).toBeGreaterThan(50);
  expect(await viewOf(map)).toEqual(after);
});

test("a box resized during a flight, a glide or a drag keeps a valid view and is painted in full", async ({ page }) => {
  const map = await openOverWater(page);
  const size = () => map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => [canvas.clientWidth, canvas.width]);
  const shrink = async (width: number) => {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(size).toEqual([width, width]);
  };
  const start = await viewOf(map);
  await map.evaluate((map: DarienMapElement) => {
    const flown = map.flyTo({ lon: -77.5, lat: 8.4, zoom: 9 }, { duration: 30 });
    Object.assign(map, { flown });
  });
  await waitUntilMoved(map, start);
  await shrink(900);
  // The promise of the flight is resolved.
  await map.evaluate((map) => (map as unknown as { flown: Promise<void> }).flown);
  expectView(await settled(map));

  await map.evaluate((map: DarienMapElement, view) => map.jumpTo(view), WATER);
  await settled(map);
  await flick(page, map, async (step) => {
    await page.mouse.move(400 + 15 * step, 250);
    if (!step) await page.mouse.down();
  }, () => page.mouse.up());
  await shrink(700);
  await page.clock.resume();
  expectView(await settled(map));

  await page.mouse.move(400, 250);
  await page.mouse.down();
  await page.mouse.move(420, 260, { steps: 3 });
  await shrink(500);
  const small = await viewOf(map);
  await page.mouse.move(440, 290, { steps: 3 });
  await expect.poll(async () => (await viewOf(map)).lat).toBeGreaterThan(small.lat);
  await page.mouse.up();
  expectView(await settled(map));
});

test("a map removed during a drag, a glide or a flight works again when it is put back", async ({ page }) => {
  const map = await openOverWater(page);
  const box = await map.boundingBox();
  const y = (box?.y ?? 0) + 250;
  const away = () =>
    map.evaluate(async (map) => {
      map.remove();
      recorded.events.length = 0;
      await new Promise((resolve) => setTimeout(resolve));
      if (map.shadowRoot?.childElementCount) throw new Error("it is still there");
      Object.assign(globalThis, { gone: map });
    });
  const back = async () => {
    await page.evaluate(() => document.body.prepend((globalThis as unknown as { gone: HTMLElement }).gone));
    await waitForEvent(page, "ready");
    expectView(await settled(map));
  };
  const drag = async (step: number) => {
    await page.mouse.move(400 + 15 * step, y);
    if (!step) await page.mouse.down();
  };

  for (let step = 0; step <= 8; step++) await drag(step);
  await away();
  await page.mouse.move(300, y + 40);
  await page.mouse.up();
  await back();
  // After the release the pointer moves nothing.
  const still = await viewOf(map);
  await page.mouse.move(420, y + 10, { steps: 3 });
  expect(await settled(map)).toEqual(still);

  await flick(page, map, drag, () => page.mouse.up());
  await page.clock.resume();
  await away();
  await back();

  const start = await viewOf(map);
  await map.evaluate((map: DarienMapElement) => {
    const flown = map.flyTo({ lon: -77.5, lat: 8.4, zoom: 9 }, { duration: 30 });
    Object.assign(globalThis, { flown });
  });
  await waitUntilMoved(map, start);
  await away();
  await page.evaluate(() => (globalThis as unknown as { flown: Promise<void> }).flown);
  await back();
});

test("each digit key selects one visible place, and always the same one", async ({ page }) => {
  test.slow();
  const map = await open(page);
  const home = await settled(map);
  await page.locator("#before").focus();
  await page.keyboard.press("Tab");
  await expect(map.locator("canvas")).toBeFocused();
  const chosen = async (figure: number, view: View) => {
    await map.evaluate((map: DarienMapElement, view) => map.jumpTo(view), view);
    await settled(map);
    await page.keyboard.press(String(figure));
    const inSight = await map.evaluate((map: DarienMapElement, view) => {
      const id = map.selected;
      // Where it was when its number was shown.
      map.jumpTo(view);
      const place = map.places.find((place) => place.id === id);
      const [x, y] = (place && map.project([place.lon, place.lat])) ?? [NaN, NaN];
      return x >= 0 && y >= 0 && x <= map.clientWidth && y <= map.clientHeight ? id : null;
    }, view);
    expect(inSight, `figure ${figure}`).not.toBeNull();
    await page.keyboard.press("Escape");
    await expect(cardOf(map)).toBeHidden();
    await expect(map.locator("canvas")).toBeFocused();
    return inSight;
  };
  const all: (string | null)[] = [];
  for (let figure = 1; figure <= 9; figure++) all.push(await chosen(figure, home));
  expect(new Set(all).size).toBe(9);
  for (let figure = 1; figure <= 9; figure += 4) expect(await chosen(figure, home)).toBe(all[figure - 1]);
  // Elsewhere the numbers are of other places.
  const near = await chosen(1, { lon: -97.5, lat: 25.9, zoom: 8 });
  expect(["matamoros", "rio-grande", "rio-grande-valley", "hidalgo-tx", "south-texas-ports", "tamaulipas", "us-border", "monterrey"]).toContain(near);
  // A digit without a place changes nothing, as over open water.
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -92, lat: 24.5, zoom: 9 }));
  await settled(map);
  await page.keyboard.press("9");
  await expect(map).not.toHaveAttribute("selected");
});
