// The work of the first pictures, in pieces: none of them keeps the page waiting for long.

import { now } from "./input.js";
import { breathe, piecemeal } from "./breath.js";
import type { EngineApi } from "./engine.js";
import type { Furniture } from "./furniture.js";
import type { View } from "./types.js";

/** How much of a text crosses the border at once, in characters. */
const PART = 1 << 18;

/** Brings a story to the engine, a few milliseconds' work at a time. Only once all of it is there it is shown. */
export async function bring(engine: EngineApi, text: string, signal: AbortSignal): Promise<void> {
  let at = 0;
  await piecemeal(signal, () => {
    const first = at === 0;
    let end = at + PART;
    // A pair that stands for one character is not cut.
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end++;
    engine.takeStory(text.slice(at, end), first);
    at = end;
    return at < text.length;
  });
  await piecemeal(signal, () => {
    engine.loadStory();
    return engine.isLoading();
  });
}

/** So long the words of the first picture wait for their faces, in ms: words that change theirs are hard to read. */
const PATIENCE = 300;

/**
 * Paints a story that has just been loaded: at once the map, then, while nobody sees them yet, the words and
 * what stands over it. `faces` fetches what the words are lettered in, `ground` what they stand on: the first is but a sketch.
 */
export async function rehearse(
  engine: EngineApi,
  furniture: Furniture,
  view: View | undefined,
  faces: () => Promise<void>,
  ground: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await breathe(signal);
  if (view) engine.jumpTo(view.lon, view.lat, view.zoom);
  engine.sketch();
  furniture.root.classList.add("drawn");
  await breathe(signal);
  await Promise.all([ground(), Promise.race([faces(), new Promise((go) => setTimeout(go, PATIENCE))])]);
  await breathe(signal);
  furniture.fill(engine.outline());
  furnish(engine, furniture);
  await breathe(signal);
  engine.compose(now());
  // Whatever a piece of it takes, the browser takes as long again to make it pixels.
  for (let from = 0, more = true; more; more = from > 0) {
    await breathe(signal);
    from = engine.paintPiece(from);
  }
  await breathe(signal);
}

/** Tells the engine where furniture stands, so that labels and the chosen place keep clear of it. */
export function furnish(engine: EngineApi, furniture: Furniture): void {
  const { rects, padding } = furniture.layout();
  engine.setPadding(...padding);
  engine.setObstacles(new Float64Array(rects));
}
