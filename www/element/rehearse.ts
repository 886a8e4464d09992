// The work of the first picture, in pieces: none of them keeps the page waiting for long.

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

/** Composes and paints a story that has just been loaded, while nobody sees it yet. */
export async function rehearse(
  engine: EngineApi,
  furniture: Furniture,
  view: View | undefined,
  signal: AbortSignal,
): Promise<void> {
  await breathe(signal);
  furniture.fill(engine.outline());
  if (view) engine.jumpTo(view.lon, view.lat, view.zoom);
  furnish(engine, furniture);
  await breathe(signal);
  engine.compose(now());
  await breathe(signal);
  engine.frame(now());
  await breathe(signal);
}

/** Tells the engine where furniture stands, so that labels and the chosen place keep clear of it. */
export function furnish(engine: EngineApi, furniture: Furniture): void {
  const { rects, padding } = furniture.layout();
  engine.setPadding(...padding);
  engine.setObstacles(new Float64Array(rects));
}
