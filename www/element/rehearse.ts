// The work of the first picture, in pieces: none of them keeps the page waiting for long.

import { now } from "./input.js";
import { breathe } from "./loader.js";
import type { EngineApi } from "./engine.js";
import type { Furniture } from "./furniture.js";
import type { View } from "./types.js";

/** Composes and paints a story that has just been loaded, while nobody sees it yet. */
export async function rehearse(
  engine: EngineApi,
  furniture: Furniture,
  view: View | undefined,
  signal: AbortSignal,
): Promise<void> {
  await breathe(signal);
  const outline = engine.outline();
  furniture.fill(outline, outline.lang);
  if (view) engine.jumpTo(view.lon, view.lat, view.zoom);
  furnish(engine, furniture);
  await breathe(signal);
  engine.compose(now());
  await breathe(signal);
  engine.frame(now());
}

/** Tells the engine where furniture stands, so that labels and the chosen place keep clear of it. */
export function furnish(engine: EngineApi, furniture: Furniture): void {
  const { rects, padding } = furniture.layout();
  engine.setPadding(...padding);
  engine.setObstacles(new Float64Array(rects));
}
