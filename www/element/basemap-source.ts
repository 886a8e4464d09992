// Where the files of a basemap are loaded from: an address that the page gives, or the files of this package.

import { FILES, FIRST_PIECE, fetchFile, loadFile, type FileName } from "./files.js";
import { resumable } from "./resume.js";

/** Loads the files of one basemap. */
export interface BasemapSource {
  /** Loads a file by its name in the manifest. Without a name it loads the manifest itself. */
  load(name?: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The source of another basemap, by the address of its manifest relative to this one. */
  elsewhere(manifest: string): BasemapSource;
}

/** The source for the address in the attribute `basemap`; `null` is the built-in basemap. `early`: whether its first piece will be needed. */
export function basemapSource(address: string | null, early: boolean): BasemapSource {
  if (address === null) {
    // The first picture needs this file. Its name is known at build time, so the request need not wait for the manifest.
    if (early) loadFile(FIRST_PIECE).catch(() => {}); // the later request for the same file reports the error
    return builtIn("basemap.json");
  }
  const manifest = new URL(address, document.baseURI);
  return {
    async load(name = manifest.href) {
      const url = new URL(name, manifest);
      if (!/^(https?|blob):$/.test(url.protocol)) throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
      return fetchFile(url);
    },
    elsewhere: (name) => basemapSource(new URL(name, manifest).href, early),
  };
}

/** A basemap of this package, by the path of its manifest in assets/. */
function builtIn(manifest: string): BasemapSource {
  const folder = `assets/${manifest}`.replace(/[^/]*$/, "");
  return {
    async load(name) {
      const path = name ? folder + name : `assets/${manifest}`;
      // The addresses of what only stories elsewhere need are in a file of their own.
      const address = path in FILES ? FILES[path as FileName] : (await resumable(() => import("./world.js"))).WORLD[path];
      if (!address) throw new Error(`got ${path}, which is not a file of the package`);
      return loadFile(path, address);
    },
    elsewhere: builtIn,
  };
}
