// Fetches the program and its files: late, once for all maps of the page, with a spare on board.

import { Engine, initSync } from "../../target/glue/darien_map.js";
import { offscreen } from "./canvas.js";
import type { EngineClass, Level } from "./contracts.js";
import { wrap } from "./errors.js";
import { FILES, loadFile, loadText } from "./files.js";
import { addStyles } from "./styles.js";

/** The basemap's files, without their ending, in the engine's order. */
const LEVELS = ["overview", "darien", "rio-grande"] as const;

let engine: Promise<EngineClass> | undefined;

/** What comes after the first picture. */
export const loadLater = (): Promise<typeof import("./later.js")> => import("./later.js");

/** The core, compiled and set going on first use. A failure is forgotten, so a later map tries anew. */
export function loadEngine(): Promise<EngineClass> {
  engine ??= Promise.all([compile(), loadText("furniture.txt")])
    .then(([module, rules]) => {
      initSync(module);
      addStyles(rules);
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

/** The ground of the first picture, the whole world coarsely. */
export async function loadSketch(): Promise<Uint8Array> {
  return loadFile("sketch.bin").catch((reason: unknown) => {
    throw wrap("basemap", reason);
  });
}

/** A level of the geography. */
export const loadGround = (level: Level): Promise<Uint8Array> => loadFile(`${LEVELS[level]}.bin`);

/** The pixels of a relief picture of ours, and a canvas of its own for them. */
export async function loadRelief(level: Exclude<Level, 2>): Promise<[Uint8ClampedArray, CanvasRenderingContext2D]> {
  const bitmap = await createImageBitmap(new Blob([await loadFile(`${LEVELS[level]}.webp`)]));
  const { width, height } = bitmap;
  const context = offscreen(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return [context.getImageData(0, 0, width, height).data, context];
}
