// Fetches the program and its files: late, once for all maps of the page, with a spare on board.

import { Engine, initSync } from "../../target/glue/darien_map.js";
import { type EngineClass, LEVELS, type Level } from "./engine.js";
import { addStyles } from "./styles.js";
import { DarienMapError, type ErrorCode, type StorySource } from "./types.js";

/** Each file's address as a bare literal: that is what bundlers look for. */
const FILES = {
  "darien_map_bg.wasm": () => new URL("./darien_map_bg.wasm", import.meta.url),
  "furniture.txt": () => new URL("./assets/furniture.txt", import.meta.url),
  "sketch.bin": () => new URL("./assets/sketch.bin", import.meta.url),
  "overview.bin": () => new URL("./assets/overview.bin", import.meta.url),
  "darien.bin": () => new URL("./assets/darien.bin", import.meta.url),
  "rio-grande.bin": () => new URL("./assets/rio-grande.bin", import.meta.url),
  "overview.webp": () => new URL("./assets/overview.webp", import.meta.url),
  "darien.webp": () => new URL("./assets/darien.webp", import.meta.url),
  "story.geojson": () => new URL("./assets/story.geojson", import.meta.url),
  "sans-400.woff2": () => new URL("./assets/fonts/sans-400.woff2", import.meta.url),
  "sans-600.woff2": () => new URL("./assets/fonts/sans-600.woff2", import.meta.url),
  "sans-400-italic.woff2": () => new URL("./assets/fonts/sans-400-italic.woff2", import.meta.url),
  "serif-600.woff2": () => new URL("./assets/fonts/serif-600.woff2", import.meta.url),
  "serif-400-italic.woff2": () => new URL("./assets/fonts/serif-400-italic.woff2", import.meta.url),
};

type FileName = keyof typeof FILES;

/** The longest story read, in bytes; the core refuses longer ones too, but only once they are here. */
const MAX_STORY_BYTES = 64 << 20;

const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
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

/** One of the map's own files, fetched once; from the embedded copy where it cannot be fetched. */
export function loadFile(name: FileName): Promise<Uint8Array<ArrayBuffer>> {
  let file = files.get(name);
  if (!file) {
    file = fetchFile(FILES[name]()).catch((reason: unknown) =>
      copied(name).catch(() => {
        files.delete(name);
        throw new Error(`${name}: ${String(reason)}`);
      }),
    );
    files.set(name, file);
  }
  return file;
}

async function loadText(name: FileName): Promise<string> {
  return new TextDecoder().decode(await loadFile(name));
}

async function fetchFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  // A bundler may have written a small file into its address, which a strict policy forbids to fetch.
  if (url.protocol === "data:") return unpacked(url.href.replace(/.*,/, ""));
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server of single-page applications answers a missing file with its front page and "200 OK".
  const page = bytes[0] === "<".charCodeAt(0);
  if (!response.ok || page) throw new Error(`got ${page ? "a web page" : response.status} from ${response.url}`);
  return bytes;
}

/** The copy of a file that the package has for where that cannot be fetched. */
async function copied(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await import("./embedded.js")).default(name);
}

/** The bytes that base64 text stands for. */
function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** The ground of the first picture, the whole world coarsely. */
export async function loadSketch(): Promise<Uint8Array> {
  return loadFile("sketch.bin").catch((reason: unknown) => {
    throw wrap("basemap", reason);
  });
}

/** A level of the geography. */
export const loadGround = (level: Level): Promise<Uint8Array> => loadFile(`${LEVELS[level]}.bin`);

/** A canvas that is never shown, for the engine to keep a picture on. */
export const easel = (width = 1, height = 1): CanvasRenderingContext2D =>
  sheet(Object.assign(document.createElement("canvas"), { width, height }));

/**
 * What a canvas is painted with. One that is `seen` goes to the screen past the page's layout, which halves what a
 * dragged map costs the browser; not where that means being painted before the reader's eyes.
 */
export function sheet(canvas: HTMLCanvasElement, seen = false): CanvasRenderingContext2D {
  const desynchronized = seen && !/Android|CrOS/.test(navigator.userAgent);
  const context = canvas.getContext("2d", { alpha: !seen, desynchronized });
  if (!context) throw new Error("got no 2d context from a canvas");
  return context;
}

let clear: boolean | undefined;

/** Whether a canvas gives back what was painted on it, or nearly: browsers that hide who reads may give noise. */
export function readable(): boolean {
  if (clear === undefined) {
    const context = easel();
    context.fillRect(0, 0, 1, 1);
    clear = context.getImageData(0, 0, 1, 1).data.every((value, i) => value < 9 === i < 3);
  }
  return clear;
}

/** The pixels of a relief picture of ours, and a canvas of its own for them. */
export async function loadRelief(level: Exclude<Level, 2>): Promise<[Uint8ClampedArray, CanvasRenderingContext2D]> {
  const bitmap = await createImageBitmap(new Blob([await loadFile(`${LEVELS[level]}.webp`)]));
  const { width, height } = bitmap;
  const context = easel(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return [context.getImageData(0, 0, width, height).data, context];
}

/** The story's text. Throws a `DarienMapError`, or the abort when `signal` says so. */
export async function loadStoryText(source: StorySource, signal: AbortSignal): Promise<string> {
  try {
    if (source === null) return await loadText("story.geojson");
    if (source instanceof URL) return await fetchStory(source, signal);
    if (typeof source === "object") return JSON.stringify(source);
    if (/^\s*[[{]/.test(source)) return source;
    return await fetchStory(new URL(source, document.baseURI), signal);
  } catch (reason) {
    signal.throwIfAborted();
    throw wrap("story", reason);
  }
}

async function fetchStory(url: URL, signal: AbortSignal): Promise<string> {
  if (!/^(https?|blob):$/.test(url.protocol)) {
    throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
  }
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`got ${response.status} from ${url.href}, expected 200`);
  const length = Number(response.headers.get("content-length"));
  if (length > MAX_STORY_BYTES) {
    throw new Error(`got ${length} bytes, expected at most ${MAX_STORY_BYTES}`);
  }
  // Read as it comes: a long text in one go would keep the page waiting.
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let piece; (piece = await reader?.read()) && !piece.done; ) text += piece.value;
  return text;
}

/** Whatever was thrown, as an error of ours. A report of the core keeps its own code and problems. */
export function wrap(code: ErrorCode, reason: unknown): DarienMapError {
  if (reason instanceof DarienMapError) return reason;
  const report = reason as Partial<DarienMapError> | null | undefined;
  if (report?.problems) return new DarienMapError(report.code ?? code, report.message ?? "", report.problems);
  return new DarienMapError(code, report?.message ?? String(reason));
}
