// The playback of the story: which chapter it has come to, and the clock by which it plays.

import type { ChapterView, EngineApi, PlaybackHost, TourView } from "./contracts.js";
import { plainText } from "./dom.js";
import { now } from "./input.js";

export class Playback {
  tour: TourView = { chapter: null, away: false, playing: false };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly teller: PlaybackHost,
    signal: AbortSignal,
  ) {
    // Nobody sees what plays in a hidden window.
    document.addEventListener("visibilitychange", () => document.hidden && this.play(false), { signal });
  }

  /** The present chapter. */
  get chapter(): ChapterView | undefined {
    return this.teller.outline?.chapters[this.tour.chapter ?? -1];
  }

  /** To a chapter, by its index or id; none: to the whole route. False: no such chapter (yet). */
  goTo(chapter: number | string | null): boolean {
    const { map, outline } = this.teller;
    const chapters = outline?.chapters ?? [];
    const index = typeof chapter === "string" ? chapters.findIndex(({ id }) => id === chapter) : (chapter ?? -1);
    if (!map || (chapter !== null && !chapters[index])) return false;
    this.teller.call((engine) => engine.goTo(index, now()), true);
    return true;
  }

  play(on: boolean): void {
    this.teller.call((engine) => engine.play(on, now()), on);
  }

  /** Where Home, End and Enter lead, if the key is one of them. */
  target(key: string): number | undefined {
    const last = (this.teller.outline?.chapters.length ?? 0) - 1;
    return { Home: 0, End: last, Enter: this.tour.chapter ?? 0 }[key];
  }

  /** The core has turned to a chapter, or the reader has left it. */
  turn(tour: TourView): void {
    const another = tour.chapter !== this.tour.chapter;
    this.tour = tour;
    const { chapter } = this;
    if (another && chapter) this.teller.say(plainText(chapter.title));
    if (another) this.teller.tell(chapter?.id ?? null);
  }

  /** Waits until the story turns by itself, if it plays. */
  wait(engine: EngineApi): void {
    this.end();
    const seconds = engine.waits(now());
    if (seconds < 1e6) this.#timer = setTimeout(() => this.teller.call((engine) => this.#tick(engine)), seconds * 1000);
  }

  #tick(engine: EngineApi): void {
    engine.tick(now());
    // A clock may ring a little too soon.
    this.wait(engine);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
