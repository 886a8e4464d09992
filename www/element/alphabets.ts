// Alphabets beyond the letters of the package's fonts: one file each, loaded when the map shows a text with such letters. A bundle of
// its own, loaded with the first of them.

import type { AlphabetLoader, Face } from "./contracts.js";
import type { Page } from "./watch.js";

/** Their files, in the order of `Alphabet` in the core. Each address is a literal, because bundlers find only literals. */
const FILES: readonly (readonly [path: string, address: () => URL])[] = [
  ["assets/fonts/western.bin", () => new URL("./assets/fonts/western.bin", import.meta.url)],
  ["assets/fonts/latin.bin", () => new URL("./assets/fonts/latin.bin", import.meta.url)],
  ["assets/fonts/greek.bin", () => new URL("./assets/fonts/greek.bin", import.meta.url)],
  ["assets/fonts/cyrillic.bin", () => new URL("./assets/fonts/cyrillic.bin", import.meta.url)],
  ["assets/fonts/vietnamese.bin", () => new URL("./assets/fonts/vietnamese.bin", import.meta.url)],
];

/** The letters of each alphabet with their advances, as the core reads them. Their fonts are in the document. */
const loaded = new WeakMap<Page, Map<number, Promise<Uint8Array>>>();

/**
 * Loads alphabets, a bit of `missing` for each, and adds their fonts to the document and to `faces`, the package's fonts. Returns their
 * letters, and nothing for a file that cannot be loaded: its texts stay in a font of the system.
 */
export async function loadAlphabets(missing: number, faces: Face[], page: Page, load: AlphabetLoader): Promise<Uint8Array[]> {
  const before = loaded.get(page) ?? new Map<number, Promise<Uint8Array>>();
  loaded.set(page, before);
  const wanted = FILES.flatMap(([path, address], alphabet) => {
    if (!((missing >> alphabet) & 1)) return [];
    const letters = before.get(alphabet) ?? load(path, address).then((file) => add(file, faces, page));
    letters.catch(() => before.delete(alphabet));
    before.set(alphabet, letters);
    return [letters];
  });
  return (await Promise.allSettled(wanted)).flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** Adds the fonts of a file, whose format is described in tools/fonts/cut.py. Returns its letters and their advances. */
async function add(file: Uint8Array<ArrayBuffer>, faces: Face[], page: Page): Promise<Uint8Array> {
  const data = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const own = faces.slice(0, 5);
  const count = data.getUint16(0, true);
  const end = 2 + 2 * count * (1 + own.length);
  let [head, at] = [end + 1, end + 1 + 5 * data.getUint8(end)];
  const fonts: Promise<FontFace>[] = [];
  for (const first = at; head < first; head += 5) {
    const index = data.getUint8(head);
    const bytes = file.slice(at, (at += data.getUint32(head + 1, true)));
    const face = own[index];
    if (!face) continue;
    const letters = Array.from({ length: count }, (_, i) => i).filter((i) => data.getUint16(2 + 2 * (count * (1 + index) + i), true));
    const range = letters.map((i) => `U+${data.getUint16(2 + 2 * i, true).toString(16)}`).join();
    faces.push({ ...face, bytes, range });
    const { family, weight, style } = face;
    fonts.push(new page.FontFace(family, bytes, { weight, style, unicodeRange: range }).load());
  }
  for (const font of await Promise.all(fonts)) page.document.fonts.add(font);
  return file.subarray(0, end);
}
