// The places as a page gets them.

import { plain } from "./dom.js";
import type { EngineApi, Outline } from "./engine.js";
import type { Place } from "./types.js";

/** Every place of the story; those that the outline does not tell of are fetched when first asked for. */
export function placesOf(outline: Outline | undefined, engine: EngineApi | undefined): Place[] {
  if (outline?.more && engine) {
    outline.places = outline.places.concat(engine.morePlaces());
    outline.more = 0;
  }
  const places = outline?.places ?? [];
  return places.map(({ id, name, where, main, lon, lat }) => {
    return { id, name: plain(name), where: plain(where), main, lon, lat };
  });
}
