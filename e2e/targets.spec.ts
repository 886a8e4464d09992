// Target sizes on touch screens, and visible focus.

import type { Locator } from "@playwright/test";
import { cardOf, expect, settled, test, titleOf } from "./helpers.js";
import { LANGUAGES, openIn, SIZES, STATES, THEMES } from "./states.js";

test.describe("touch", () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const lang of LANGUAGES) {
    test(`every target has at least 44 px, and a link in a text 24 px (${lang})`, async ({ page }) => {
      const map = await openIn(page, lang, "light");
      expect(await page.evaluate(() => matchMedia("(hover: none)").matches)).toBe(true);
      const small: string[] = [];
      const seen = new Set<string>();
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const [state, reach] of Object.entries(STATES)) {
          await reach(map);
          for (const { name, link, size } of await targets(map)) {
            seen.add(name);
            if (Math.min(...size) < (link ? 24 : 44) - 0.01) small.push(`${width} × ${height}, ${state}: ${name} ${size}`);
          }
        }
      }
      expect(small).toEqual([]);
      for (const name of ["place", "close", "handle", "fit", "go", "play", "previous", "next", "chapters", "a ", "summary"]) {
        expect([...seen].join(), `${name} was there to be measured`).toContain(name);
      }
    });
  }
});

/** Every visible target with its width and height in CSS px. Of a link only the height counts. */
function targets(map: Locator): Promise<{ name: string; link: boolean; size: number[] }[]> {
  return map.evaluate((map) => {
    const all = [...(map.shadowRoot?.querySelectorAll<HTMLElement>("button,a,summary,input") ?? [])];
    const seen = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
    return seen.flatMap((element) => {
      const link = element.localName === "a";
      const name = `${element.localName} ${element.className}`;
      const boxes = link ? [...element.getClientRects()] : [element.getBoundingClientRect()];
      return boxes.map(({ width, height }) => ({ name, link, size: link ? [height] : [width, height] }));
    });
  });
}

test("the keyboard alone moves the map, steps through the story, opens a place and returns", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  const focus = () => map.evaluate((map) => map.shadowRoot?.activeElement?.textContent);
  await map.locator("canvas").focus();
  const before = await settled(map);
  await page.keyboard.press("ArrowRight");
  expect((await settled(map)).lon).toBeGreaterThan(before.lon);
  await page.keyboard.press("Home");
  await expect(titleOf(map)).toBeVisible();
  await expect(map.getByRole("status")).toHaveText(await titleOf(map).innerText());
  const first = await titleOf(map).innerText();
  // Each key moves the focus to what it opened.
  await expect(titleOf(map)).toBeFocused();
  await map.locator("canvas").focus();
  await page.keyboard.press("End");
  await expect(titleOf(map)).not.toHaveText(first);
  await expect(map.getByRole("status")).toHaveText(await titleOf(map).innerText());
  await page.keyboard.press("Escape");
  await expect(cardOf(map)).toBeHidden();
  await page.keyboard.press("1");
  await expect(cardOf(map)).toBeVisible();
  await page.keyboard.press("Escape");

  const place = map.locator(".place").nth(1);
  await place.focus();
  const words = await focus();
  await page.keyboard.press("Enter");
  await expect(cardOf(map)).toBeVisible();
  expect(await focus()).toBe(await titleOf(map).textContent());
  await page.keyboard.press("Escape");
  await expect(cardOf(map)).toBeHidden();
  expect(await focus()).toBe(words);
});

/** An element that got the focus, and how its outline looks. */
interface Focused {
  name: string;
  width: number;
  /** Whether a part of it is visible. */
  shown: boolean;
  /** The contrast with what is next to the outline; on the canvas, the contrast that nine in ten pixels there have. */
  contrast: number;
}

for (const theme of THEMES) {
  test(`each focused element is visible, with an outline of 2 px and 3 : 1 (${theme})`, async ({ page }) => {
    const map = await openIn(page, "en", theme);
    const seen: Focused[] = [];
    for (const [width, height] of [SIZES[0], SIZES[2]]) {
      await page.setViewportSize({ width, height });
      for (const state of ["chapter", "exploring", "key and credits", "card pulled up"]) {
        await STATES[state]?.(map);
        // Through the map to what comes after it; of the many buttons of the list, only the last ones.
        await map.locator("canvas").focus();
        for (let i = 0; i < 40; i++) {
          const focused = await map.evaluate(lookAtFocus);
          if (!focused) break;
          seen.push(focused);
          if (focused.name === "canvas canvas") await map.locator(".place").nth(-2).focus();
          else await page.keyboard.press("Tab");
        }
        await expect(page.locator("#after")).toBeFocused();
      }
    }
    const names = seen.map(({ name }) => name).join();
    for (const name of ["place", "canvas", "close", "body", "play", "previous", "next", "chapters", "go", "summary", "zoom-in"]) {
      expect(names, `${name} had the focus`).toContain(name);
    }
    expect(seen.filter(({ width, shown, contrast }) => !shown || width < 2 || contrast < 3)).toEqual([]);
  });
}

/** The element of the map that has the focus. */
function lookAtFocus(map: Element): Focused | null {
  const shadow = map.shadowRoot;
  const element = shadow?.activeElement;
  if (!element) return null;
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!pixel) throw new Error("no canvas");
  /** Red, green and blue of colours laid one over the other, the lowest first. */
  const over = (colors: string[]): number[] => {
    pixel.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      pixel.fillStyle = color;
      pixel.fillRect(0, 0, 1, 1);
    }
    return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (color: number[]): number => {
    const [r = 0, g = 0, b = 0] = color.map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: number[], b: number[]): number => {
    const [dark = 0, bright = 0] = [light(a), light(b)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  /** The map's own colours near its edge, where its outline runs. */
  const edge = (canvas: HTMLCanvasElement): number[][] => {
    const context = canvas.getContext("2d");
    const { width, height } = canvas;
    const around = [[0, 0, width, 5], [0, height - 5, width, 5], [0, 0, 5, height], [width - 5, 0, 5, height]] as const;
    return around.flatMap(([x, y, w, h]) => {
      const data = context?.getImageData(x, y, w, h).data ?? [];
      return Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
    });
  };
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
  const name = `${element.localName} ${element.className}`;
  const width = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
  const line = over([outlineColor]);
  const box = element.getBoundingClientRect();
  const parts = [0.1, 0.5, 0.9];
  const hits = (x: number, y: number) => shadow.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
  const shown = parts.some((x) => parts.some((y) => element.contains(hits(x, y))));
  if (element instanceof HTMLCanvasElement) {
    const all = edge(element).map((color) => contrast(line, color));
    return { name, width, shown, contrast: all.sort((a, b) => a - b)[Math.floor(all.length / 10)] ?? 0 };
  }
  const grounds: string[] = [];
  // An outline inside stands on the element's own ground.
  let ground: Element | null = parseFloat(outlineOffset) < 0 ? element : element.parentElement;
  for (; ground; ground = ground.parentElement) grounds.unshift(getComputedStyle(ground).backgroundColor);
  return { name, width, shown, contrast: contrast(line, over(grounds)) };
}
