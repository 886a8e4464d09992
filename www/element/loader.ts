// Loads the WebAssembly module and `later.js`. The module is loaded once for all maps of the page, when the first one needs it.

import { WASM, configured } from "./configuration.js";
import { wrap } from "./errors.js";
import { FILES, copied, loadFile, usesCopy } from "./files.js";
import { Instance } from "./instance.js";
import { resumable } from "./resume.js";

let module: Promise<WebAssembly.Module> | undefined;
/** When the file is asked for again if it has not answered: at infinity, once it has. In ms. */
let again = 0;

/** After this time without a map, the reader gets a message, in ms. */
export const PATIENCE = 10_000;

type Later = typeof import("./later.js");

let later: Promise<Later> | undefined;

/** Loads everything that the first picture does not need. After a failure it tries once more, and so does a later call. */
export function loadLater(): Promise<Later> {
  return (later ??= resumable(() => import("./later.js")).catch(async (reason: unknown) => {
    try {
      return (await (await import("./again.js")).importAgain(reason)) as Later;
    } catch {
      later = undefined;
      throw reason;
    }
  }));
}

/** Loads the core for a map. The first call compiles it. After a failure, or if the file does not answer, a later call tries again. */
export async function loadInstance(alone: boolean): Promise<Instance> {
  if (performance.now() >= again) module = undefined;
  if (!module) again = performance.now() + PATIENCE;
  module ??= compile();
  try {
    const compiled = await module;
    again = Infinity;
    return Instance.next(compiled, alone);
  } catch (reason) {
    module = undefined;
    throw wrap("wasm", reason);
  }
}

/**
 * Compiles the module while it is loading. If that fails (a wrong content type, a missing file), it compiles the module after
 * loading it, and if the file was cut short, its embedded copy.
 */
async function compile(): Promise<WebAssembly.Module> {
  try {
    const source = configured(WASM) ?? (usesCopy(WASM) || FILES[WASM]());
    if (source instanceof URL) {
      if (source.protocol !== "data:") return await resumable(() => WebAssembly.compileStreaming(fetch(source)));
    } else if (source instanceof WebAssembly.Module) return source;
  } catch {
    // The second attempt below reports what is wrong.
  }
  return WebAssembly.compile(await loadFile(WASM)).catch(async () => WebAssembly.compile(await copied(WASM)));
}
