// The map's own faces: loaded when the first picture has been asked for, once for all maps of the page.
// (What it takes from the loader is handed over: an import would split the main chunk, and make it larger.)

import type { loadFile } from "./loader.js";

/** Each face: its family, weights and style, and its file's address as a bare literal, for bundlers. */
const FACES = [
  ["Sans", "400", "normal", "sans-400", () => new URL("./assets/fonts/sans-400.woff2", import.meta.url)],
  ["Sans", "600 900", "normal", "sans-600", () => new URL("./assets/fonts/sans-600.woff2", import.meta.url)],
  ["Sans", "400", "italic", "sans-400-italic", () => new URL("./assets/fonts/sans-400-italic.woff2", import.meta.url)],
  ["Serif", "600 900", "normal", "serif-600", () => new URL("./assets/fonts/serif-600.woff2", import.meta.url)],
  ["Serif", "400", "italic", "serif-400-italic", () => new URL("./assets/fonts/serif-400-italic.woff2", import.meta.url)],
] as const;

export interface Face {
  family: string;
  weight: string;
  style: string;
  bytes: Uint8Array<ArrayBuffer>;
}

let loaded: Promise<Face[]> | undefined;

/** The faces, known to the document. A failure is forgotten, so a later map tries anew. */
export function loadFonts(load: typeof loadFile): Promise<Face[]> {
  loaded ??= Promise.all(
    FACES.map(async ([name, weight, style, file, url]) => {
      const bytes = await load(`${file}.woff2`, url);
      const family = `Darien ${name}`;
      // From bytes, not from an address: no content policy has to allow it.
      document.fonts.add(await new FontFace(family, bytes, { weight, style }).load());
      return { family, weight, style, bytes };
    }),
  ).catch((reason: unknown) => {
    loaded = undefined;
    throw reason;
  });
  return loaded;
}
