// The places in the form that the page gets.

import type { EngineApi, Outline } from "./contracts.js";
import { plainText } from "./dom.js";
import type { Place } from "./types.js";

/** What has been made for an outline, because there may be very many places. */
const made = new WeakMap<Outline, Place[]>();

/** All places of the story. Those that are not in the outline are read from the engine. */
export function placesOf(outline: Outline, engine: EngineApi): Place[] {
  let places = made.get(outline);
  if (!places) {
    places = outline.places.map(({ id, name, where, main, lon, lat }) => ({ id, name: plainText(name), where: plainText(where), main, lon, lat }));
    if (outline.more) {
      const { texts, main, at } = engine.morePlaces();
      const words = texts.split("\0");
      for (let i = 0; i < main.length; i++) {
        const word = (n: number) => words[3 * i + n] ?? "";
        places.push({ id: word(0), name: word(1), where: word(2), main: main[i] === "1", lon: at[2 * i] ?? NaN, lat: at[2 * i + 1] ?? NaN });
      }
    }
    made.set(outline, places);
  }
  return [...places];
}
