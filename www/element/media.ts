// Pictures, sounds and films in cards, chapters and the list. It is a bundle of its own, loaded only for a story that has some. Nothing plays by
// itself, nothing is loaded before its card is shown, and the room of each is kept free while it loads.

import type { MediaView, Outline } from "./contracts.js";
import { figure } from "./media/figure.js";
import { mediaOf, type Medium } from "./media/medium.js";
import { printed } from "./media/printed.js";

export { dress } from "./media/styles.js";

/** The elements made last. A card is written anew with each change of the map, and a film goes on if its element is the same. */
const made = new Map<string, WeakRef<HTMLElement>>();

/** So many are looked up again: more than a card has. */
const MOST = 500;

/** The elements of pictures, sounds and films. `listed`: as text, with a picture for the printer only. */
export const mediaElements = (all: MediaView, outline: Outline, listed: boolean): HTMLElement[] =>
  mediaOf(all).map((medium) => (listed ? printed(medium, outline) : shown(medium, outline)));

function shown(medium: Medium, outline: Outline): HTMLElement {
  const key = JSON.stringify([medium, outline.base, outline.locale.lang]);
  const known = made.get(key)?.deref();
  if (known && !known.isConnected) return known;
  const element = figure(medium, outline);
  if (made.size > MOST) made.clear();
  made.set(key, new WeakRef(element));
  return element;
}
