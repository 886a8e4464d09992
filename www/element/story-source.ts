// Loads the text of a story from an address, a text, an object, a file, a response, or the built-in file, and the texts of its
// translations.

import { wrap } from "./errors.js";
import { limited, loadText, request, type FileName } from "./files.js";
import { resumable } from "./resume.js";
import type { StorySource } from "./types.js";

/** Returns the story's text. Throws a `DarienMapError`, or the reason of `signal` if it is aborted. */
export async function loadStoryText(source: StorySource, signal: AbortSignal): Promise<string> {
  try {
    const given = await source;
    signal.throwIfAborted();
    if (given === null) return await loadText("assets/story.geojson");
    const address = addressOf(given);
    if (address) return await resumable(() => fetchStory(address, signal));
    if (typeof given === "string") return given;
    if (String(given) === "[object Object]") return JSON.stringify(given);
    // A file, a response, or something that is no story.
    return await (await resumable(() => import("./explain.js"))).readOther(given, read);
  } catch (reason) {
    signal.throwIfAborted();
    throw wrap("story", reason);
  }
}

/**
 * Returns the text of a translation of that story. `file` is its address, relative to that of the story, or to that of the page if
 * the story has none.
 */
export async function loadTranslationText(source: StorySource, file: string, signal: AbortSignal): Promise<string> {
  return source === null ? loadText(`assets/${file}` as FileName) : resumable(() => fetchStory(new URL(file, baseOf(source)), signal));
}

/** What the addresses in a story are relative to: its own address, or that of the page if it has none. */
export function baseOf(source: StorySource): string {
  const base = source && addressOf(source instanceof Response && source.url ? new URL(source.url) : source);
  return base && base.protocol !== "blob:" ? base.href : document.baseURI;
}

/** The address of a story; `undefined` if it is given in another way. */
function addressOf(source: string | URL | object): URL | undefined {
  if (source instanceof URL) return source;
  // No address has a line break, or begins like JSON, markup or a script: that is a file, of whatever kind.
  if (typeof source !== "string" || /\n|^\s*([[{<]|(var|let|const)\s)/.test(source)) return undefined;
  // The address "" would be that of the page.
  if (!source.trim()) throw new Error("got an empty address, expected the address of a story, or its text");
  return new URL(source, document.baseURI);
}

async function fetchStory(url: URL, signal: AbortSignal): Promise<string> {
  if (!/^(https?|blob):$/.test(url.protocol)) {
    throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
  }
  return read(await request(url, signal));
}

/** The text of a file, which must be UTF-8. */
async function read(response: Response): Promise<string> {
  const reader = limited(response).body?.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let first: Uint8Array | undefined;
  // Decode each part when it arrives: decoding a long text at once would block the page.
  for (let piece; (piece = await reader?.read()) && !piece.done; ) {
    first ??= piece.value;
    try {
      text += decoder.decode(piece.value, { stream: true });
    } catch {
      void reader?.cancel();
      throw (await resumable(() => import("./explain.js"))).explainBytes(first);
    }
  }
  return text + decoder.decode();
}
