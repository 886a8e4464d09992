// dist/embedded.js, made by tools/build.mjs of every other file of the package.

/** A file's bytes by its name; fails if there is none. */
declare const copied: (name: string) => Promise<Uint8Array<ArrayBuffer>>;
export default copied;
