// The map's own faces: loaded once the map is to be seen without letters, once for all maps of the page.

import type { Face } from "./contracts.js";
import { loadFile } from "./files.js";

/** Each face: its family, weights and style, and its file. */
const FACES = [
  ["Sans", "400", "normal", "sans-400"],
  ["Sans", "600 900", "normal", "sans-600"],
  ["Sans", "400", "italic", "sans-400-italic"],
  ["Serif", "600 900", "normal", "serif-600"],
  ["Serif", "400", "italic", "serif-400-italic"],
] as const;

let loaded: Promise<Face[]> | undefined;

/** The faces, known to the document. A failure is forgotten, so a later map tries anew. */
export function loadFonts(): Promise<Face[]> {
  loaded ??= Promise.all(
    FACES.map(async ([name, weight, style, file]) => {
      const bytes = await loadFile(`${file}.woff2`);
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

/** What a map is lettered in. */
export class MapFonts {
  /** Families for letters the page has no wish about, sans and serif; "": the map's own. */
  #families: readonly [string, string] = ["", ""];
  #loadFonts: Promise<void> | undefined;

  constructor(private readonly root: HTMLElement) {}

  /** Fetches the map's own faces. Without them letters are the system's, and as wide as those are. */
  load(done: () => void): Promise<void> {
    return (this.#loadFonts ??= loadFonts().then(
      () => done(),
      () => {
        this.#families = ["system-ui,sans-serif", "Charter,Georgia,serif"];
        done();
      },
    ));
  }

  /** CSS lists of families, sans and serif: those that the page names, if it does. */
  get families(): [string, string] {
    const style = getComputedStyle(this.root);
    const [sans, serif] = ["font", "title-font"].map((name) => style.getPropertyValue(`--darien-map-${name}`));
    const [ours, oursSerif] = this.#families;
    return [sans || ours, serif || oursSerif];
  }
}
