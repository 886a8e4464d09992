// The exported pictures are the same, byte for byte, in every engine and natively. The native ones are drawn by tests/scenes.rs, which
// `npm run engines` runs first.

import { readFileSync } from "node:fs";
import { ROOT } from "../../tools/setup.mjs";
import type { DarienMapElement } from "../../www/element/index.js";
import { evaluate } from "./driver.js";
import { expect, open, ready, test } from "./test.js";

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

/** The longest wait for a picture that is the same, in ms. */
const PATIENCE = 20_000;

/** Puts a map into the page that shows a view from the start, so that it loads the same pieces as tests/scenes.rs. */
function load(view: View & Record<string, string | number | null>, story: string | null): void {
  const map = Object.assign(document.createElement("darien-map"), { id: "map", lang: view.lang });
  map.setAttribute("theme", view.theme);
  map.setAttribute("loading", "eager");
  map.basemap = view.basemap && `/e2e/${view.basemap}/basemap.json`;
  map.story = story && (JSON.parse(story) as object);
  map.view = { lon: view.lon, lat: view.lat, zoom: view.zoom };
  Object.assign(map.style, { width: `${view.width}px`, height: `${view.height}px` });
  document.querySelector("#map")?.replaceWith(map);
  // Buttons and texts of the page are as wide as the system's fonts make them, and labels avoid them.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[data-phase] > :not(canvas) { display: none !important }");
  map.shadowRoot?.adoptedStyleSheets.push(sheet);
}

/** Shows a view and exports it. */
async function draw({ lon, lat, zoom }: View & Record<string, string | number | null>): Promise<string> {
  const map = document.querySelector<DarienMapElement>("#map");
  if (!map) return "no map";
  // A view far from all others, so that no label remembers an earlier place. It needs no pieces.
  for (const view of [{ lon: -125, lat: -45, zoom: 6 }, { lon, lat, zoom }]) {
    map.jumpTo(view);
    for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame);
  }
  const svg = await map.toSVG({ fonts: "named" });
  // Each engine compresses the pictures of the relief in its own way.
  return svg.replace(/href="data:image\/png[^"]*"/g, 'href="data:,"');
}

test("fifty views are exported to the same byte as natively", async ({ tab, baseURL }) => {
  test.setTimeout(400_000);
  await tab.resize(1300, 1100);
  await open(tab, baseURL);
  await evaluate(tab, () => {
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
    await ready(tab);
    const end = Date.now() + PATIENCE;
    let got = "";
    // On a busy machine six frames may be too few for the picture to come to rest.
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
