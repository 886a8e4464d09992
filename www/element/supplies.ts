// The files that come while a map is already to be seen: relief, and the ground of what is enlarged.

import { easel, loadGround, loadRelief } from "./loader.js";
import type { EngineApi, Level } from "./engine.js";
import type { ErrorCode } from "./types.js";

/** What they are brought to. */
export interface Supplied {
  /** There as soon as `core` is. */
  readonly engine: EngineApi | undefined;
  readonly core: Promise<unknown>;
  schedule(): void;
  fail(code: ErrorCode, reason: unknown, needed: boolean): void;
}

export class Supplies {
  /** Whether the relief of the whole map has come, or will not. */
  settled = false;

  constructor(private readonly map: Supplied) {}

  async ground(level: Level): Promise<void> {
    try {
      const ground = await loadGround(level);
      this.map.engine?.loadBasemap(level, ground, easel());
      this.map.schedule();
      if (level !== "rio-grande") await this.relief(level);
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
  }

  async relief(level: "overview" | "darien"): Promise<void> {
    try {
      const [{ data, width }, context] = await loadRelief(level);
      await this.map.core;
      this.map.engine?.setRelief(level, data, width, context);
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
    if (level === "overview") this.settled = true;
    this.map.schedule();
  }
}
