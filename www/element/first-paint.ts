// The work of the first pictures, in pieces: none of them keeps the page waiting for long.

import type { EngineApi } from "./contracts.js";
import type { Furniture } from "./furniture.js";
import { now } from "./input.js";
import type { View } from "./types.js";
import { inPieces, yieldToMain } from "./yield.js";

/** How much of a text crosses the border at once, in characters. */
const PART = 1 << 18;

/** Brings a story to the engine, a few milliseconds' work at a time. Only once all of it is there it is shown. */
export async function feedStory(engine: EngineApi, text: string, signal: AbortSignal): Promise<void> {
  let at = 0;
  await inPieces(signal, () => {
    const first = at === 0;
    let end = at + PART;
    // A pair that stands for one character is not cut.
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end++;
    engine.takeStory(text.slice(at, end), first);
    at = end;
    return at < text.length;
  });
  await inPieces(signal, () => {
    engine.loadStory();
    return engine.isLoading();
  });
}

/** So long the words of the first picture wait for their fonts, in ms: words that change their font are hard to read. */
const FONT_PATIENCE = 300;

/**
 * Paints a story that has just been loaded: at once the map without words; then, not yet shown, the words and what stands
 * over the map. `fonts` fetches what the words are set in, `rest` all else that the whole picture needs; `furnish` makes what
 * stands over the map.
 */
export async function firstPaint(
  engine: EngineApi,
  furniture: Furniture,
  view: View | undefined,
  fonts: () => Promise<void>,
  rest: () => Promise<unknown>,
  furnish: () => void,
  signal: AbortSignal,
): Promise<void> {
  await yieldToMain(signal);
  if (view) engine.jumpTo(view.lon, view.lat, view.zoom);
  engine.sketch();
  furniture.phase = "drawn";
  await yieldToMain(signal);
  await Promise.all([rest(), Promise.race([fonts(), new Promise((go) => setTimeout(go, FONT_PATIENCE))])]);
  await yieldToMain(signal);
  furnish();
  await yieldToMain(signal);
  engine.compose(now());
  // Whatever a piece of it takes, the browser takes as long again to make it pixels.
  for (let from = 0, more = true; more; more = from > 0) {
    await yieldToMain(signal);
    from = engine.paintPiece(from);
  }
  await yieldToMain(signal);
}
