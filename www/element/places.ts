// The places in the form that the page gets.

import type { EngineApi, Outline } from "./contracts.js";
import { plainText } from "./dom.js";
import type { Place } from "./types.js";

/** All places of the story. Those that are not in the outline are read from the engine on the first call. */
export function placesOf(outline: Outline | undefined, engine: EngineApi | undefined): Place[] {
  if (outline?.more && engine) {
    outline.places = outline.places.concat(engine.morePlaces());
    outline.more = 0;
  }
  const places = outline?.places ?? [];
  return places.map(({ id, name, where, main, lon, lat }) => {
    return { id, name: plainText(name), where: plainText(where), main, lon, lat };
  });
}
