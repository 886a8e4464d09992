// The playback of the story: the current chapter, and the timer for the next one.

import type { ChapterView, EngineApi, PlaybackHost, TourView } from "./contracts.js";
import { plainText } from "./dom.js";
import { now } from "./input.js";

/** For so long after the story has gone on by itself, a press of “next” or “previous” is meant for the chapter before, in seconds. */
const REACTION = 0.8;

export class Playback {
  tour: TourView = { chapter: null, away: false, playing: false };
  /** When the story went on by itself, in seconds. */
  #turned = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: PlaybackHost,
    page: Document,
    signal: AbortSignal,
  ) {
    // A hidden page pauses the story.
    page.addEventListener("visibilitychange", () => page.hidden && this.play(false), { signal });
  }

  /** The current chapter. */
  get chapter(): ChapterView | undefined {
    return this.host.outline?.chapters[this.tour.chapter ?? -1];
  }

  /** Goes to a chapter by its index or id, or with `null` to the whole route. Returns false if there is no such chapter (yet). */
  goTo(chapter: number | string | null): boolean {
    const { map, outline } = this.host;
    const chapters = outline?.chapters ?? [];
    const index = typeof chapter === "string" ? chapters.findIndex(({ id }) => id === chapter) : (chapter ?? -1);
    if (!map || (chapter !== null && !chapters[index])) return false;
    this.host.call((engine) => engine.goTo(index, now()), true);
    return true;
  }

  /** Whether the story has gone on by itself a moment ago. */
  get justTurned(): boolean {
    return now() - this.#turned < REACTION;
  }

  play(on: boolean): void {
    this.host.call((engine) => engine.play(on, now()), on);
  }

  /** The index of the chapter to which the keys Home, End and Enter lead; `undefined` for other keys. */
  target(key: string): number | undefined {
    const last = (this.host.outline?.chapters.length ?? 0) - 1;
    return { Home: 0, End: last, Enter: this.tour.chapter ?? 0 }[key];
  }

  /** Takes the new state from the core. A new chapter is announced and an event is sent. */
  update(tour: TourView): void {
    const another = tour.chapter !== this.tour.chapter;
    const turned = tour.playing !== this.tour.playing;
    this.tour = tour;
    const { chapter } = this;
    if (another && chapter) this.host.say(plainText(chapter.title));
    if (another) this.host.emit("chapter", { id: chapter?.id ?? null });
    if (turned) this.host.emit(tour.playing ? "play" : "pause", undefined);
  }

  /** Starts the timer for the next change of the story, if it is playing. */
  wait(engine: EngineApi): void {
    this.end();
    const seconds = engine.nextChapterIn(now());
    if (seconds >= 1e6) return;
    this.#timer = setTimeout(() => {
      const { chapter } = this.tour;
      this.host.call((engine) => this.#tick(engine));
      const { playing } = this.tour;
      if (!playing || this.tour.chapter !== chapter) this.#turned = now();
      if (!playing) this.host.finish();
    }, seconds * 1000);
  }

  #tick(engine: EngineApi): void {
    engine.tick(now());
    // A timer may fire slightly early; then the engine has nothing to do yet.
    this.wait(engine);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
