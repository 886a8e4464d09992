// Adding, moving and removing elements: no leaks, and state is kept.

import type { Page } from "@playwright/test";
import { needsOf } from "../tools/memory.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import { events, expect, mapOf, open, settled, test, titleOf, waitForEvent } from "./helpers.js";

/** Puts a map into the page, waits until it is ready, opens a card and takes the map out again. */
async function mountAndRemove(page: Page, times: number): Promise<void> {
  await page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) {
      const map = document.createElement("darien-map");
      const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
      document.querySelector("main")?.append(map);
      await ready;
      map.select("monterrey");
      map.remove();
      recorded.events.length = 0;
    }
  }, times);
}

test("adding and removing an element a hundred times leaks nothing", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("/e2e/pages/empty.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
  await mountAndRemove(page, 10);
  const before = await needsOf(page);
  await mountAndRemove(page, 100);
  const after = await needsOf(page);
  expect(after.nodes - before.nodes).toBeLessThan(50);
  expect(after.listeners - before.listeners).toBeLessThan(5);
  expect(after.heap - before.heap).toBeLessThan(500_000);
});

/** In a page: counts what maps leave on what outlives them. `left()` lists it: listeners, observers and timers that are not ended. */
function watchLeft(): void {
  const listeners = new Set<{ target: EventTarget; type: string; listener: unknown; ended: () => boolean }>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const signal = typeof options === "object" ? options.signal : undefined;
    const target = this ?? window;
    listeners.add({ target, type, listener, ended: () => signal?.aborted ?? false });
    addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    for (const one of listeners) if (one.target === target && one.type === type && one.listener === listener) listeners.delete(one);
    removeEventListener.call(target, type, listener, options);
  };
  const observers = new Set<object>();
  for (const name of ["ResizeObserver", "IntersectionObserver", "MutationObserver"] as const) {
    const Own = globalThis[name] as typeof ResizeObserver;
    const Watched = class extends Own {
      override observe(...args: Parameters<ResizeObserver["observe"]>): void {
        observers.add(this);
        super.observe(...args);
      }
      override disconnect(): void {
        observers.delete(this);
        super.disconnect();
      }
    };
    Object.assign(globalThis, { [name]: Object.defineProperty(Watched, "name", { value: name }) });
  }
  const timers = new Map<number, number>();
  const { setTimeout, clearTimeout } = window;
  Object.assign(globalThis, {
    setTimeout: (work: () => void, delay = 0) => {
      const id = setTimeout(() => (timers.delete(id), work()), delay);
      timers.set(id, delay);
      return id;
    },
    clearTimeout: (id: number) => (timers.delete(id), clearTimeout(id)),
    // What is inside of the removed element, or belongs to a signal, goes with it.
    left: () => [
      ...[...listeners].filter(({ target, ended }) => !ended() && !(target instanceof AbortSignal) && !(target instanceof Node && !target.isConnected)).map(({ target, type }) => `listener ${type} of ${target.constructor.name}`),
      ...[...observers].map(({ constructor }) => constructor.name),
      // A task that follows at once is no matter.
      ...[...timers.values()].filter((delay) => delay > 100).map((delay) => `timer of ${delay} ms`),
    ],
    forget: () => (listeners.clear(), observers.clear(), timers.clear()),
  });
}

declare global {
  var left: () => string[];
  var forget: () => void;
}

for (const attributes of [{ hash: "" }, { hash: "query", mode: "scroll" }] as const) {
  test(`a map that ends leaves no listener, observer or timer behind (${Object.entries(attributes).join("; ")})`, async ({ page }) => {
    await page.addInitScript(watchLeft);
    await page.goto("/e2e/pages/empty.html");
    await page.waitForFunction(() => customElements.get("darien-map"));
    const found = await page.evaluate(async (attributes) => {
      const main = document.querySelector("main");
      const add = () => {
        forget();
        const map = document.createElement("darien-map");
        for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
        main?.append(map);
        return map;
      };
      /** Takes a map out, and tells what was there before and what is there afterwards. */
      const end = async (map: DarienMapElement): Promise<[number, string[]]> => {
        const before = left().length;
        map.remove();
        await new Promise((done) => setTimeout(done));
        // The files that all maps of the page share go on loading.
        while (left().includes("listener pageshow of Window")) await new Promise(requestAnimationFrame);
        return [before, left()];
      };
      // One that loads, one far below what is in sight, and one in use: a card is open, the address has to be written, the story plays.
      const loading = await end(add());
      main?.style.setProperty("padding-top", "9000px");
      const far = await end(add());
      main?.style.removeProperty("padding-top");
      const map = add();
      await new Promise((done) => map.addEventListener("ready", done, { once: true }));
      map.jumpTo({ lon: -85, lat: 15, zoom: 6 });
      while (!/map=/.test(location.href)) await new Promise(requestAnimationFrame);
      map.select("monterrey");
      map.jumpTo({ lon: -90, lat: 15, zoom: 6 });
      map.play();
      await new Promise((done) => map.addEventListener("viewchange", done, { once: true }));
      return { loading, far, used: await end(map) };
    }, attributes);
    // The test sees what a map has while it lives.
    for (const [name, [before, after]] of Object.entries(found)) {
      expect(before, name).toBeGreaterThan(5);
      expect(after, name).toEqual([]);
    }
  });
}

test("an element that is moved keeps its map, its view and its card", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.select("monterrey");
    map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
  });
  const before = await settled(map);
  await map.evaluate((map) => document.body.prepend(map));
  expect(await settled(map)).toEqual(before);
  await expect(titleOf(map)).toHaveText("Monterrey");
  expect(await events(page, "ready")).toHaveLength(1);
});

test("an element removed and put back later restarts with the same view", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
    map.select("monterrey");
  });
  const before = await settled(map);
  await map.evaluate(async (map: DarienMapElement) => {
    map.remove();
    await new Promise((resolve) => setTimeout(resolve));
    if (map.shadowRoot?.childElementCount) throw new Error("a map that is gone still has its DOM");
    recorded.events.length = 0;
    document.body.prepend(map);
  });
  await waitForEvent(page, "ready");
  expect((await settled(mapOf(page))).zoom).toBeCloseTo(before.zoom, 3);
  await expect(titleOf(map)).toHaveText("Monterrey");
});

test("destroy frees the map at once, and no method throws afterwards", async ({ page }) => {
  const map = await open(page);
  const answers = await map.evaluate(async (map: DarienMapElement) => {
    map.destroy();
    map.destroy();
    map.fit();
    map.lang = "es";
    map.theme = "dark";
    await map.flyTo({ lon: -90, lat: 15, zoom: 5 });
    return [map.shadowRoot?.childElementCount, map.project([0, 0]), map.unproject([0, 0]), map.select("monterrey")];
  });
  expect(answers).toEqual([0, null, null, false]);
});

test("a map removed while loading fires no more events", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
  await page.evaluate(async () => {
    const map = document.createElement("darien-map");
    document.querySelector("main")?.append(map);
    map.remove();
    // Another one, loaded after it, has all it needs by the time it is ready.
    const other = document.createElement("darien-map");
    const ready = new Promise((resolve) => other.addEventListener("ready", resolve));
    document.querySelector("main")?.append(other);
    await ready;
  });
  const types = await page.evaluate(() => recorded.events.map((event) => event.type));
  expect(types.filter((type) => type === "ready")).toHaveLength(1);
  expect(types).not.toContain("error");
});

test("a listener can destroy the map", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.addEventListener("select", () => map.destroy());
    map.select("monterrey");
  });
  expect(await map.evaluate((map) => map.shadowRoot?.childElementCount)).toBe(0);
});

test("load on an element outside the document waits until it is added", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
  const count = await page.evaluate(async () => {
    const map = document.createElement("darien-map");
    const loaded = map.load("/darien-map/assets/story.geojson");
    document.querySelector("main")?.append(map);
    await loaded;
    return map.places.length;
  });
  expect(count).toBeGreaterThan(17);
});
