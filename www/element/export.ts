// Pictures to take along, and to print.

import { plain } from "./dom.js";
import type { Face } from "./fonts.js";
import type { EngineApi, Outline } from "./engine.js";
import type { PNGOptions, SVGOptions } from "./types.js";

/** What a picture is made of. */
export interface Source {
  /** Its last picture is the one taken. */
  engine: EngineApi;
  outline: Outline;
  /** Its box in CSS px. */
  width: number;
  height: number;
}

/** The picture as it is once the faces are there, or are known not to come. */
export type Take = () => Promise<readonly [Source, readonly Face[]]>;

/** The picture as an SVG document. */
export async function toSVG(take: Take, { fonts = "embedded" }: SVGOptions): Promise<string> {
  const [{ engine, outline }, faces] = await take();
  const rules = faces.map(({ family, weight, style, bytes }) => {
    const data = btoa(String.fromCharCode(...bytes));
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${data})}`;
  });
  const { title, summary, credits } = outline;
  return engine.svg(plain(title), `${plain(summary)} ${credits}`, fonts === "embedded" ? rules.join("\n") : "");
}

/** The picture as a PNG. */
export async function toPNG(take: Take, { scale = devicePixelRatio }: PNGOptions): Promise<Blob> {
  const [{ engine, outline, width, height }] = await take();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { alpha: false });
  if (context) {
    context.direction = outline.strings.dir;
    engine.paintOn(context, scale);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new RangeError(`got scale ${scale}, expected a picture the browser can hold`);
  return blob;
}
