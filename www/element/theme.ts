// Colours: which theme is wanted, and which colours the page sets itself.

import type { Theme } from "./types.js";

/** What a reader's system may ask for, the first two of them in `auto`. */
export const media = () =>
  ["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"].map((q) => matchMedia(`(${q})`));

export const isTheme = (value: string | null): value is Theme =>
  /^(light|dark|contrast|contrast-dark|print)$/.test(value ?? "");

/** The theme `auto` stands for at the moment. */
export function systemTheme(): Theme {
  const [dark, more] = media().map((query) => query.matches);
  return more ? (dark ? "contrast-dark" : "contrast") : dark ? "dark" : "light";
}

/** The page's own colours, as red, green, blue and alpha of each of `names` ("land high_land …"); clear if not set. */
export function pageColors(canvas: HTMLCanvasElement, names: string): Uint8Array {
  const style = getComputedStyle(canvas);
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colors = names.split(" ").flatMap((name) => {
    const value = style.getPropertyValue(`--darien-map-${name.replaceAll("_", "-")}`);
    if (!value || !pixel) return [0, 0, 0, 0];
    // The style resolves any colour of CSS, the pixel any way to write it; what is no colour stays clear.
    for (const color of ["#0000", value]) canvas.style.color = color;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = style.color;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  });
  canvas.style.color = "";
  return Uint8Array.from(colors);
}
