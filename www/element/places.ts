// The places as a page gets them.

import { plain } from "./dom.js";
import type { Outline } from "./engine.js";
import type { Place } from "./types.js";

export function placesOf(outline: Outline | undefined): Place[] {
  const places = outline?.places ?? [];
  return places.map(({ id, name, where, main, lon, lat }) => {
    return { id, name: plain(name), where: plain(where), main, lon, lat };
  });
}
