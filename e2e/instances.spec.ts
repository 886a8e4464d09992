// The instances of the WebAssembly module: how much memory the maps of a page need, and what a crash of one of them does to the others.

import type { Locator, Page } from "@playwright/test";
import { needsOf } from "../tools/memory.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, events, expect, lightness, mapOf, picture, settled, test, titleOf, viewOf } from "./helpers.js";

interface Instance {
  /** The number of calls of its exports. */
  calls: number;
  /** Calls are traps while a method of this name is running; "" for all calls. */
  traps: string | undefined;
}

declare global {
  var instances: Instance[];
  /** The memories of the instances that are in use. */
  var memories: WeakRef<WebAssembly.Memory>[];
}

const MB = 1e6;

/** Opens a page without maps that records the instances of the module. */
async function openEmpty(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.instances = [];
    globalThis.memories = [];
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(Plain, [module, imports]: [WebAssembly.Module, WebAssembly.Imports]) {
        const exports: WebAssembly.Exports = {};
        const all = Object.entries(new Plain(module, imports).exports);
        const memory = all.map(([, value]) => value).find((value) => value instanceof WebAssembly.Memory);
        if (!memory) throw new Error("the module exports no memory");
        const instance: Instance = { calls: 0, traps: undefined };
        memories.push(new WeakRef(memory));
        for (const [name, value] of all) {
          exports[name] =
            typeof value !== "function"
              ? value
              : (...args: unknown[]) => {
                  instance.calls++;
                  if (instance.traps !== undefined && new Error().stack?.includes(instance.traps)) throw new WebAssembly.RuntimeError("unreachable");
                  return (value as (...args: unknown[]) => unknown)(...args);
                };
        }
        instances.push(instance);
        return { exports };
      },
    });
  });
  await page.goto("/e2e/pages/empty.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
}

/** Puts maps into the page, and waits until all are ready. */
async function mount(page: Page, ids: readonly string[], story?: object): Promise<Locator[]> {
  await page.evaluate(
    async ([ids, story]) => {
      const ready = ids.map(async (id) => {
        const map = Object.assign(document.createElement("darien-map"), { id });
        map.setAttribute("loading", "eager");
        if (story) map.story = story;
        Object.assign(map.style, { width: "300px", height: "200px", display: "inline-block" });
        const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
        document.querySelector("main")?.append(map);
        await ready;
      });
      await Promise.all(ready);
    },
    [ids, story] as const,
  );
  return ids.map((id) => mapOf(page, id));
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `map${i}`);

async function removeAll(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector("main")?.replaceChildren());
}

/** The size of the memory of all instances that are in use, in bytes. */
const memory = async (page: Page): Promise<number> => (await needsOf(page)).wasm;

/** Lets the next picture of a map crash the core. */
async function crash(map: Locator): Promise<void> {
  await map.evaluate((map: DarienMapElement) => {
    const context = map.shadowRoot?.querySelector("canvas")?.getContext("2d");
    if (!context) throw new Error("no canvas");
    // It leaves the core in the middle of a call, like a trap.
    context.fillRect = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    map.fit();
    map.theme = map.theme === "dark" ? "light" : "dark";
  });
}

const story = (bytes: number) => ({
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      id: "a",
      properties: { name: "A place", summary: "A long text. ".repeat(bytes / 13) },
      geometry: { type: "Point", coordinates: [-80, 9] },
    },
  ],
});

test("twenty maps need at most 40 MB, and give them back", async ({ page }) => {
  test.setTimeout(120_000);
  await openEmpty(page);
  await mount(page, ids(1));
  const one = await memory(page);
  await removeAll(page);
  await mount(page, ids(20));
  expect(await page.evaluate(() => instances.length)).toBe(1);
  expect(await memory(page)).toBeLessThan(40 * MB);
  await removeAll(page);
  // An instance as large as this is not kept for the next map.
  await mount(page, ids(1));
  expect(Math.abs((await memory(page)) - one)).toBeLessThan(MB);
});

test("fifty maps, one after the other, need no more memory than one", async ({ page }) => {
  test.setTimeout(120_000);
  await openEmpty(page);
  const next = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await mount(page, ids(1));
      await removeAll(page);
    }
    return memory(page);
  };
  const before = await next(5);
  expect(await next(50)).toBe(before);
  expect(await page.evaluate(() => instances.length)).toBe(1);
});

test("maps that share their ground have each its own theme", async ({ page }) => {
  await openEmpty(page);
  const [one, two] = (await mount(page, ids(2))) as [Locator, Locator];
  const inTheme = async (map: Locator, theme: string) => {
    await map.evaluate((map, theme) => map.setAttribute("theme", theme), theme);
    await settled(map);
    return picture(map);
  };
  const light = await inTheme(one, "light");
  const dark = await inTheme(one, "dark");
  expect(dark).not.toBe(light);
  expect(await inTheme(two, "contrast")).not.toBe(light);
  expect(await inTheme(two, "light")).toBe(light);
  expect(await inTheme(two, "dark")).toBe(dark);
  expect(await inTheme(one, "light")).toBe(light);
});

test("after a crash all maps of the instance start again in another one, with story, view and card", async ({ page }) => {
  await openEmpty(page);
  const [crashed, other, moved] = (await mount(page, ids(3))) as [Locator, Locator, Locator];
  await other.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await moved.evaluate((map: DarienMapElement) => {
    map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
    map.shadowRoot?.querySelector("canvas")?.focus();
  });
  await settled(other);
  const view = await settled(moved);
  await page.evaluate(() => (recorded.events.length = 0));
  await crash(crashed);
  await expect.poll(() => page.evaluate(() => recorded.events.filter(({ type }) => type === "ready").length)).toBe(3);
  expect(await events(page, "error", "map0")).toHaveLength(1);
  expect(await events(page, "error", "map1")).toEqual([]);
  await expect(titleOf(other)).toHaveText("Monterrey");
  expect((await viewOf(moved)).zoom).toBeCloseTo(view.zoom, 3);
  expect(await moved.evaluate((map) => map.shadowRoot?.activeElement?.tagName)).toBe("CANVAS");
  // The one that crashed is alone, and the other two are together. Nothing calls what has crashed.
  const calls = () => page.evaluate(() => instances.map(({ calls }) => calls));
  const [before, ...others] = await calls();
  expect(others).toHaveLength(2);
  for (const map of [crashed, other, moved]) await map.evaluate((map: DarienMapElement) => map.fit());
  await settled(crashed);
  expect((await calls())[0]).toBe(before);
  for (const [i, now] of (await calls()).slice(1).entries()) expect(now).toBeGreaterThan(others[i] ?? 0);
});

test("a map that crashes again stays as it is, and leaves the other maps alone", async ({ page }) => {
  await openEmpty(page);
  const [crashed, other] = (await mount(page, ids(2))) as [Locator, Locator];
  for (const ready of [2, 0]) {
    await page.evaluate(() => (recorded.events.length = 0));
    await crash(crashed);
    await expect.poll(() => page.evaluate(() => recorded.events.filter(({ type }) => type === "ready").length)).toBe(ready);
    expect(await events(page, "error", "map0")).toHaveLength(1);
  }
  expect(await page.evaluate(() => instances.length)).toBe(3);
  await other.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(other)).toHaveText("Monterrey");
  expect(await crashed.evaluate((map: DarienMapElement) => map.select("monterrey"))).toBe(false);
});

test("a large story has memory of its own, which is given back with its map", async ({ page }) => {
  await openEmpty(page);
  const [small] = (await mount(page, ids(1))) as [Locator];
  const before = await memory(page);
  const [large] = (await mount(page, ["large"], story(8 * MB))) as [Locator];
  expect(await page.evaluate(() => instances.length)).toBe(2);
  expect(await large.evaluate((map: DarienMapElement) => map.places.length)).toBe(1);
  expect(await memory(page)).toBeGreaterThan(before + 16 * MB);
  await large.evaluate((map) => map.remove());
  expect(await memory(page)).toBe(before);
  await small.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(cardOf(small)).toBeVisible();
});

test("a large story that comes later has memory of its own, until a small one comes", async ({ page }) => {
  await openEmpty(page);
  const [map, other] = (await mount(page, ids(2))) as [Locator, Locator];
  const before = await memory(page);
  await map.evaluate((map: DarienMapElement) => {
    map.lang = "es";
    map.theme = "dark";
    map.select("monterrey");
  });
  await settled(map);
  const dark = await lightness(map);
  // Whether the map was ever blank or without its controls while the stories were loading.
  const load = (story: object | null) =>
    map.evaluate(async (map: DarienMapElement, story) => {
      const { canvas, context } = ((canvas) => ({ canvas, context: canvas.getContext("2d") }))(new OffscreenCanvas(1, 1));
      const seen = map.shadowRoot?.querySelector("canvas");
      let loading = true;
      let least = 255;
      const look = () => {
        if (seen?.width) {
          context?.drawImage(seen, 0, 0, canvas.width, canvas.height);
          const [r = 0, g = 0, b = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
          least = Math.min(least, (r + g + b) / 3);
        } else least = 0;
        if (loading) requestAnimationFrame(look);
      };
      look();
      await map.load(story);
      loading = false;
      return { least, same: map.shadowRoot?.querySelector("canvas") === seen };
    }, story);
  const large = story(8 * MB);
  const shown = await load(large);
  expect(shown.least).toBeGreaterThan(10);
  expect(shown.same).toBe(true);
  expect(await page.evaluate(() => instances.length)).toBe(2);
  await expect(map).not.toHaveAttribute("selected");
  expect(await map.evaluate((map: DarienMapElement) => map.places.map(({ id }) => id))).toEqual(["a"]);
  await map.evaluate((map: DarienMapElement) => map.select("a"));
  await expect(titleOf(map)).toHaveText("A place");
  await map.evaluate((map: DarienMapElement) => map.select(null));
  // It has the settings of the map.
  expect(Math.abs((await lightness(map)) - dark)).toBeLessThan(20);
  expect(await map.evaluate((map) => map.shadowRoot?.querySelector<HTMLElement>(".map")?.lang)).toBe("es");
  expect(await memory(page)).toBeGreaterThan(before + 16 * MB);
  // Another large story stays there; one with problems changes nothing.
  await map.evaluate((map: DarienMapElement, story) => map.load(story), { ...large, title: "Another" });
  const error = await map.evaluate((map: DarienMapElement) => map.load("{").catch((reason: { code: string }) => reason.code));
  expect(error).toBe("story");
  expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBe(1);
  expect(await page.evaluate(() => instances.length)).toBe(2);
  const { least } = await load(null);
  expect(least).toBeGreaterThan(10);
  expect(await memory(page)).toBeLessThan(before + MB);
  expect(await page.evaluate(() => instances.length)).toBe(2);
  for (const one of [map, other]) {
    await one.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(titleOf(one)).toHaveText("Monterrey");
  }
  expect(await events(page, "error", "map1")).toEqual([]);
});

test("a crash in any call gives a value or an error of the map, and the map starts again", async ({ page }) => {
  await openEmpty(page);
  const uncaught: Error[] = [];
  page.on("pageerror", (error) => uncaught.push(error));
  const values: unknown[] = [];
  // A map starts again once, so each call has a map of its own.
  for (const id of ["project", "unproject", "toSVG"] as const) {
    const [map] = (await mount(page, [id])) as [Locator];
    const outcome = map.evaluate(async (map: DarienMapElement, id) => {
      recorded.events.length = 0;
      const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
      const instance = instances.at(-1);
      if (instance) instance.traps = "";
      const calls = {
        project: () => map.project([-80, 9]),
        unproject: () => map.unproject([9, 9]),
        toSVG: () => map.toSVG().catch((reason: { name: string; code: string }) => `${reason.name} ${reason.code}`),
      };
      const value = await calls[id]();
      const errors = recorded.events.filter(({ type }) => type === "error").length;
      await ready;
      return [value, errors, map.project([-80, 9])?.length];
    }, id);
    values.push(await outcome);
    await removeAll(page);
  }
  expect(values).toEqual([[null, 1, 2], [null, 1, 2], ["DarienMapError wasm", 1, 2]]);
  expect(uncaught).toEqual([]);
});

test("a crash while the next piece of the basemap is asked for is reported, not thrown in a frame, and the map starts again", async ({ page }) => {
  await openEmpty(page);
  const [map] = (await mount(page, ids(1))) as [Locator];
  const uncaught: Error[] = [];
  page.on("pageerror", (error) => uncaught.push(error));
  const errors = await map.evaluate(async (map: DarienMapElement) => {
    recorded.events.length = 0;
    const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
    const instance = instances.at(-1);
    if (instance) instance.traps = "takeMissingPiece";
    map.theme = "dark";
    await ready;
    return recorded.events.filter(({ type }) => type === "error").map(({ detail }) => (detail as { code: string }).code);
  });
  expect(errors).toEqual(["wasm"]);
  expect(uncaught).toEqual([]);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(map)).toHaveText("Monterrey");
});
