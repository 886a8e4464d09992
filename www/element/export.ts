// Exports the view as SVG and PNG.

import type { Take } from "./contracts.js";
import { plainText } from "./dom.js";
import type { PNGOptions, SVGOptions } from "./types.js";

/** The most pixels from side to side of a picture, as browsers allow. */
const MOST_PIXELS = 16_384;

/** Exports the view as an SVG document. */
export async function toSVG(take: Take, { fonts = "embedded" }: SVGOptions): Promise<string> {
  const [{ engine, outline, emit }, faces] = await take();
  const rules = faces.map(({ family, weight, style, bytes, range }) => {
    const data = btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};${range ? `unicode-range:${range};` : ""}src:url(data:font/woff2;base64,${data})}`;
  });
  const { title, summary } = outline;
  const { story, ground } = engine.credits();
  const texts = [summary, ...story.map(({ title }) => title), ...ground].map(plainText);
  const svg = engine.svg(plainText(title), texts.join(" · "), fonts === "embedded" ? rules.join("\n") : "");
  emit("export", { format: "svg" });
  return svg;
}

/** Exports the view as a PNG. */
export async function toPNG(take: Take, { scale = devicePixelRatio }: PNGOptions): Promise<Blob> {
  const [{ engine, outline, width, height, emit }] = await take();
  const most = MOST_PIXELS / Math.max(width, height);
  if (!(scale * Math.min(width, height) >= 1 && scale <= most)) {
    throw new RangeError(`scale: got ${scale}, expected a number above 0, and for this map at most ${most.toFixed(1)}`);
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { alpha: false });
  if (context) {
    context.direction = outline.locale.strings.dir as CanvasDirection;
    engine.paintOn(context, scale);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new RangeError(`got scale ${scale}, expected a picture the browser can hold`);
  emit("export", { format: "png" });
  return blob;
}
