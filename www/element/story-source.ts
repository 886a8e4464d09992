// Loads the text of a story from an address, a text, an object, or the built-in file, and the texts of its translations.

import { wrap } from "./errors.js";
import { limited, loadText, request, type FileName } from "./files.js";
import { resumable } from "./resume.js";
import type { StorySource } from "./types.js";

/** Returns the story's text. Throws a `DarienMapError`, or the reason of `signal` if it is aborted. */
export async function loadStoryText(source: StorySource, signal: AbortSignal): Promise<string> {
  try {
    if (source === null) return await loadText("assets/story.geojson");
    const address = addressOf(source);
    if (address) return await resumable(() => fetchStory(address, signal));
    return typeof source === "object" ? JSON.stringify(source) : source;
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
  const base = source === null ? undefined : addressOf(source);
  return base && base.protocol !== "blob:" ? base.href : document.baseURI;
}

/** The address of a story; `undefined` if it is given as text or object. */
function addressOf(source: string | URL | object): URL | undefined {
  if (source instanceof URL) return source;
  // The address "" would be that of the page.
  if (typeof source === "string" && !source.trim()) throw new Error("got an empty address, expected the address of a story, or its text");
  return typeof source === "object" || /^\s*[[{]/.test(source) ? undefined : new URL(source, document.baseURI);
}

async function fetchStory(url: URL, signal: AbortSignal): Promise<string> {
  if (!/^(https?|blob):$/.test(url.protocol)) {
    throw new Error(`got ${url.protocol}, expected http:, https: or blob:`);
  }
  // Decode each part when it arrives: decoding a long text at once would block the page.
  const reader = limited(await request(url, signal)).body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let piece; (piece = await reader?.read()) && !piece.done; ) text += piece.value;
  return text;
}
