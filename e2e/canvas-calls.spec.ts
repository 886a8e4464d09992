// The canvas calls of a dragged map: a change that repaints in every frame fails here. And the settings of the canvas.

import type { Page } from "@playwright/test";
import { expect, mapOf, open, test } from "./helpers.js";

declare global {
  var calls: Record<string, number>;
}

test("a dragged map is moved, not repainted", async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.calls = {};
    const context = CanvasRenderingContext2D.prototype;
    for (const name of ["fill", "stroke", "fillText", "strokeText", "drawImage"] as const) {
      const own = context[name] as (...values: unknown[]) => void;
      Object.assign(context, {
        [name](this: CanvasRenderingContext2D, ...values: unknown[]) {
          globalThis.calls[name] = (globalThis.calls[name] ?? 0) + 1;
          own.apply(this, values);
        },
      });
    }
  });
  await open(page);
  await mapOf(page).evaluate((map) => map.setAttribute("gestures", "free"));
  const box = await mapOf(page).boundingBox();
  if (!box) throw new Error("no map");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const MOVES = 40;
  // One move in every frame, sent from inside the page: a test between two moves might take longer than a frame.
  await mapOf(page).evaluate(
    async (map, [x, y, moves]) => {
      const canvas = map.shadowRoot?.querySelector("canvas");
      const move = async (by: number) => {
        await new Promise(requestAnimationFrame);
        const at = { clientX: x + by, clientY: y, pointerId: 1, buttons: 1, pointerType: "mouse", bubbles: true };
        canvas?.dispatchEvent(new PointerEvent("pointermove", at));
      };
      // The first moves paint the pictures that are kept.
      for (let i = 1; i <= 20; i++) await move(i * 2);
      globalThis.calls = {};
      for (let i = 1; i <= moves; i++) await move(40 - i * 2);
    },
    [x, y, MOVES] as const,
  );
  const { fill = 0, stroke = 0, fillText = 0, strokeText = 0, drawImage = 0 } = await page.evaluate(() => globalThis.calls);
  await page.mouse.up();
  // A frame of a map that is only moved draws a picture of what moves and then what does not. One frame may be
  // composed again, as after every 80 to 144 px.
  expect(drawImage / MOVES, "pictures: the map moved").toBeGreaterThan(1);
  expect((fillText + strokeText) / MOVES, "letters").toBeLessThan(5);
  expect((fill + stroke) / MOVES, "shapes").toBeLessThan(8);
  expect(drawImage / MOVES, "pictures").toBeLessThan(8);
});

test("the canvas is desynchronized", async ({ page }) => {
  await open(page);
  expect(await settings(page)).toMatchObject({ alpha: false, desynchronized: true });
});

test("a box that is nearly empty for a moment does not change the picture", async ({ page }) => {
  await open(page);
  const sizes = await mapOf(page).evaluate(async (map) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const before = [canvas?.width, canvas?.height];
    const { width, height } = getComputedStyle(map);
    const put = async (width: string, height: string) => {
      Object.assign(map.style, { width, height });
      // Size observers run after layout, before the frame is painted.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      return [canvas?.width, canvas?.height];
    };
    return { before, tiny: await put("1px", "1px"), after: await put(width, height) };
  });
  expect(sizes.before[0]).toBeGreaterThan(300);
  expect([sizes.tiny, sizes.after]).toEqual([sizes.before, sizes.before]);
});

test.describe("on Android", () => {
  test.use({ userAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36" });

  test("the canvas is not desynchronized", async ({ page }) => {
    await open(page);
    expect(await settings(page)).toMatchObject({ alpha: false, desynchronized: false });
  });
});

/** The settings of the canvas' context. */
function settings(page: Page) {
  const canvas = mapOf(page).locator("canvas").first();
  return canvas.evaluate((canvas: HTMLCanvasElement) => canvas.getContext("2d")?.getContextAttributes());
}
