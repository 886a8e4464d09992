// Colours: the requested theme, and the colours that the page sets.

import { offscreen, readable } from "./canvas.js";
import type { Page } from "./watch.js";

/** The themes, in the order of the engine. */
export const THEMES: readonly (string | null)[] = ["light", "dark", "contrast", "contrast-dark", "print"];

/** Index of the theme for printing. */
export const PRINT = 4;

/** Media queries for the system's preferences. */
export const media = (page: Page) =>
  ["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"].map((q) => page.matchMedia(`(${q})`));

/**
 * Index of a theme. For `auto` and unknown names it is the one in which the page is shown: light or dark as the CSS property
 * `color-scheme` of the element says, or as the system prefers if it allows both or none.
 */
export function themeIndex(name: string | null, element: Element, page: Page): number {
  const index = THEMES.indexOf(name);
  const [dark, more] = media(page).map((query) => query.matches);
  const { colorScheme } = getComputedStyle(element);
  const [light, night] = ["light", "dark"].map((scheme) => colorScheme.includes(scheme));
  return index < 0 ? Number(light === night ? dark : night) + 2 * Number(more) : index;
}

/**
 * The colours that the page sets, or the system's colours if forced colours are active. `names` is a list of names, each with
 * its system colour: "land:Canvas high_land:Canvas …". Returns red, green, blue and alpha for each, all 0 for a colour that is
 * not set. The result is empty if the browser does not let a page read pixels.
 */
export function pageColors(canvas: HTMLCanvasElement, page: Page, names: string): Uint8Array {
  const style = getComputedStyle(canvas);
  const forced = media(page)[2]?.matches;
  const all = names.split(" ");
  const pixels = offscreen(all.length);
  all.forEach((pair, i) => {
    const [name = "", system = ""] = pair.split(":");
    const own = style.getPropertyValue("--darien-map-" + name.replaceAll("_", "-"));
    // The style resolves variables and keywords; painting a pixel converts any colour syntax. Without a value the colour is
    // transparent, as the style sheet sets it.
    for (const color of ["", forced ? system : own]) canvas.style.color = color;
    pixels.fillStyle = style.color;
    pixels.fillRect(i, 0, 1, 1);
  });
  return new Uint8Array(readable() ? pixels.getImageData(0, 0, all.length, 1).data : []);
}
