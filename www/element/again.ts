// Imports a module once more. A browser may remember that an import has failed, but only for its address. This is a file of its own that
// is not minified, because bundlers need the comments.

/** The module of which the import failed for this reason. Firefox and Chromium name its address there, whatever a bundler made of it. */
export async function importAgain(reason: unknown): Promise<unknown> {
  const address = /imported module: (\S+)/.exec(String(reason))?.[1];
  if (!address) throw reason;
  return import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}#again`);
}
