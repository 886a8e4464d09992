// The files that come while a map is already to be seen: relief, and the ground of what is enlarged.

import { breathe } from "./breath.js";
import { easel, loadGround, loadRelief, readable } from "./loader.js";
import type { EngineApi, Level } from "./engine.js";
import type { ErrorCode } from "./types.js";

/** What they are brought to. */
export interface Supplied {
  readonly engine: EngineApi | undefined;
  show(): Promise<void>;
  fail(code: ErrorCode, reason: unknown, needed: boolean): void;
}

export class Supplies {
  /** How many are still to come: relief and tones of the whole map at first. */
  pending = 1;
  #asked = false;

  constructor(
    private readonly map: Supplied,
    private readonly life: AbortSignal,
  ) {}

  /** What the first picture does without: relief and the sea's tones, which are shown together. */
  async adorn(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    await Promise.all([this.#relief(0), this.#tone(0)]);
    this.pending--;
    await this.map.show();
  }

  async ground(level: Level): Promise<void> {
    this.pending++;
    try {
      await breathe(this.life);
      const ground = await loadGround(level);
      await breathe(this.life);
      this.map.engine?.loadBasemap(level, ground);
      await Promise.all([level !== 2 && this.#relief(level), this.#tone(level)]);
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
    this.pending--;
    await this.map.show();
  }

  /** In a task of its own: it is some ten milliseconds of work. */
  async #tone(level: Level): Promise<void> {
    try {
      await breathe(this.life);
      this.map.engine?.tone(level, easel());
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
  }

  async #relief(level: Exclude<Level, 2>): Promise<void> {
    try {
      await breathe(this.life);
      // A relief of noise is worse than none.
      if (!readable()) return;
      const relief = await loadRelief(level);
      await breathe(this.life);
      this.map.engine?.setRelief(level, ...relief);
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
  }
}
