// Loads the WebAssembly module and `later.js`. The module is loaded once for all maps of the page, when the first one needs it.

import { Engine, initSync } from "../../target/glue/darien_map.js";
import type { EngineClass } from "./contracts.js";
import { wrap } from "./errors.js";
import { FILES, copied, loadFile } from "./files.js";

let engine: Promise<EngineClass> | undefined;
/** When the file is asked for again if it has not answered: at infinity, once it has. In ms. */
let again = 0;

/** After this time without a map, the reader gets a message, in ms. */
export const PATIENCE = 10_000;

/** Loads everything that the first picture does not need. */
export const loadLater = (): Promise<typeof import("./later.js")> => import("./later.js");

/** Compiles and initializes the core on the first call. After a failure, or if the file does not answer, a later call tries again. */
export function loadEngine(): Promise<EngineClass> {
  if (performance.now() >= again) engine = undefined;
  if (!engine) again = performance.now() + PATIENCE;
  engine ??= compile()
    .then((module) => {
      again = Infinity;
      initSync(module);
      return Engine;
    })
    .catch((reason: unknown) => {
      engine = undefined;
      throw wrap("wasm", reason);
    });
  return engine;
}

/**
 * Compiles the module while it is loading. If that fails (a wrong content type, a missing file), it compiles the module after
 * loading it, and if the file was cut short, its embedded copy.
 */
async function compile(): Promise<WebAssembly.Module> {
  try {
    const url = FILES["darien_map_bg.wasm"]();
    if (url.protocol !== "data:") return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    // The second attempt below reports what is wrong.
  }
  const name = "darien_map_bg.wasm";
  return WebAssembly.compile(await loadFile(name)).catch(async () => WebAssembly.compile(await copied(name)));
}
