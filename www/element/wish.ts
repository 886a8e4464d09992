// What the element wants of a session, and how it hears from it.

import type { DarienMapEventMap, View } from "./types.js";

/** What the page asks for. It outlives the session, which reads it when the time has come. */
export interface Wish {
  lang: string;
  /** Index in `THEMES`. */
  theme: number;
  /** Names of furniture to leave out of the picture. */
  without: string;
  /** How much of the route is walked, 0 to 1. */
  progress: number;
  /** Whether the page's scrolling tells the story, where it can. */
  scrolls: boolean;
  /** Where to look at; the whole route if not said. */
  view: View | undefined;
  /** Which place is open; kept up to date by the session. */
  selected: string | null;
}

export type Emit = <K extends keyof DarienMapEventMap>(type: K, detail: DarienMapEventMap[K]["detail"]) => void;
