// The fonts of the package. They are loaded after the map without text is shown, once for all maps of a document.

import type { Face } from "./contracts.js";
import { loadFile } from "./files.js";
import type { Page } from "./watch.js";

/** Each font face: family, weights, style and file. */
const FACES = [
  ["Sans", "400", "normal", "sans-400"],
  ["Sans", "600 900", "normal", "sans-600"],
  ["Sans", "400", "italic", "sans-400-italic"],
  ["Serif", "600 900", "normal", "serif-600"],
  ["Serif", "400", "italic", "serif-400-italic"],
] as const;

const loaded = new WeakMap<Page, Promise<Face[]>>();

/** Loads the font faces and adds them to the document of `page`. After a failure the next call tries again. */
export function loadFonts(page: Page): Promise<Face[]> {
  const before = loaded.get(page);
  if (before) return before;
  const faces = Promise.all(
    FACES.map(async ([name, weight, style, file]) => {
      const bytes = await loadFile(`assets/fonts/${file}.woff2`);
      const family = `Map ${name}`;
      // The face is made from bytes, not from a URL, so that the page's CSP need not allow fonts.
      page.document.fonts.add(await new page.FontFace(family, bytes, { weight, style }).load());
      return { family, weight, style, bytes };
    }),
  ).catch((reason: unknown) => {
    loaded.delete(page);
    throw reason;
  });
  loaded.set(page, faces);
  return faces;
}

/** The font families of one map. */
export class MapFonts {
  /** Families used where the page names none, sans and serif. An empty string means the fonts of the package. */
  #families: readonly [string, string] = ["", ""];
  #loadFonts: Promise<void> | undefined;

  constructor(private readonly root: HTMLElement, private readonly page: Page) {}

  /** Loads the fonts of the package. If that fails, texts are measured and drawn in system fonts. */
  load(done: () => void): Promise<void> {
    return (this.#loadFonts ??= loadFonts(this.page).then(
      () => done(),
      () => {
        this.#families = ["system-ui,sans-serif", "Charter,Georgia,serif"];
        done();
      },
    ));
  }

  /** CSS font-family lists, sans and serif: those of the page, where it sets them. */
  get families(): [string, string] {
    const style = getComputedStyle(this.root);
    const [sans, serif] = ["font", "title-font"].map((name) => style.getPropertyValue(`--darien-map-${name}`));
    const [ours, oursSerif] = this.#families;
    return [sans || ours, serif || oursSerif];
  }
}
