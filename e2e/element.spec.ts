// The public API of the element: attributes, properties, methods and events; and its box.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { DarienMapElement } from "../www/element/index.js";
import { alertOf, cardOf, events, expect, hold, lightness, mapOf, open, picture, settled, test, titleOf, waitForEvent } from "./helpers.js";

test("the package can be imported on a server without side effects", async () => {
  const code = `
    const before = Object.keys(globalThis).join();
    const { DarienMapElement } = await import("./dist/index.js");
    await import("./dist/element.js");
    if (Object.keys(globalThis).join() !== before) throw new Error("it left something behind");
    console.log(typeof DarienMapElement);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code]);
  expect(stdout).toBe("function\n");
});

test("ready fires once, after the first picture, and then nothing changes", async ({ page }) => {
  const map = await open(page);
  expect(await lightness(map)).toBeGreaterThan(120);
  await settled(map);
  expect(await events(page, "ready")).toHaveLength(1);
  // An idle map asks for no frame.
  const frames = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const original = globalThis.requestAnimationFrame;
        let asked = 0;
        globalThis.requestAnimationFrame = (callback) => ((asked += 1), original(callback));
        let left = 30;
        const count = () => (left-- ? original(count) : resolve(asked));
        count();
      }),
  );
  expect(frames).toBe(0);
});

test("the sketch is drawn first; text waits for the full base", async ({ page }) => {
  const sketched = page.waitForFunction(() => document.querySelector("darien-map")?.shadowRoot?.querySelector("[data-phase=drawn]"));
  const asked = page.waitForRequest("**/overview.bin");
  const release = await hold(page, "**/overview.bin", (route) => route.continue());
  await page.goto("/e2e/pages/map.html");
  await sketched;
  await asked;
  const map = mapOf(page);
  const before = await picture(map);
  expect(await lightness(map)).toBeGreaterThan(120);
  await page.waitForFunction(() => [...document.fonts].length === 5);
  // Long enough for text to appear if it did not wait.
  await settled(map);
  await expect(map.locator("[part=map]")).toHaveAttribute("data-phase", "drawn");
  release();
  await waitForEvent(page, "ready");
  expect(await picture(map)).not.toBe(before);
});

test("select: method, property, attribute and event agree", async ({ page }) => {
  const map = await open(page);
  expect(await map.evaluate((map: DarienMapElement) => map.select("monterrey"))).toBe(true);
  await expect(titleOf(map)).toHaveText("Monterrey");
  await expect(map).toHaveAttribute("selected", "monterrey");
  await map.evaluate((map: DarienMapElement) => (map.selected = "matamoros"));
  await expect(titleOf(map)).toHaveText("Matamoros");
  await map.evaluate((map) => map.setAttribute("selected", "acandi"));
  await expect(titleOf(map)).toHaveText("Acandí");
  await map.evaluate((map) => map.removeAttribute("selected"));
  await expect(cardOf(map)).toBeHidden();
  const ids = (await events(page, "select")).map((detail) => (detail as { id: string | null }).id);
  expect(ids).toEqual(["monterrey", "matamoros", "acandi", null]);
});

test("an unknown place is not selected, and the attribute is set back", async ({ page }) => {
  const map = await open(page);
  expect(await map.evaluate((map: DarienMapElement) => map.select("atlantis"))).toBe(false);
  await map.evaluate((map) => map.setAttribute("selected", "atlantis"));
  await expect(map).not.toHaveAttribute("selected");
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await map.evaluate((map) => map.setAttribute("selected", "atlantis"));
  await expect(map).toHaveAttribute("selected", "monterrey");
  await expect(titleOf(map)).toHaveText("Monterrey");
});

test("view, jumpTo, fit, project and unproject agree", async ({ page }) => {
  const map = await open(page);
  const home = await settled(map);
  const found = await map.evaluate((map: DarienMapElement) => {
    map.view = { lon: -90, lat: 15, zoom: 6.5 };
    const jumped = map.view;
    map.jumpTo({ zoom: 7 });
    const middle = map.project([-90, 15]);
    const round = map.unproject(map.project([-91, 16]) ?? [0, 0]);
    const wide = map.project([-89, 15]);
    return { jumped, view: map.view, middle, round, wide, width: map.clientWidth, height: map.clientHeight };
  });
  expect(found.jumped?.zoom).toBe(6.5);
  expect(found.view?.zoom).toBe(7);
  expect(found.view?.lon).toBeCloseTo(-90, 9);
  expect(found.view?.lat).toBeCloseTo(15, 9);
  expect(found.middle?.[0]).toBeCloseTo(found.width / 2, 3);
  expect(found.middle?.[1]).toBeCloseTo(found.height / 2, 3);
  expect(found.round?.[0]).toBeCloseTo(-91, 6);
  expect(found.round?.[1]).toBeCloseTo(16, 6);
  // The web's convention: the world is 256 · 2^zoom px wide.
  expect((found.wide?.[0] ?? 0) - (found.middle?.[0] ?? 0)).toBeCloseTo((256 * 2 ** 7) / 360, 2);
  await map.evaluate((map: DarienMapElement) => map.fit());
  expect((await settled(map)).zoom).toBeCloseTo(home.zoom, 3);
  expect((await events(page, "viewchange")).length).toBeGreaterThan(1);
});

test("numbers that are not finite do not move the map", async ({ page }) => {
  const map = await open(page);
  const before = await settled(map);
  await map.evaluate((map: DarienMapElement) => {
    map.jumpTo({ lon: NaN });
    map.jumpTo({ lat: Infinity });
    void map.flyTo({ zoom: NaN });
  });
  expect(await settled(map)).toEqual(before);
});

test("flyTo ends at its target and resolves its promise", async ({ page }) => {
  const map = await open(page);
  const view = await map.evaluate(async (map: DarienMapElement) => {
    await map.flyTo({ lon: -77.5, lat: 8.4, zoom: 8 }, { duration: 0.3 });
    return map.view;
  });
  expect(view?.lon).toBeCloseTo(-77.5, 6);
  expect(view?.zoom).toBeCloseTo(8, 6);
});

test("an interrupted flight resolves its promise, too", async ({ page }) => {
  const map = await open(page);
  const zoom = await map.evaluate(async (map: DarienMapElement) => {
    const flight = map.flyTo({ lon: -77.5, lat: 8.4, zoom: 8 }, { duration: 60 });
    map.jumpTo({ lon: -90, lat: 15, zoom: 6 });
    await flight;
    return map.view?.zoom;
  });
  expect(zoom).toBe(6);
});

test("with reduced motion, a flight is a jump", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const map = await open(page);
  const zoom = await map.evaluate(async (map: DarienMapElement) => {
    const flight = map.flyTo({ lon: -77.5, lat: 8.4, zoom: 8 }, { duration: 60 });
    await flight;
    return map.view?.zoom;
  });
  expect(zoom).toBeCloseTo(8, 6);
});

test("theme follows the attribute, or the system", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const map = await open(page);
  await expect.poll(() => lightness(map)).toBeLessThan(90);
  expect(await map.evaluate((map: DarienMapElement) => map.theme)).toBe("auto");
  await map.evaluate((map: DarienMapElement) => (map.theme = "light"));
  await expect.poll(() => lightness(map)).toBeGreaterThan(120);
  await expect(map).toHaveAttribute("theme", "light");
  await map.evaluate((map) => map.setAttribute("theme", "nonsense"));
  await expect.poll(() => lightness(map)).toBeLessThan(90);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => lightness(map)).toBeGreaterThan(120);
});

test("furniture can be left out by name; unknown names are ignored", async ({ page }) => {
  const map = await open(page);
  const [zoom, credits] = [map.locator("[part=zoom]"), map.locator("[part=credits]")];
  await expect(zoom).toBeVisible();
  await map.evaluate((map: DarienMapElement) => (map.without = ["zoom", "list"]));
  await expect(map).toHaveAttribute("without", "zoom list");
  await expect(zoom).toBeHidden();
  await expect(map.locator("[part=places]")).toBeHidden();
  await expect(credits).toBeVisible();
  await map.evaluate((map) => map.setAttribute("without", "  nonsense credits"));
  await expect(credits).toBeHidden();
  await expect(zoom).toBeVisible();
  expect(await map.evaluate((map: DarienMapElement) => map.without)).toEqual(["nonsense", "credits"]);
  expect(await events(page, "error")).toEqual([]);
});

test("progress draws the way ahead lighter, and is always from 0 to 1", async ({ page }) => {
  const map = await open(page);
  // Letters and details may still be on their way.
  await page.waitForLoadState("networkidle");
  await settled(map);
  const all = await picture(map);
  await map.evaluate((map: DarienMapElement) => (map.progress = 0.5));
  await expect(map).toHaveAttribute("progress", "0.5");
  await settled(map);
  expect(await picture(map)).not.toBe(all);
  await map.evaluate((map) => map.setAttribute("progress", "nonsense"));
  expect(await map.evaluate((map: DarienMapElement) => map.progress)).toBe(1);
  await settled(map);
  expect(await picture(map)).toBe(all);
  await map.evaluate((map: DarienMapElement) => (map.progress = 9));
  expect(await map.evaluate((map: DarienMapElement) => map.progress)).toBe(1);
});

test("lang changes all text, and the open card stays open", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  await expect(titleOf(map)).toHaveText("Panama");
  const english = await map.locator("[part~=zoom-in]").getAttribute("aria-label");
  await map.evaluate((map: DarienMapElement) => (map.lang = "es-MX"));
  await expect(titleOf(map)).toHaveText("Panamá");
  expect(await map.locator("[part~=zoom-in]").getAttribute("aria-label")).not.toBe(english);
  await expect(map.locator("[part=map]")).toHaveAttribute("lang", "es");
  await map.evaluate((map: DarienMapElement) => (map.lang = "fi"));
  await expect(titleOf(map)).toHaveText("Panama");
});

test("properties set before the element is defined are kept", async ({ page }) => {
  // The page's own script is held back until properties have been set on the bare element.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/darien-map/index.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/e2e/pages/map.html", { waitUntil: "commit" });
  await page.waitForSelector("#after");
  await mapOf(page).evaluate((map: DarienMapElement) => {
    map.theme = "dark";
    map.selected = "monterrey";
    map.view = { lon: -100.3, lat: 25.7, zoom: 8 };
  });
  release();
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  await expect(titleOf(map)).toHaveText("Monterrey");
  await expect.poll(() => lightness(map)).toBeLessThan(90);
  expect((await settled(map)).zoom).toBe(8);
});

test("without later.js the map is shown, and page and reader get an error", async ({ page }) => {
  await page.route("**/later.js", (route) => route.fulfill({ status: 404, body: "gone" }));
  const map = await open(page);
  expect(await events(page, "error")).toMatchObject([{ code: "wasm", message: expect.stringContaining("later.js") as unknown }]);
  await expect(alertOf(map)).toContainText("Some parts of this map did not load");
  expect(await lightness(map)).toBeGreaterThan(120);
  expect(await map.evaluate((map: DarienMapElement) => map.places.length)).toBeGreaterThan(10);
});

test("an import of later.js that failed once is tried again", async ({ page }) => {
  let asked = 0;
  await page.route("**/later.js", (route) => (asked++ ? route.continue() : route.abort()));
  const map = await open(page);
  expect(asked).toBe(2);
  expect(await events(page, "error")).toEqual([]);
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  await expect(titleOf(map)).toHaveText("Acandí");
});

test("what never came because the reader left the page is requested again when the page is shown again", async ({ page }) => {
  // Firefox keeps such a page in memory, and never ends what it was loading.
  const asked: string[] = [];
  await page.route(/wasm$|json$|sketch\.bin$|overview\.bin$|woff2$|txt$/, (route) => {
    const name = route.request().url();
    const again = asked.includes(name);
    asked.push(name);
    return again ? route.continue() : undefined;
  });
  const comeBack = () => page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  const waits = (name: string) => expect.poll(() => asked.filter((url) => url.endsWith(name)).length, name).toBe(1);
  await page.goto("/e2e/pages/map.html");
  for (const name of ["darien_map_bg.wasm", "/story.geojson", "/basemap.json", "/sketch.bin"]) await waits(name);
  await comeBack();
  for (const name of ["/en.json", "/furniture.txt", "/overview.bin", "/sans-400.woff2"]) await waits(name);
  await comeBack();
  await waitForEvent(page, "ready");
  expect(await events(page, "error")).toEqual([]);
});

test("files that the first picture does not need are requested after it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/.*\//, "")));
  const release = await hold(page, "**/sketch.bin", (route) => route.continue());
  await page.goto("/e2e/pages/map.html");
  await expect.poll(() => asked).toContain("story.geojson");
  await expect.poll(() => asked).toContain("darien_map_bg.wasm");
  for (const name of ["furniture.txt", "basemap-words.json", "later.js", "overview.bin"]) expect(asked).not.toContain(name);
  release();
  await waitForEvent(page, "ready");
  for (const name of ["furniture.txt", "basemap-words.json", "later.js", "overview.bin"]) expect(asked).toContain(name);
});

test("the style sheet of all maps is written twice at most: WebKit crashes if it changes while a map is collected", async ({ page }) => {
  await page.addInitScript(() => {
    const { replaceSync } = CSSStyleSheet.prototype;
    const written = Object.assign(window, { written: [] as CSSStyleSheet[] }).written;
    CSSStyleSheet.prototype.replaceSync = function (text) {
      written.push(this);
      replaceSync.call(this, text);
    };
  });
  await open(page);
  for (let i = 0; i < 3; i++) {
    await page.evaluate(() => document.querySelector("darien-map")?.replaceWith(document.createElement("darien-map")));
    await expect(page.locator("[data-phase=ready]")).toBeVisible();
  }
  expect(await page.evaluate(() => (window as unknown as { written: CSSStyleSheet[] }).written.length)).toBe(2);
});

test("two maps on a page share the WASM module and no state", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto("/e2e/pages/two.html");
  await waitForEvent(page, "ready", "map");
  await waitForEvent(page, "ready", "second");
  expect(await page.evaluate(() => recorded.compiled)).toBe(1);
  for (const name of ["darien_map_bg.wasm", "assets/furniture.txt", "assets/sketch.bin", "assets/overview.bin", "assets/story.geojson"]) {
    expect(fetched.filter((path) => path.endsWith(name))).toHaveLength(1);
  }
  const [first, second] = [mapOf(page, "map"), mapOf(page, "second")];
  await expect(titleOf(second)).toHaveText("Monterrey");
  await expect(cardOf(first)).toBeHidden();
  expect(await lightness(first)).toBeGreaterThan(120);
  expect(await lightness(second)).toBeLessThan(90);
  const before = await settled(first);
  await second.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -77.5, lat: 8.4, zoom: 8 }));
  expect(await settled(first)).toEqual(before);
});

test("the canvas follows the size of its box", async ({ page }) => {
  const map = await open(page);
  const size = () =>
    map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height, canvas.clientWidth]);
  expect(await size()).toEqual([1280, 560, 1280]);
  await page.setViewportSize({ width: 700, height: 800 });
  await expect.poll(size).toEqual([700, 560, 700]);
  expect(await lightness(map)).toBeGreaterThan(120);
  await map.evaluate((map: DarienMapElement) => (map.hidden = true));
  await map.evaluate((map: DarienMapElement) => (map.hidden = false));
  await expect.poll(size).toEqual([700, 560, 700]);
});

for (const ratio of [2, 3]) {
  test.describe(`at ${ratio} device pixels`, () => {
    test.use({ deviceScaleFactor: ratio, viewport: { width: 640, height: 600 } });

    test("the canvas has full resolution", async ({ page }) => {
      const map = await open(page);
      const size = () => map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
      expect(await size()).toEqual([640 * ratio, 560 * ratio]);
      const cdp = await page.context().newCDPSession(page);
      const screen = { width: 600, height: 600, mobile: false, deviceScaleFactor: 1.5 };
      await cdp.send("Emulation.setDeviceMetricsOverride", screen);
      await expect.poll(size).toEqual([900, 840]);
    });

    test("a flight on a slow machine is drawn at a lower resolution", async ({ page }) => {
      // By a clock that runs ten times as fast, every frame comes late.
      await page.addInitScript(() => {
        const time = performance.now.bind(performance);
        performance.now = () => 10 * time();
      });
      const map = await open(page);
      const widths = await map.evaluate(async (map: DarienMapElement) => {
        const canvas = map.shadowRoot?.querySelector("canvas");
        const seen = new Set([canvas?.width]);
        const look = () => {
          seen.add(canvas?.width);
          requestAnimationFrame(look);
        };
        look();
        await map.flyTo({ lon: -77.5, lat: 8.4, zoom: 8 }, { duration: 10 });
        return [...seen, canvas?.width];
      });
      expect(widths).toEqual([640 * ratio, 640, 640 * ratio]);
      expect(await lightness(map)).toBeGreaterThan(120);
    });
  });
}

test("the canvas follows repeated changes of the pixel ratio", async ({ page }) => {
  // A headless browser does not report changes of the ratio, so the test does.
  await page.addInitScript(() => {
    const original = globalThis.matchMedia;
    const queries: { query: string; target: EventTarget }[] = [];
    globalThis.matchMedia = (query) => {
      if (!query.includes("resolution")) return original.call(globalThis, query);
      const target = new EventTarget();
      queries.push({ query, target });
      return target as MediaQueryList;
    };
    Object.assign(globalThis, {
      changeRatio(ratio: number) {
        const last = queries.at(-1);
        if (last?.query !== `(resolution: ${devicePixelRatio}dppx)`) throw new Error(`watches ${last?.query}`);
        Object.defineProperty(globalThis, "devicePixelRatio", { value: ratio, configurable: true });
        last.target.dispatchEvent(new Event("change"));
      },
    });
  });
  const map = await open(page);
  const size = () => map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
  for (const ratio of [2, 1.25, 3]) {
    await page.evaluate((ratio) => (globalThis as unknown as { changeRatio(x: number): void }).changeRatio(ratio), ratio);
    expect(await size()).toEqual([1280 * ratio, 560 * ratio]);
    expect(await lightness(map)).toBeGreaterThan(120);
  }
});
