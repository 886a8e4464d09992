// Where the page says that the files of the package are.

import type { Configuration, FileSource } from "./types.js";

/** The program. */
export const WASM = "darien_map_bg.wasm";

type Source = Exclude<FileSource, string> | WebAssembly.Module;

/** The directory of all files, and the sources of single files, by their paths in dist/. */
let base: URL | undefined;
const given: { [path: string]: Source | undefined } = {};

/**
 * Sets where the files of the package are loaded from, for all maps of the page. Call it before the first map: a file that is already
 * loaded stays as it is. Addresses are relative to the page. On a server it does nothing. Throws a `TypeError` if an address is not valid.
 */
export function configure({ base: directory, wasm, files }: Configuration): void {
  if (!globalThis.document) return;
  if (directory) base = new URL(`${directory}`.replace(/\/?$/, "/"), document.baseURI);
  for (const [path, source] of Object.entries({ ...files, [WASM]: wasm })) {
    if (source) given[path] = typeof source === "string" ? new URL(source, document.baseURI) : source;
  }
}

/** The source that the page has set for a file. */
export const configured = (path: string): Source | undefined => given[path] ?? (base && new URL(path, base));
