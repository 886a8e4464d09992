// Adding, moving and removing elements: no leaks, and state is kept.

import type { Page } from "@playwright/test";
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
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const measure = async () => {
    // Twice: what the first collection finalises, the second one frees.
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      await cdp.send("HeapProfiler.collectGarbage");
    }
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
  };
  await mountAndRemove(page, 10);
  const before = await measure();
  await mountAndRemove(page, 100);
  const after = await measure();
  expect(after.nodes - before.nodes).toBeLessThan(50);
  expect(after.listeners - before.listeners).toBeLessThan(5);
  expect(after.heap - before.heap).toBeLessThan(500_000);
});

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
