// What the map looks like, on the screen, on paper and in files; and what is seen where it cannot run.

import { difference, lightness } from "../../tools/in-page.mjs";
import type { DarienMapElement } from "../../www/element/index.js";
import { evaluate, type Tab } from "./driver.js";
import { card, events, expect, open, settled, stand, test, until } from "./test.js";

const THEMES = ["light", "dark", "contrast", "contrast-dark", "print"];

test("the map is drawn: land, sea and route, in five faces, in each theme", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  await until(tab, () => document.fonts.size === 5);
  await settled(tab);
  // How many of 40,000 points have a colour of the light theme: sea, land, route.
  const counts = await evaluate(tab, () => {
    const canvas = document.querySelector("#map")?.shadowRoot?.querySelector("canvas");
    const small = new OffscreenCanvas(200, 200).getContext("2d");
    if (!canvas || !small) return [];
    small.imageSmoothingEnabled = false;
    small.drawImage(canvas, 0, 0, 200, 200);
    const { data } = small.getImageData(0, 0, 200, 200);
    const near = (rgb: number[]) => {
      let count = 0;
      for (let i = 0; i < data.length; i += 4) count += Number(rgb.every((value, c) => Math.abs((data[i + c] ?? 0) - value) < 12));
      return count;
    };
    return [[0xc8, 0xd6, 0xdb], [0xef, 0xe8, 0xda], [0x6d, 0x1f, 0x4f]].map(near);
  });
  const [sea = 0, land = 0, route = 0] = counts;
  expect(sea).toBeGreaterThan(5000);
  expect(land).toBeGreaterThan(2000);
  expect(route).toBeGreaterThan(20);
  expect((await tab.screenshot()).length).toBeGreaterThan(30_000);
  const light: number[] = [];
  for (const theme of THEMES) {
    await evaluate(tab, (theme) => document.querySelector("#map")?.setAttribute("theme", theme) ?? null, theme);
    await settled(tab);
    light.push(Number(await tab.run(`Promise.resolve(String((${lightness})(document.querySelector("#map"))))`)));
  }
  expect(light.map((value) => value > 120), `${light}`).toEqual([true, false, true, false, true]);
});

test("exported as SVG and PNG, the picture is that on the screen", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  await until(tab, () => document.fonts.size === 5);
  await stand(tab, -84, 13, 5);
  const { svg, png, canvas, size } = await evaluate(tab, async () => {
    const map = document.querySelector<DarienMapElement>("#map");
    if (!map) throw new Error("no map");
    const address = (blob: Blob) => new Promise<string>((done) => {
      const reader = new FileReader();
      reader.onload = () => done(String(reader.result));
      reader.readAsDataURL(blob);
    });
    const svg = await address(new Blob([await map.toSVG()], { type: "image/svg+xml" }));
    const png = await address(await map.toPNG({ scale: 1 }));
    const large = await createImageBitmap(await map.toPNG({ scale: 2.5 }));
    const canvas = map.shadowRoot?.querySelector("canvas")?.toDataURL() ?? "";
    return { svg, png, canvas, size: [large.width / map.clientWidth, large.height / map.clientHeight] };
  });
  expect(size).toEqual([2.5, 2.5]);
  expect(await evaluate(tab, difference, [png, canvas])).toBe(0);
  expect(await evaluate(tab, difference, [svg, canvas])).toBeLessThan(0.005);
});

test("in a page that is read from the right, brackets of Latin words stay as they are", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  const pictures: string[] = [];
  for (const dir of ["ltr", "rtl"]) {
    pictures.push(await evaluate(tab, async (dir) => {
      document.documentElement.dir = dir;
      const map = document.querySelector<DarienMapElement>("#map");
      const river = { type: "LineString", coordinates: [[-81.6, 5.6], [-80.9, 5.5], [-80.3, 5.6], [-79.6, 5.5], [-78.9, 5.65], [-78, 5.5]] };
      await map?.load({ type: "FeatureCollection", features: [
        { type: "Feature", geometry: river, properties: { kind: "river", name: "Claro 106 km (66 mi)" } },
        { type: "Feature", geometry: { type: "Point", coordinates: [-80, 5] }, properties: { name: "Old bridge (1890)" } },
      ] });
      map?.jumpTo({ lon: -79.8, lat: 5.5, zoom: 7.6 });
      for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame);
      const words = /Claro/.test(((await map?.toSVG({ fonts: "named" })) ?? "").replace(/<[^>]*>/g, ""));
      const reader = new FileReader();
      const png = await map?.toPNG({ scale: 1 });
      await new Promise((done) => ((reader.onload = done), reader.readAsDataURL(png ?? new Blob())));
      return words ? String(reader.result) : "no name";
    }, dir));
  }
  expect(pictures[0]).toMatch(/^data:image\/png/);
  expect(await evaluate(tab, difference, pictures)).toBe(0);
});

test("on paper the picture is light and sharp, and the buttons are gone", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  await evaluate(tab, () => document.querySelector("#map")?.setAttribute("theme", "dark") ?? null);
  const before = await settled(tab);
  const picture = () => evaluate(tab, () => {
    const shadow = document.querySelector("#map")?.shadowRoot;
    return [shadow?.querySelector("canvas")?.width ?? 0, shadow?.querySelector<HTMLElement>("[data-phase]")?.dataset["theme"] ?? ""];
  });
  const [width] = await picture();
  await evaluate(tab, () => void dispatchEvent(new Event("beforeprint")));
  expect(await picture()).toEqual([2880, "print"]);
  // The engine has understood the rules for paper.
  const rules = await evaluate(tab, () => {
    const sheets = document.querySelector("#map")?.shadowRoot?.adoptedStyleSheets ?? [];
    const all = sheets.flatMap((sheet) => [...sheet.cssRules]);
    return all.filter((rule) => rule instanceof CSSMediaRule && /print/.test(rule.media.mediaText)).reduce((count, rule) => count + (rule as CSSMediaRule).cssRules.length, 0);
  });
  expect(rules).toBeGreaterThan(5);
  await evaluate(tab, () => void dispatchEvent(new Event("afterprint")));
  await expect.poll(picture).toEqual([width, "dark"]);
  expect(await settled(tab)).toEqual(before);
});

/** What the map needs, and the oldest browsers have: names that lead from the window to it, or a CSS value. */
const NEEDED = ["light-dark", "CanvasRenderingContext2D", "WebAssembly", "ResizeObserver", "IntersectionObserver", "CSSStyleSheet", "Element.prototype.checkVisibility"];
/** What it uses where it is there. */
const OPTIONAL = [
  "OffscreenCanvas", "scheduler", "WebAssembly.compileStreaming", "Element.prototype.currentCSSZoom", "Element.prototype.requestFullscreen", "Navigator.prototype.clipboard",
  "Navigator.prototype.share", "CanvasRenderingContext2D.prototype.fontKerning", "CanvasRenderingContext2D.prototype.letterSpacing", "Intl",
];

/** Opens a page, takes features away from its window, and defines the element. */
async function openWithout(tab: Tab, baseURL: string | undefined, features: readonly string[]): Promise<void> {
  await tab.goto(`${baseURL}e2e/pages/late.html`);
  await evaluate(tab, async (features) => {
    for (const feature of features) {
      const path = feature.split(".");
      const last = path.pop() ?? "";
      Reflect.deleteProperty(path.reduce<object>((owner, name) => Reflect.get(owner, name) as object, globalThis), last);
      const supports = CSS.supports.bind(CSS);
      CSS.supports = (...texts: string[]) => !texts.join().includes(feature) && supports(...(texts as [string]));
    }
    dispatchEvent(new Event("define"));
    await customElements.whenDefined("darien-map");
  }, features);
}

test("without anything that the map needs, the element's own text is shown, without an error", async ({ tab, baseURL }) => {
  for (const feature of NEEDED) {
    await openWithout(tab, baseURL, [feature]);
    const seen = await evaluate(tab, async () => {
      const map = document.querySelector<DarienMapElement>("#map");
      map?.select("acandi");
      map?.fit();
      map?.remove();
      if (map) document.body.append(map);
      for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
      return [(map?.querySelector("p")?.offsetHeight ?? 0) > 0, map?.shadowRoot === null, map?.view === null, ...recorded.errors, ...recorded.events.map(({ type }) => type)];
    });
    expect(seen, feature).toEqual([true, true, true]);
  }
});

test("without what it can do without, there is a map, without an error", async ({ tab, baseURL }) => {
  await openWithout(tab, baseURL, OPTIONAL);
  await until(tab, () => document.querySelector("#map")?.shadowRoot?.querySelector("[data-phase=ready]") != null);
  await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.select("acandi") ?? null);
  await expect.poll(() => card(tab)).toBe("Acandí");
  expect(await events(tab, "error")).toEqual([]);
});
