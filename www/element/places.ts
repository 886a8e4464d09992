// The places as a page gets them.

import { plain } from "./dom.js";
import type { Outline, PlaceView } from "./engine.js";
import type { Place } from "./types.js";

/** `more`: those that the outline does not tell of. */
export function placesOf(outline: Outline | undefined, more: readonly PlaceView[] = []): Place[] {
  const places = [...(outline?.places ?? []), ...more];
  return places.map(({ id, name, where, main, lon, lat }) => {
    return { id, name: plain(name), where: plain(where), main, lon, lat };
  });
}
