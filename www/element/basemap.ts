// Brings the basemap to the engine: its manifest, the pieces that the view needs, and, after the first picture, relief and
// the sea's tones. Without a file the map goes on with what it has.

import { basemapSource, type BasemapSource } from "./basemap-source.js";
import { offscreen, pixelsOf, readable } from "./canvas.js";
import type { BasemapHost, EngineApi, MissingPiece } from "./contracts.js";
import { textOf } from "./files.js";
import { yieldToMain } from "./yield.js";

export class BasemapLoader {
  /** How many pieces are still to come, with their relief and tones. */
  pending = 0;
  /** Where the files of the engine's manifest come from. */
  #source: BasemapSource = () => Promise.reject(new Error("got no manifest"));
  /** What was asked for last. */
  #address: string | null | undefined;
  /** Pieces that are there, but not their relief and tones. */
  #plain: MissingPiece[] = [];

  constructor(
    private readonly map: BasemapHost,
    private readonly life: AbortSignal,
  ) {}

  /** Takes the basemap at an address once there is an engine, and its first piece. If it is none, the one before stays. */
  open(address: string | null, engine: Promise<EngineApi>): Promise<void> {
    this.#address = address;
    return this.#try(async () => {
      const source = basemapSource(address);
      const text = textOf(await source());
      const core = await engine;
      await yieldToMain(this.life);
      if (this.#address !== address) return;
      core.loadManifest(text);
      this.#source = source;
      this.#plain = [];
      await this.loadNext();
    });
  }

  /** The next piece that the view needs, if one is missing. */
  async loadNext(): Promise<void> {
    const piece = this.map.engine?.takeMissingPiece();
    if (!piece) return;
    await this.#loadPiece(piece);
    if (piece.part === "whole") this.#plain.push(piece);
  }

  /** Names and attribution, if the manifest has them in a file of their own. */
  async loadWords(): Promise<void> {
    const file = this.map.engine?.basemapWords();
    if (file) await this.#load(file, textOf, (engine, text) => engine.loadBasemapWords(text));
  }

  /** All that the first picture does without, and what the reader has come near. */
  loadRest(): void {
    for (const piece of this.#plain.splice(0)) void this.#complete(piece);
    for (let piece; (piece = this.map.engine?.takeMissingPiece()); ) void this.#complete(piece, this.#loadPiece(piece));
  }

  #loadPiece({ piece, part, file }: MissingPiece): Promise<void> {
    return this.#load(file, (bytes) => bytes, (engine, bytes) => engine.loadPiece(piece, part === "sketch", bytes));
  }

  /** Relief and the sea's tones, which are shown together. */
  async #complete({ piece, part, relief, sea }: MissingPiece, loaded?: Promise<void>): Promise<void> {
    this.pending++;
    await loaded;
    if (part === "whole") {
      await Promise.all([
        // A relief of noise is worse than none.
        relief && readable() && this.#load(relief, pixelsOf, (engine, pixels) => engine.setRelief(piece, ...pixels)),
        sea && this.#try(async () => {
          await yieldToMain(this.life);
          this.map.engine?.tone(piece, offscreen());
        }),
      ]);
    }
    this.pending--;
    await this.map.show();
  }

  /** Gives the engine a file, in a task of its own: each is some ten milliseconds of work. */
  #load<T>(
    file: string,
    prepare: (bytes: Uint8Array<ArrayBuffer>) => T | Promise<T>,
    use: (engine: EngineApi, prepared: T) => void,
  ): Promise<void> {
    const source = this.#source;
    return this.#try(async () => {
      const prepared = await prepare(await source(file));
      await yieldToMain(this.life);
      // Meanwhile there may be another basemap.
      if (this.map.engine && source === this.#source) use(this.map.engine, prepared);
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.map.fail("basemap", reason, false);
    }
  }
}
