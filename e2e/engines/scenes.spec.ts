// The exported pictures are the same, byte for byte, in every engine and natively. The native ones are drawn by tests/scenes.rs, which
// `npm run engines` runs first.

import { readFileSync } from "node:fs";
import { ROOT } from "../../tools/setup.mjs";
import type { DarienMapElement } from "../../www/element/index.js";
import { evaluate } from "./driver.js";
import { expect, open, test } from "./test.js";

interface View {
  story: string | null;
  basemap: string | null;
  lang: string;
  theme: string;
  width: number;
  height: number;
  lon: number;
  lat: number;
  zoom: number;
}

const FIXTURES = `${ROOT}tests/fixtures/`;
const VIEWS = JSON.parse(readFileSync(`${FIXTURES}scenes/views.json`, "utf8")) as View[];
const native = (n: number): string => readFileSync(`${process.env["DARIEN_SCENES"] ?? `${ROOT}target/scenes`}/${n}.svg`, "utf8");

/** The longest wait for the pieces of the basemap that a view needs, in ms. */
const PATIENCE = 20_000;

/** Loads what a view shows, as tests/scenes.rs does. */
async function load(view: View & Record<string, string | number | null>, story: string | null): Promise<void> {
  const map = document.querySelector<DarienMapElement>("#map");
  if (!map) return;
  const frames = async (count: number) => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  };
  Object.assign(map.style, { width: `${view.width}px`, height: `${view.height}px` });
  map.lang = view.lang;
  map.setAttribute("theme", view.theme);
  const basemap = view.basemap && `/e2e/${view.basemap}/basemap.json`;
  if (map.basemap !== basemap) map.basemap = basemap;
  // Without a title there is no first screen, on which the panels would have other corners.
  map.setAttribute("without", "title");
  await frames(1);
  await map.load(story);
  await frames(1);
  map.removeAttribute("without");
}

/** Shows a view and exports it. */
async function draw(view: View & Record<string, string | number | null>): Promise<string> {
  const map = document.querySelector<DarienMapElement>("#map");
  if (!map) return "no map";
  const frames = async (count: number) => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  };
  // A view far from all others, so that no label remembers an earlier place. Twice: the second time
  // the pieces of both are loaded.
  for (let i = 0; i < 2; i++) {
    map.jumpTo({ lon: 100, lat: 40, zoom: 4 });
    await frames(6);
    map.jumpTo({ lon: view.lon, lat: view.lat, zoom: view.zoom });
    await frames(6);
  }
  const svg = await map.toSVG({ fonts: "named" });
  // Each engine compresses the pictures of the relief in its own way.
  return svg.replace(/href="data:image\/png[^"]*"/g, 'href="data:,"');
}

test("fifty views are exported to the same byte as natively", async ({ tab, baseURL }) => {
  test.setTimeout(300_000);
  await tab.resize(1300, 1100);
  await open(tab, baseURL);
  await evaluate(tab, () => {
    // Buttons and texts of the page are as wide as the system's fonts make them, and labels avoid them.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-phase] > :not(canvas) { display: none !important }");
    document.querySelector("#map")?.shadowRoot?.adoptedStyleSheets.push(sheet);
    // Engines know countries by different names.
    Intl.DisplayNames.prototype.of = (code) => code;
    // The same widths as in tests/scenes.rs.
    CanvasRenderingContext2D.prototype.measureText = function (text) {
      const size = Number(/([\d.]+)px/.exec(this.font)?.[1]);
      return { width: 0.6 * size * [...text].length } as TextMetrics;
    };
  });
  /** What is wrong, of a few views: the first one shows what to look for. */
  const wrong: string[] = [];
  for (const [n, view] of VIEWS.entries()) {
    const story = view.story && readFileSync(FIXTURES + view.story, "utf8");
    const wanted = native(n);
    await evaluate(tab, load, { ...view }, story);
    const end = Date.now() + PATIENCE;
    let got = "";
    // Pieces of the basemap may still be loading.
    do got = await evaluate(tab, draw, { ...view });
    while (got !== wanted && Date.now() < end);
    if (got !== wanted) wrong.push(`view ${n}: ${difference(got, wanted)}`);
    if (wrong.length === 3) break;
  }
  expect(wrong).toEqual([]);
});

/** The first line that differs. */
function difference(got: string, wanted: string): string {
  const lines = wanted.split("\n");
  const at = got.split("\n").findIndex((line, i) => line !== lines[i]);
  const [a = "", b = ""] = [got.split("\n")[at], lines[at]];
  const from = Math.max(0, [...a].findIndex((letter, i) => letter !== b[i]) - 60);
  return `line ${at + 1}: got …${a.slice(from, from + 160)}…, natively …${b.slice(from, from + 160)}…`;
}
