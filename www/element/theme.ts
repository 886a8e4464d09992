// Colours: which theme is wanted, and which colours the page sets itself.

import { offscreen, readable } from "./canvas.js";

/** In the engine's order. */
export const THEMES: readonly (string | null)[] = ["light", "dark", "contrast", "contrast-dark", "print"];

/** The theme on paper. */
export const PRINT = 4;

/** What a reader's system may ask for. */
export const media = () =>
  ["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"].map((q) => matchMedia(`(${q})`));

/** Index of a theme; of the one the system prefers for `auto` or what is none. */
export function themeIndex(name: string | null): number {
  const index = THEMES.indexOf(name);
  const [dark, more] = media().map((query) => Number(query.matches));
  return index < 0 ? Number(dark) + 2 * Number(more) : index;
}

/**
 * The page's own colours, or the system's where the reader forces those: red, green, blue and alpha of each
 * of `names` ("land:Canvas high_land:Canvas …"); clear if not set; none if the browser hides its pixels.
 */
export function pageColors(canvas: HTMLCanvasElement, names: string): Uint8Array {
  const style = getComputedStyle(canvas);
  const forced = media()[2]?.matches;
  const all = names.split(" ");
  const pixels = offscreen(all.length);
  all.forEach((pair, i) => {
    const [name = "", system = ""] = pair.split(":");
    const own = style.getPropertyValue("--darien-map-" + name.replaceAll("_", "-"));
    // The style resolves any colour of CSS, a pixel any way to write it; the style sheet has it clear.
    for (const color of ["", forced ? system : own]) canvas.style.color = color;
    pixels.fillStyle = style.color;
    pixels.fillRect(i, 0, 1, 1);
  });
  return new Uint8Array(readable() ? pixels.getImageData(0, 0, all.length, 1).data : []);
}
