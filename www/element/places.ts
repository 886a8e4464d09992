// The places as a page gets them.

import type { EngineApi, Outline } from "./contracts.js";
import { plainText } from "./dom.js";
import type { Place } from "./types.js";

/** Every place of the story; those that the outline does not tell of are fetched when first asked for. */
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
