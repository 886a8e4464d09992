// The map behaves as expected: the focus alone opens nothing, one thing has one name everywhere, and nothing flashes.

import type { Locator } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { expect, part, settled, test } from "./helpers.js";
import { LANGUAGES, openIn, STATES, whatActionsChange } from "./states.js";

for (const name of ["nothing chosen", "card", "chapter"]) {
  test(`the focus alone opens nothing (${name})`, async ({ page }) => {
    test.slow();
    const map = await openIn(page, "en", "light");
    await STATES[name]?.(map);
    await settled(map);
    // The map moves just so far that the place of a button in the list is in sight, as a page scrolls to what has the focus.
    const look = async () => {
      const [view, ...rest] = JSON.parse(await whatActionsChange(map)) as [View, ...unknown[]];
      return [view.zoom, ...rest];
    };
    const before = await look();
    const address = page.url();
    const reached = new Set<string>();
    await map.locator("canvas").focus();
    for (let i = 0; i < 120; i++) {
      const focused = await map.evaluate((map) => map.shadowRoot?.activeElement?.className);
      if (focused === undefined) break;
      reached.add(focused);
      expect(await look(), focused).toEqual(before);
      await page.keyboard.press("Tab");
    }
    expect(page.url()).toBe(address);
    expect(page.context().pages()).toHaveLength(1);
    // Every kind of control has had the focus: the last of the list is reached, and what comes after it.
    expect(reached.size).toBeGreaterThan(8);
    const all = [...reached].join();
    for (const control of ["place", "zoom-in", "move"]) expect(all).toContain(control);
  });
}

/** A control: what it is by its class, the name a reader hears, and its icon. */
interface Control {
  kind: string;
  name: string;
  icon: string;
}

/** Controls whose name changes with their target or state. */
const CHANGING = /\b(place|chapter|which|previous|next|go|play|arrow)\b/;

/** Every control in sight. */
const controls = (map: Locator): Promise<Control[]> =>
  map.evaluate((map) =>
    [...(map.shadowRoot?.querySelectorAll<HTMLElement>("button,summary") ?? [])]
      .filter((e) => e.checkVisibility({ visibilityProperty: true }))
      .map((e) => ({
        kind: e.className.replace("button ", "") || `${e.parentElement?.parentElement?.className} ${e.localName}`,
        name: e.ariaLabel ?? e.textContent ?? "",
        icon: e.querySelector("path")?.getAttribute("d") ?? "",
      })),
  );

for (const lang of LANGUAGES) {
  test(`one control has one name and one icon in every state (${lang})`, async ({ page }) => {
    test.slow();
    const map = await openIn(page, lang, "light");
    const names = new Map<string, Set<string>>();
    const [icons, meanings] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
    const put = (map: Map<string, Set<string>>, key: string, value: string) => map.set(key, (map.get(key) ?? new Set()).add(value));
    for (const [width, height] of [[1280, 800], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const reach of Object.values(STATES)) {
        await reach(map);
        for (const { kind, name, icon } of (await controls(map)).filter(({ kind }) => !CHANGING.test(kind))) {
          put(names, kind, name);
          if (icon) put(icons, name, icon);
          if (icon) put(meanings, icon, name);
        }
      }
    }
    expect(names.size).toBeGreaterThan(9);
    const several = (map: Map<string, Set<string>>) => [...map].filter(([, set]) => set.size > 1).map(([key, set]) => [key, ...set]);
    expect(several(names), "a control with two names").toEqual([]);
    expect(several(icons), "a name with two icons").toEqual([]);
    expect(several(meanings), "an icon with two names").toEqual([]);
  });
}

interface Frame {
  /** In ms. */
  time: number;
  /** Relative luminance of each block. */
  light: number[];
}

/** Blocks of about 160 × 133 CSS px, a quarter of the area that may flash by WCAG's definition. */
const BLOCKS = [8, 6] as const;

/** Keeps how light each block of the picture is, frame by frame. */
const watch = (map: Locator) =>
  map.evaluate((map, [columns, rows]) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const [width, height] = [columns * 16, rows * 16];
    const small = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    const frames: Frame[] = [];
    Object.assign(globalThis, { frames });
    if (!canvas || !small) return;
    small.imageSmoothingQuality = "high";
    const linear = (level: number) => (level <= 10 ? level / 3294.6 : ((level / 255 + 0.055) / 1.055) ** 2.4);
    const look = (time: number) => {
      small.drawImage(canvas, 0, 0, width, height);
      const { data } = small.getImageData(0, 0, width, height);
      const light = new Array<number>(columns * rows).fill(0);
      for (let i = 0; i < width * height; i++) {
        const [red, green, blue] = [0, 1, 2].map((c) => linear(data[i * 4 + c] ?? 0));
        const block = Math.floor(i / width / 16) * columns + Math.floor((i % width) / 16);
        light[block] = (light[block] ?? 0) + (0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)) / 256;
      }
      frames.push({ time, light });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, BLOCKS);

/** What was watched until now. */
const watched = (map: Locator): Promise<Frame[]> => map.evaluate(() => (globalThis as unknown as { frames: Frame[] }).frames);

/** The times at which a block turns lighter or darker by a tenth or more, the darker of the two below 0.8. */
function turns(frames: readonly Frame[], block: number): number[] {
  const times: number[] = [];
  let [extreme, direction] = [frames[0]?.light[block] ?? 0, 0];
  for (const { time, light } of frames) {
    const now = light[block] ?? 0;
    if (Math.sign(now - extreme) === direction) extreme = now;
    else if (Math.abs(now - extreme) >= 0.1 && Math.min(now, extreme) < 0.8) {
      times.push(time);
      [extreme, direction] = [now, Math.sign(now - extreme)];
    }
  }
  return times;
}

/** The most flashes of any block within a second. A flash is a pair of opposing turns. */
function flashes(frames: readonly Frame[]): number {
  let most = 0;
  for (let block = 0; block < BLOCKS[0] * BLOCKS[1]; block++) {
    const times = turns(frames, block);
    for (const [i, time] of times.entries()) most = Math.max(most, times.slice(i).filter((t) => t < time + 1000).length / 2);
  }
  return most;
}

for (const theme of ["light", "dark"] as const) {
  test(`nothing flashes while the story goes on (${theme})`, async ({ page }) => {
    test.slow();
    const map = await openIn(page, "en", theme);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await settled(map);
    await watch(map);
    await part(map, "start").click();
    for (let i = 0; i < 9; i++) {
      await settled(map);
      await part(map, "next").click();
    }
    await map.evaluate((map: DarienMapElement) => (map.chapter = null));
    await settled(map);
    const frames = await watched(map);
    expect(frames.length).toBeGreaterThan(100);
    expect(flashes(frames)).toBeLessThanOrEqual(3);
    // No animation in the page is endless.
    const endless = await map.evaluate((map) => map.shadowRoot?.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime === Infinity).length);
    expect(endless).toBe(0);
    // A change of the whole picture is seen, and one that comes back and forth in each frame would be counted.
    const count = (await watched(map)).length;
    await map.evaluate((map: DarienMapElement) => void (map.theme = map.theme === "light" ? "dark" : "light"));
    await expect.poll(async () => turns((await watched(map)).slice(count - 1), 0).length).toBe(1);
    const [first, last] = [frames[0], (await watched(map)).at(-1)];
    if (!first || !last) throw new Error("no frames");
    expect(flashes(Array.from({ length: 60 }, (_, i) => ({ time: i * 50, light: (i % 2 ? first : last).light })))).toBeGreaterThan(3);
  });
}
