// Loads a story and paints the first pictures, in short tasks, so that the page stays responsive.

import type { EngineApi } from "./contracts.js";
import type { Furniture } from "./furniture.js";
import { now } from "./input.js";
import type { View } from "./types.js";
import { inPieces, within, yieldToMain } from "./yield.js";

/** The length of the parts in which a text is passed to the engine, in UTF-16 code units. */
const PART = 1 << 18;

/** Passes a story to the engine and lets it load, a few milliseconds at a time. It is not shown before it is complete. */
export async function feedStory(engine: EngineApi, text: string, signal: AbortSignal): Promise<void> {
  let at = 0;
  await inPieces(signal, () => {
    const first = at === 0;
    let end = at + PART;
    // A surrogate pair must not be split.
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

/** The longest time that the first texts wait for their fonts, in ms. The wait avoids a change of font while someone reads. */
const FONT_PATIENCE = 300;

/**
 * Paints a story that has just been loaded. The map without text is shown at once. Then the complete map is painted, but not
 * shown yet. `fonts` loads the fonts, `rest` everything else that the complete map needs; `furnish` fills the controls over the
 * map.
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
  await Promise.all([rest(), within(FONT_PATIENCE, fonts())]);
  await yieldToMain(signal);
  furnish();
  await yieldToMain(signal);
  engine.compose(now());
  // Painting is split, too: for each part, the browser needs the same time again to rasterize it.
  for (let from = 0, more = true; more; more = from > 0) {
    await yieldToMain(signal);
    from = engine.paintPiece(from);
  }
  await yieldToMain(signal);
}
