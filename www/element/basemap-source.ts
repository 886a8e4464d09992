// Where the files of a basemap are loaded from: an address that the page gives, or the files of this package.

import { FIRST_PIECE, fetchFile, loadFile, type FileName } from "./files.js";

/** Loads a file by its name in the manifest. Without a name it loads the manifest itself. */
export type BasemapSource = (name?: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The source for the address in the attribute `basemap`; `null` is the built-in basemap. */
export function basemapSource(address: string | null): BasemapSource {
  if (address === null) {
    // The first picture needs this file. Its name is known at build time, so the request need not wait for the manifest.
    loadFile(FIRST_PIECE).catch(() => {}); // the later request for the same file reports the error
    return (name = "basemap.json") => loadFile(`assets/${name}` as FileName);
  }
  const manifest = new URL(address, document.baseURI);
  return async (name = manifest.href) => {
    const url = new URL(name, manifest);
    if (!/^(https?|blob):$/.test(url.protocol)) throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
    return fetchFile(url);
  };
}
