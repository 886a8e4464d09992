// dist/embedded.js, which tools/build.mjs makes from all other files of the package.

/** Returns the bytes of the file with this path in dist/. Rejects if there is none. */
declare const copied: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
export default copied;
