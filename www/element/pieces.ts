// Loads what the first picture does not need of the basemap: relief, sea tones, and the pieces that the view needs, a few at a time.

import { offscreen, pixelsOf, readable } from "./canvas.js";
import type { BasemapFiles, MissingPiece } from "./contracts.js";
import { yieldToMain } from "./yield.js";

/** The most pieces that load at the same time. */
const MOST = 4;

/** A piece that takes longer, in ms, is reported, and others do not wait for it. */
const PATIENCE = 10_000;

export class Pieces {
  /** The number of pieces that others wait for, while they are loading, including their relief and sea tones. */
  pending = 0;

  constructor(private readonly basemap: BasemapFiles) {}

  /** Goes on loading. Only a few pieces at a time: what is in sight when one of them has come is asked for next. */
  load(): void {
    const { plain, source } = this.basemap;
    for (const piece of plain.splice(0)) void this.#occupy(piece, this.#complete(piece));
    for (let piece; this.pending < MOST && (piece = this.#next()); ) {
      const complete = this.#complete.bind(this, piece);
      const loaded = piece.part === "relief" ? this.#loadRelief(piece.piece, piece.file, true) : this.basemap.loadPiece(piece);
      // Another basemap may have been opened meanwhile.
      void this.#occupy(piece, loaded.then(() => (source === this.basemap.source ? complete() : undefined)));
    }
  }

  /** The next piece that the view needs. A crash is reported here: nobody else would catch it in a frame. */
  #next(): MissingPiece | null | undefined {
    const { basemap } = this;
    try {
      return basemap.engine?.takeMissingPiece();
    } catch (reason) {
      basemap.tell(basemap.source, reason);
      return undefined;
    }
  }

  /** Loads an image of the relief; `alone`: whether it is a piece itself. */
  async #loadRelief(piece: number, file: string, alone: boolean): Promise<void> {
    const { basemap } = this;
    const { source } = basemap;
    // Some browsers add noise to the pixels that a canvas returns. No relief is better than a noisy one.
    if (!readable()) return;
    try {
      await basemap.load(file, pixelsOf, (engine, pixels) => engine.setRelief(piece, ...pixels));
    } catch (reason) {
      basemap.tell(source, reason);
      if (alone && source === basemap.source) basemap.engine?.losePiece(piece, false);
    }
  }

  /** Loads the relief and computes the sea tones of a piece. Both are shown at the same time. */
  async #complete({ piece, part, relief, sea }: MissingPiece): Promise<void> {
    const { basemap } = this;
    const { source, life } = basemap;
    if (part !== "whole") return;
    await Promise.all([
      relief && this.#loadRelief(piece, relief, false),
      sea && yieldToMain(life).then(() => basemap.engine?.tone(piece, offscreen())).catch((reason: unknown) => basemap.tell(source, reason)),
    ]);
  }

  /** Counts a piece while it is loading, but no longer than others should wait for it. Then shows it. */
  async #occupy({ file }: MissingPiece, loaded: Promise<void>): Promise<void> {
    const { basemap } = this;
    const { source, map } = basemap;
    this.pending++;
    let free = () => {
      this.pending--;
      free = () => {};
    };
    const slow = setTimeout(() => {
      free();
      basemap.tell(source, new Error(`got no ${file} within ${PATIENCE / 1000} s; coarser ground is shown until it comes`));
      void map.show();
    }, PATIENCE);
    await loaded;
    clearTimeout(slow);
    free();
    await map.show();
  }
}
