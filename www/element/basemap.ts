// The files that come while a map is already to be seen: its ground as it is, relief, and the ground of what is enlarged.

import { offscreen, readable } from "./canvas.js";
import type { BasemapHost, Level } from "./contracts.js";
import { loadGround, loadRelief } from "./loader.js";
import { yieldToMain } from "./yield.js";

export class BasemapLoader {
  /** How many are still to come: relief and tones of the whole map at first. */
  pending = 1;
  #asked = false;

  constructor(
    private readonly map: BasemapHost,
    private readonly life: AbortSignal,
  ) {}

  /** What the first picture does without. */
  async adorn(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    await this.#pictures(0);
  }

  async ground(level: Level): Promise<void> {
    this.pending++;
    await this.lay(level);
    await this.#pictures(level);
  }

  /** A level's ground alone. */
  lay(level: Level): Promise<void> {
    return this.#try(async () => {
      const ground = await loadGround(level);
      await yieldToMain(this.life);
      this.map.engine?.loadBasemap(level, ground);
    });
  }

  /** Relief and the sea's tones, which are shown together. */
  async #pictures(level: Level): Promise<void> {
    await Promise.all([level !== 2 && this.#relief(level), this.#try(() => this.map.engine?.tone(level, offscreen()))]);
    this.pending--;
    await this.map.show();
  }

  #relief(level: Exclude<Level, 2>): Promise<void> {
    return this.#try(async () => {
      // A relief of noise is worse than none.
      if (!readable()) return;
      const relief = await loadRelief(level);
      await yieldToMain(this.life);
      this.map.engine?.setRelief(level, ...relief);
    });
  }

  /** In a task of its own: each is some ten milliseconds of work. Without it the map goes on with what it has. */
  async #try(work: () => Promise<void> | void): Promise<void> {
    try {
      await yieldToMain(this.life);
      await work();
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
  }
}
