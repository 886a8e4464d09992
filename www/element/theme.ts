// Colours: which theme is wanted, and which colours the page sets itself.

import { easel } from "./loader.js";
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

/**
 * The page's own colours, as red, green, blue and alpha of each of `names` ("land high_land …"); clear
 * if not set. Where the reader forces colours, they are the system's.
 */
export function pageColors(canvas: HTMLCanvasElement, names: string): Uint8Array {
  const style = getComputedStyle(canvas);
  const forced = media()[2]?.matches;
  const all = names.split(" ");
  const pixels = easel(all.length);
  all.forEach((name, i) => {
    const own = style.getPropertyValue(`--darien-map-${name.replaceAll("_", "-")}`);
    // The style resolves any colour of CSS, a pixel any way to write it; what is no colour stays clear.
    canvas.style.color = "#0000";
    canvas.style.color = (forced ? systemColor(name) : own) || "#0000";
    pixels.fillStyle = style.color;
    pixels.fillRect(i, 0, 1, 1);
  });
  canvas.style.color = "";
  return new Uint8Array(pixels.getImageData(0, 0, all.length, 1).data);
}

/** Letters and frames in the colour of text, lines in others, all that lies under them in the canvas'. */
const systemColor = (name: string) =>
  /^(route|corrected)/.test(name)
    ? "LinkText"
    : /label|country|ink|coast|rule|frame/.test(name)
      ? "CanvasText"
      : /river|border|ahead|highway/.test(name)
        ? "GrayText"
        : "Canvas";
