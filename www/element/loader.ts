// Loads the program: once for all maps of the page, when the first of them needs it.

import { Engine, initSync } from "../../target/glue/darien_map.js";
import type { EngineClass } from "./contracts.js";
import { wrap } from "./errors.js";
import { FILES, loadFile } from "./files.js";

let engine: Promise<EngineClass> | undefined;

/** What comes after the first picture. */
export const loadLater = (): Promise<typeof import("./later.js")> => import("./later.js");

/** The core, compiled and set going on first use. A failure is forgotten, so a later map tries anew. */
export function loadEngine(): Promise<EngineClass> {
  engine ??= compile()
    .then((module) => {
      initSync(module);
      return Engine;
    })
    .catch((reason: unknown) => {
      engine = undefined;
      throw wrap("wasm", reason);
    });
  return engine;
}

/** The program, compiled while it comes; if that cannot be (its type is not told, it is not there), once it is here. */
async function compile(): Promise<WebAssembly.Module> {
  const url = FILES["darien_map_bg.wasm"]();
  try {
    if (url.protocol !== "data:") return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    // What is wrong is told below.
  }
  return WebAssembly.compile(await loadFile("darien_map_bg.wasm"));
}
