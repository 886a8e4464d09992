// Where a basemap comes from: an address, or the map's own files.

import { FIRST_PIECE, fetchFile, loadFile, type FileName } from "./files.js";

/** Loads a file that the manifest names, or, without a name, the manifest itself. */
export type BasemapSource = (name?: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The basemap at an address, as an attribute has it; the built-in one for `null`. */
export function basemapSource(address: string | null): BasemapSource {
  if (address === null) {
    // The first picture needs it, and nobody has to read the manifest to know that.
    loadFile(FIRST_PIECE).catch(() => {}); // told to whoever asks for it by name
    return (name = "basemap.json") => loadFile(name as FileName);
  }
  const manifest = new URL(address, document.baseURI);
  return async (name = manifest.href) => {
    const url = new URL(name, manifest);
    if (!/^(https?|blob):$/.test(url.protocol)) throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
    return fetchFile(url);
  };
}
