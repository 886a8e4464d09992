// Helpers of the behaviours: where things are on a map, and what it shows.
// @ts-check
import * as inPage from "../../tools/in-page.mjs";

/** @typedef {import("../../www/element/types.js").View} View */
/**
 * The part of the element that is used here.
 * @typedef {HTMLElement & {
 *   view: View | null, chapter: string | null, selected: string | null, theme: string,
 *   project: (place: [number, number]) => [number, number] | null,
 *   jumpTo: (view: Partial<View>) => void, select: (id: string | null) => boolean,
 *   flyTo: (view: Partial<View>, options?: { duration?: number }) => Promise<void>,
 *   load: (story: string | object | null) => Promise<void>,
 *   toSVG: () => Promise<string>, toPNG: (options?: { scale?: number }) => Promise<Blob> }} DarienMap
 */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").ElementHandle<DarienMap>} Map */
/** @typedef {{ page: Page, map: Map, shot: (name: string) => Promise<Uint8Array> }} Context */
/**
 * A behaviour: its name, the page of e2e/pages/ that it needs, and what to do there. `run` returns the outcome as one
 * short text, which must be the same in both browsers.
 * @typedef {{ what: string, page: string, run: (context: Context) => Promise<string> }} Behaviour
 */

/** Open water in the Gulf of Mexico, with no place near. */
export const WATER = { lon: -92, lat: 23.5, zoom: 6 };
export const MONTERREY = { lon: -100.31721, lat: 25.68435 };

/** @param {boolean} right @param {string} otherwise */
export function want(right, otherwise) {
  if (!right) throw new Error(otherwise);
}

/** The view, once it has not changed for some frames. @param {Map} map @returns {Promise<View>} */
export function settled(map) {
  return map.evaluate(async (map) => {
    let [last, still] = ["", 0];
    while (still < 10) {
      const view = JSON.stringify(map.view);
      still = view === last ? still + 1 : 0;
      last = view;
      await new Promise(requestAnimationFrame);
    }
    return JSON.parse(last);
  });
}

/** Jumps to a view and waits until it is shown. @param {Map} map @param {View} view */
export async function stand(map, view) {
  await map.evaluate((map, view) => map.jumpTo(view), view);
  return settled(map);
}

/** Where a place is in the window. @param {Map} map @param {{ lon: number, lat: number }} place */
export async function pointOf(map, { lon, lat }) {
  return map.evaluate((map, lon, lat) => {
    const box = map.getBoundingClientRect();
    const [x, y] = map.project([lon, lat]) ?? [NaN, NaN];
    return { x: box.left + x, y: box.top + y };
  }, lon, lat);
}

/** The open card's title and first date; "" if no card is open. @param {Map} map */
export function card(map) {
  return map.evaluate((map) => {
    const card = /** @type {HTMLElement | null} */ (map.shadowRoot?.querySelector("[part=card]") ?? null);
    if (!card?.checkVisibility()) return "";
    const texts = ["[part=card-title]", "time"].map((part) => card.querySelector(part)?.textContent ?? "");
    return texts.filter(Boolean).join(", ");
  });
}

/** Waits for a card. @param {Map} map */
export async function opened(map) {
  for (let i = 0; i < 50; i++) {
    const text = await card(map);
    if (text) return text;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("got no card");
}

/** The part of the map that has the focus. @param {Page} page */
export function focused(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    const inner = active?.shadowRoot?.activeElement;
    if (!inner) return active?.id || (active?.localName ?? "");
    return `${inner.localName}.${inner.getAttribute("part") || inner.className}`;
  });
}

/** How light the picture is, from 0 to 255. @param {Map} map */
export function lightness(map) {
  return map.evaluate(inPage.lightness);
}
