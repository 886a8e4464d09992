// Pictures, sounds and films of a story. What shows them is a bundle of its own, media.js, loaded only for a story that has some.

import type { MediaView, Outline } from "./contracts.js";
import { h, storyText, type Child } from "./dom.js";
import { resumable } from "./resume.js";

let media: typeof import("./media.js") | undefined;

/** How many values a medium has, and which of them has its words. */
const COUNT = 9;
const WORDS = 6;

/** Loads what a story needs for its media, which are shown in the shadow root of `map`. If that fails, their words are shown without them. */
export async function loadMedia(outline: Outline | undefined, map: HTMLElement, fail: (reason: unknown) => void): Promise<void> {
  if (!outline?.hasMedia) return;
  try {
    media ??= await resumable(() => import("./media.js"));
    media.dress(map);
  } catch (reason) {
    fail(reason);
  }
}

/** The elements of media. `listed`: for the list, which shows pictures only on paper. */
export const mediaElements = (all: MediaView, outline: Outline, listed = false): Child[] =>
  media?.mediaElements(all, outline, listed) ?? all.filter((_, i) => i % COUNT === WORDS).map((words) => h("p", listed ? "unseen" : "", storyText(words)));
