// Input that was made to harm, where it needs the browser: the page stays responsive, promises settle, and the reader gets words.

import type { Locator } from "@playwright/test";
import { recordMemories } from "../tools/memory.mjs";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, events, expect, lightness, load, mapOf, open, settled, test, titleOf, viewOf, waitForEvent } from "./helpers.js";

const place = (id: string, lon: number, lat: number, properties: object = {}) => ({
  type: "Feature",
  id,
  properties: { name: `Place ${id}`, ...properties },
  geometry: { type: "Point", coordinates: [lon, lat] },
});
const story = (features: object[]) => ({ type: "FeatureCollection", sources: [{ id: "s", title: "A source" }], features });

test("a story that is sent without end is left at its limit", async ({ page }) => {
  const map = await open(page);
  const [message, mebibytes] = await map.evaluate(async (map: DarienMapElement) => {
    let sent = 0;
    const part = new Uint8Array(1 << 20).fill(32);
    const body = () =>
      new ReadableStream({
        pull(parts) {
          sent++;
          // Without a limit, the test would take all memory.
          if (sent > 200) parts.close();
          else parts.enqueue(part.slice());
        },
      });
    const { fetch } = globalThis;
    globalThis.fetch = async () => new Response(body());
    const error = await map.load("/endless.geojson").then(
      () => "shown",
      (reason: Error) => reason.message,
    );
    globalThis.fetch = fetch;
    return [error, sent] as const;
  });
  expect(message).toMatch(/^got 6\d{7} bytes or more, expected at most 67108864$/);
  expect(mebibytes).toBeLessThan(72);
});

test("a basemap that is sent without end is left at its limit", async ({ page }) => {
  const map = await open(page);
  const sent = await map.evaluate(async (map: DarienMapElement) => {
    let sent = 0;
    const part = new Uint8Array(1 << 20).fill(32);
    globalThis.fetch = async () =>
      new Response(
        new ReadableStream({
          pull(parts) {
            sent++;
            if (sent > 200) parts.close();
            else parts.enqueue(part.slice());
          },
        }),
      );
    const failed = new Promise((resolve) => map.addEventListener("error", resolve, { once: true }));
    map.setAttribute("basemap", "/endless.json");
    await failed;
    return sent;
  });
  expect(sent).toBeLessThan(72);
});

test("a scale that gives no picture is refused in words", async ({ page }) => {
  const map = await open(page);
  const outcome = (scale: number) =>
    map.evaluate(
      (map: DarienMapElement, scale) =>
        map.toPNG({ scale: Number(scale) }).then(
          (blob) => `${blob.type}`,
          (reason: Error) => `${reason.name}: ${reason.message}`,
        ),
      String(scale),
    );
  for (const scale of [-1, 0, 1e-9, 1e9, NaN, Infinity]) {
    expect(await outcome(scale)).toMatch(/^RangeError: scale: got .*, expected a number above 0, and for this map at most \d/);
  }
  expect(await outcome(0.5)).toBe("image/png");
});

test("no flight leads to a view that is not a number", async ({ page }) => {
  const map = await open(page);
  const finite = ({ lon, lat, zoom }: { lon: number; lat: number; zoom: number }) => [lon, lat, zoom].every(Number.isFinite);
  await map.evaluate((map: DarienMapElement) => {
    void map.flyTo({ lon: 1e200 });
    return new Promise((resolve) => setTimeout(resolve, 100));
  });
  expect(finite(await viewOf(map))).toBe(true);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ zoom: 6 }));
  expect((await viewOf(map)).zoom).toBe(6);
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -85, lat: -1e200, zoom: 1e9 }));
  const view = await settled(map);
  expect(finite(view)).toBe(true);
  expect(view.lon).toBeCloseTo(-85, 6);
});

test("a flight of a hidden map, and a story for a destroyed one, come to an end", async ({ page }) => {
  const map = await open(page);
  await map.evaluate(async (map: DarienMapElement) => {
    map.style.display = "none";
    await new Promise((resolve) => setTimeout(resolve, 100));
    await map.flyTo({ lon: -80, lat: 9, zoom: 7 });
  });
  await map.evaluate(async (map: DarienMapElement) => {
    map.style.display = "block";
    const flight = map.flyTo({ lon: -90, lat: 15, zoom: 6 }, { duration: 60 });
    map.style.display = "none";
    await flight;
    map.style.display = "block";
    map.destroy();
  });
  const message = await map.evaluate((map: DarienMapElement) => map.load(null).then(() => "shown", (reason: Error) => `${reason.name}: ${reason.message}`));
  expect(message).toContain("InvalidStateError: got a destroyed map");
  await map.evaluate((map: DarienMapElement) => {
    map.replaceWith(map);
    document.body.append(map);
    return map.load(null);
  });
});

test("a card of very many facts is written in pieces", async ({ page }) => {
  const map = await open(page);
  const facts = Array.from({ length: 500 }, (_, i) => ({ text: `Fact ${i}`, date: "2024", sources: ["s"] }));
  expect(await load(map, story([place("a", -77, 8, { facts }), place("b", -97, 26)]))).toBeNull();
  const first = await map.evaluate((map: DarienMapElement) => {
    map.select("a");
    return map.shadowRoot?.querySelectorAll("[part=card] .fact .text").length ?? 0;
  });
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(60);
  await expect(cardOf(map).locator(".fact .text")).toHaveCount(500);
  await expect(cardOf(map).locator(".fact .text").last()).toContainText("Fact 499");
  // One more is refused, and the map stays as it is.
  const error = await load(map, story([place("a", -77, 8, { facts: [...facts, facts[0]] })]));
  expect(error?.problems[0]).toMatchObject({ kind: "too-big", got: "501 items", expected: "at most 500 items" });
  await expect(cardOf(map).locator(".fact .text")).toHaveCount(500);
});

test("a name without end is shown with an end", async ({ page }) => {
  const map = await open(page);
  const features = [place("a", -77, 8, { name: "x".repeat(40_000) }), place("b", -97, 26)];
  expect(await load(map, story(features))).toBeNull();
  const svg = await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }));
  expect(svg).toContain("xxx…<");
  expect(svg.length).toBeLessThan(2_000_000);
});

const pixels = (map: Locator) =>
  map.evaluate((map) => {
    const { width, height } = map.shadowRoot?.querySelector("canvas") ?? { width: 0, height: 0 };
    return { width, height };
  });

test("a map larger than any canvas is coarser, not blank", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ deviceScaleFactor: 3, viewport: { width: 1280, height: 800 }, ...(baseURL && { baseURL }) });
  const map = await open(page);
  await map.evaluate((map) => Object.assign(map.style, { width: "9000px", height: "400px", maxWidth: "none" }));
  await settled(map);
  const { width, height } = await pixels(map);
  expect(width).toBeLessThanOrEqual(16_384);
  expect(height).toBeGreaterThan(400);
  expect(await lightness(map)).toBeGreaterThan(100);
  await page.close();
});

test("a hundred stories at once: the last one is shown, and every promise settles", async ({ page }) => {
  const map = await open(page);
  const stories = Array.from({ length: 100 }, (_, i) => story([place("a", -77, 8), place(`last-${i}`, -97, 26)]));
  const [settled, shown] = await map.evaluate(async (map: DarienMapElement, stories) => {
    const all = await Promise.allSettled(stories.map((story) => map.load(story)));
    const reasons = all.slice(0, -1).map((one) => (one.status === "rejected" ? (one.reason as Error).name : one.status));
    return [[...new Set(reasons), all.at(-1)?.status], map.places.map(({ id }) => id)];
  }, stories);
  expect(settled).toEqual(["AbortError", "fulfilled"]);
  expect(shown).toEqual(["a", "last-99"]);
  expect(await events(page, "error")).toEqual([]);
});

test("attributes of nonsense are as none", async ({ page }) => {
  const map = await open(page);
  const before = await viewOf(map);
  await map.evaluate((map) => {
    const nonsense = ["", "NaN", "-1e999", "\u0000", "<b onclick=x>", "x".repeat(100_000), "\ud800", "__proto__", "toString"];
    const names = ["lang", "theme", "selected", "without", "progress", "mode", "hash", "gestures", "loading"];
    for (const text of nonsense) for (const name of names) map.setAttribute(name, text);
  });
  expect(await settled(map)).toEqual(before);
  await expect(map).not.toHaveAttribute("selected");
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(map)).toHaveText("Monterrey");
  expect(await events(page, "error")).toEqual([]);
});

test("another version of the package on the page, and a class that extends the map's", async ({ page }) => {
  await page.route("**/other/**", async (route) => {
    const response = await route.fetch({ url: route.request().url().replace("/other/", "/darien-map/") });
    await route.fulfill({ response });
  });
  const map = await open(page);
  const ready = await page.evaluate(async (address) => {
    const { DarienMapElement: Other } = (await import(address)) as { DarienMapElement: typeof DarienMapElement };
    if (customElements.get("darien-map") === Other) throw new Error("the first version must stay");
    class Mine extends Other {
      static override readonly observedAttributes = [...Other.observedAttributes, "mine"];
      connected = 0;
      override connectedCallback(): void {
        this.connected++;
        super.connectedCallback();
      }
    }
    customElements.define("my-map", Mine);
    const mine = Object.assign(new Mine(), { id: "mine", lang: "es" });
    const ready = new Promise((resolve) => mine.addEventListener("ready", resolve, { once: true }));
    document.querySelector("#after")?.after(mine);
    await ready;
    mine.select("monterrey");
    return mine.connected;
  }, "/other/index.js");
  expect(ready).toBe(1);
  await expect(page.locator("my-map [part=card-title]")).toHaveText("Monterrey");
  // They have no state in common.
  await expect(map).not.toHaveAttribute("selected");
  expect(await map.evaluate((map: DarienMapElement) => map.select("acandi"))).toBe(true);
});

test("a page that freezes prototypes, wraps fetch and denies storage has its map", async ({ page }) => {
  await page.addInitScript(() => {
    for (const prototype of [Object, Array, Function, Promise, Map, Set, String, RegExp].map((one) => one.prototype)) Object.freeze(prototype);
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
    }
    const { fetch } = globalThis;
    globalThis.fetch = async (...args) => {
      const response = await fetch(...args);
      return new Response(response.body, { status: response.status, headers: { "content-type": "text/plain" } });
    };
  });
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(map)).toHaveText("Monterrey");
  expect(await events(page, "error")).toEqual([]);
});

for (const [what, returned] of [
  ["that throws", "throw"],
  ["that returns nothing", "undefined"],
  ["whose answers are no responses", "object"],
] as const) {
  test(`a page with a fetch ${what} has its map, from the copies, and an address is refused in words`, async ({ page }) => {
    await page.addInitScript((returned) => {
      const answers = { undefined, object: Promise.resolve({ ok: true, body: 7 }) };
      Object.assign(globalThis, {
        fetch: () => {
          if (returned === "throw") throw new RangeError("no network for you");
          return answers[returned];
        },
      });
    }, returned);
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(titleOf(map)).toHaveText("Monterrey");
    expect(await events(page, "error")).toEqual([]);
    const error = await load(map, "/other.geojson");
    expect(error).toMatchObject({ code: "story" });
    if (returned !== "object") expect(error?.message).toMatch(/^got .* from http:.*\/other\.geojson, expected a file that this page may read$/);
    await expect(titleOf(map)).toHaveText("Monterrey");
  });
}

test("without Intl the map is shown", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Intl"));
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(titleOf(map)).toHaveText("Monterrey");
});

test("without ResizeObserver, what stands between the tags stays", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "ResizeObserver"));
  await page.goto("/e2e/pages/map.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
  const map = mapOf(page);
  expect(await map.evaluate((map) => map.shadowRoot)).toBeNull();
  expect(await map.evaluate((map: DarienMapElement) => map.select("monterrey"))).toBe(false);
});

test("a canvas that was lost is painted again when it is restored", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => {
    map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
    map.select("monterrey");
  });
  const before = await settled(map);
  await map.evaluate((map) => {
    recorded.events.length = 0;
    const canvas = map.shadowRoot?.querySelector("canvas");
    canvas?.getContext("2d")?.reset();
    canvas?.dispatchEvent(new Event("contextrestored"));
  });
  await waitForEvent(page, "ready");
  expect((await settled(map)).zoom).toBeCloseTo(before.zoom, 3);
  expect(await lightness(map)).toBeGreaterThan(100);
  await expect(titleOf(map)).toHaveText("Monterrey");
});

test("when all canvases of a page were lost, its maps have their relief again", async ({ page }) => {
  await page.addInitScript(() => {
    const canvases: HTMLCanvasElement[] = [];
    const { createElement } = Document.prototype;
    Document.prototype.createElement = function (this: Document, ...values: Parameters<Document["createElement"]>) {
      const element = createElement.apply(this, values);
      if (element instanceof HTMLCanvasElement) canvases.push(element);
      return element;
    } as Document["createElement"];
    Object.assign(globalThis, { canvases });
  });
  await page.goto("/e2e/pages/two.html");
  /** Mountains in Mexico that each map shows, without names and lines: in degrees. */
  const ranges = { map: [-103, 21.5], second: [-101.5, 25] } as const;
  const ids = Object.keys(ranges) as (keyof typeof ranges)[];
  const maps = ids.map((id) => mapOf(page, id));
  for (const id of ids) await waitForEvent(page, "ready", id);
  // In the same theme they share the relief.
  await maps[1]?.evaluate((map) => map.setAttribute("theme", "light"));
  for (const map of maps) await settled(map);
  const mountains = (id: keyof typeof ranges) =>
    mapOf(page, id).evaluate((map: DarienMapElement, range) => {
      const [x, y] = map.project([...range]) ?? [NaN, NaN];
      const pixels = map.shadowRoot?.querySelector("canvas")?.getContext("2d")?.getImageData(Math.round(x) - 25, Math.round(y) - 25, 50, 50).data;
      return [...new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))];
    }, ranges[id]);
  const before = await Promise.all(ids.map(mountains));
  for (const pixels of before) expect(new Set(pixels).size).toBeGreaterThan(20);
  const lost = await page.evaluate(() => {
    recorded.events.length = 0;
    // The maps make others when they start again.
    const canvases = [...(globalThis as unknown as { canvases: HTMLCanvasElement[] }).canvases];
    for (const canvas of canvases) canvas.getContext("2d")?.reset();
    for (const canvas of canvases) canvas.dispatchEvent(new Event("contextrestored"));
    return canvases.length;
  });
  expect(lost).toBeGreaterThan(2);
  for (const id of ids) await waitForEvent(page, "ready", id);
  for (const [i, id] of ids.entries()) {
    await settled(mapOf(page, id));
    await expect.poll(async () => `${await mountains(id)}` === `${before[i]}`).toBe(true);
  }
});

test("when memory cannot grow, the story is refused and what was painted stays", async ({ page }) => {
  await page.addInitScript(recordMemories);
  const map = await open(page);
  const failure = await map.evaluate(async (map: DarienMapElement) => {
    const memory = memories[0]?.deref();
    if (!memory) throw new Error("the module has no memory");
    // All that a 32-bit module may have, but for a megabyte. Pages that are not written to take no memory.
    memory.grow(65_536 - memory.buffer.byteLength / 65_536 - 16);
    const feature = { type: "Feature", properties: { name: "x".repeat(100) }, geometry: { type: "Point", coordinates: [-77, 8] } };
    return map.load({ type: "FeatureCollection", features: Array.from({ length: 10_000 }, () => feature) }).then(
      () => "shown",
      (reason: { code: string }) => reason.code,
    );
  });
  expect(failure).toBe("wasm");
  expect(await lightness(map)).toBeGreaterThan(100);
});
