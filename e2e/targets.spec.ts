// What a finger has to hit is large enough, and what the keyboard has reached shows that.

import type { Locator } from "@playwright/test";
import { expect, test } from "./helpers.js";
import { LANGUAGES, openIn, SIZES, STATES, THEMES } from "./states.js";

test.describe("touch", () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const lang of LANGUAGES) {
    test(`every target has 44 px, and a link within text 24 px (${lang})`, async ({ page }) => {
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

/** Every target that is seen, its width and height in CSS px. A link's line is as wide as its words. */
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

/** An element that got the focus, and how its outline looks. */
interface Focused {
  name: string;
  width: number;
  /** Against what lies next to the outline; on the canvas, the contrast that nine in ten pixels there have. */
  contrast: number;
}

for (const theme of THEMES) {
  test(`what the keyboard has reached has an outline of 2 px and 3 : 1 (${theme})`, async ({ page }) => {
    const map = await openIn(page, "en", theme);
    const seen: Focused[] = [];
    for (const [width, height] of [SIZES[0], SIZES[2]]) {
      await page.setViewportSize({ width, height });
      for (const state of ["chapter", "exploring", "key and credits"]) {
        await STATES[state]?.(map);
        await map.evaluate(watchFocus);
        // Through the map to what comes after it; of the many buttons of the list, only the last ones.
        await map.locator("canvas").focus();
        await page.keyboard.press("Tab");
        await map.locator(".place").nth(-2).focus();
        for (let i = 0; i < 40; i++) {
          await page.keyboard.press("Tab");
          if (await page.locator("#after").evaluate((after) => after.matches(":focus"))) break;
        }
        await expect(page.locator("#after")).toBeFocused();
        seen.push(...(await page.evaluate(() => globalThis.focused)));
      }
    }
    const names = seen.map(({ name }) => name).join();
    for (const name of ["place", "canvas", "close", "body", "play", "previous", "next", "chapters", "go", "summary", "zoom-in"]) {
      expect(names, `${name} had the focus`).toContain(name);
    }
    expect(seen.filter(({ width, contrast }) => width < 2 || contrast < 3)).toEqual([]);
  });
}

declare global {
  var focused: Focused[];
}

/** From now on notes every element of the map that gets the focus from the keyboard. */
function watchFocus(map: Element): void {
  globalThis.focused = [];
  const shadow = map.shadowRoot;
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!shadow || !pixel) throw new Error("no map");
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
  const note = () => {
    const element = shadow.activeElement as HTMLElement;
    if (!element.matches(":focus-visible") || element.matches("h2")) return;
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    const width = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
    const line = over([outlineColor]);
    const name = `${element.localName} ${element.className}`;
    if (element instanceof HTMLCanvasElement) {
      const all = edge(element).map((color) => contrast(line, color));
      globalThis.focused.push({ name, width, contrast: all.sort((a, b) => a - b)[Math.floor(all.length / 10)] ?? 0 });
      return;
    }
    const grounds: string[] = [];
    // An outline inside stands on the element's own ground.
    let ground: Element | null = parseFloat(outlineOffset) < 0 ? element : element.parentElement;
    for (; ground; ground = ground.parentElement) grounds.unshift(getComputedStyle(ground).backgroundColor);
    globalThis.focused.push({ name, width, contrast: contrast(line, over(grounds)) });
  };
  // The page is the same through several states: one listener is enough.
  const host = map as Element & { watched?: boolean };
  if (!host.watched) shadow.addEventListener("focusin", note);
  host.watched = true;
}
