// Loads the basemap into the engine: its manifest and the pieces of the first picture. If a file cannot be loaded, an error is reported
// and the map continues without it.

import { basemapSource, type BasemapSource } from "./basemap-source.js";
import type { BasemapFiles, BasemapHost, EngineApi, MissingPiece } from "./contracts.js";
import { textOf } from "./files.js";
import { resumable } from "./resume.js";
import type { Tiles } from "./tiles.js";
import { yieldToMain } from "./yield.js";

/** Whether an address is that of a file of tiles, and not of a manifest. */
const isTiles = (address: string | null): address is string => /\.pmtiles([?#]|$)/i.test(address ?? "");

export class BasemapLoader implements BasemapFiles {
  /** How many views of a file of tiles are loading. */
  tiling = 0;
  /** Loads the files named in the manifest that the engine has now. */
  source: BasemapSource | undefined;
  /** The source of the basemap that the page asked for, if another one is shown, which is made for where the story is. */
  #home: BasemapSource | undefined;
  /** Which file of the base was requested last. */
  #begun: MissingPiece["part"] | undefined;
  /** The address that was requested last. */
  #address: string | null | undefined;
  /** Counts the manifests shown and the attempts to settle. An attempt that was overtaken shows nothing. */
  #turn = 0;
  /** Resolves when all files with words that were requested are loaded. */
  #words: Promise<void> | undefined;
  /** The basemap of whose pieces a failure was reported. */
  #told: BasemapSource | undefined;
  /** The file of tiles over it, if the page gives one. */
  #tiles: Tiles | undefined;
  /** Pieces that are loaded, but without their relief and sea tones. */
  plain: MissingPiece[] = [];

  #ended = false;

  constructor(
    readonly map: BasemapHost,
    readonly life: AbortSignal,
  ) {}

  /** Files that are still loading are not passed to the engine, because it has another basemap loader. */
  end(): void {
    this.#ended = true;
  }

  /** The engine that the files are passed to. */
  get engine(): EngineApi | undefined {
    return this.#ended ? undefined : this.map.engine;
  }

  /**
   * Loads a manifest as soon as the engine is ready. If that fails, the previous basemap stays. `early`: whether its first piece is
   * loaded at once, because the story is known to be there.
   */
  async open(address: string | null, engine: Promise<EngineApi>, early: boolean): Promise<void> {
    // A change before the start is part of the start.
    if (address === this.#address) return;
    this.#address = address;
    return this.#try(async () => {
      // A file of tiles lies over the built-in basemap.
      const tiled = isTiles(address);
      const wanted = () => this.#address === address;
      const openTiles = async (url: string) => {
        const { Tiles } = await resumable(() => import("./tiles.js"));
        return Tiles.open(url, this.map, engine, this.life, (by) => (this.tiling += by));
      };
      const source = basemapSource(tiled ? null : address, early);
      const [opened] = await Promise.all([
        tiled && this.#try(() => openTiles(address)),
        this.#show(source, undefined, engine, wanted).then((shown) => (shown && early ? this.loadNext() : undefined)),
      ]);
      if (!wanted()) return;
      this.#tiles?.close();
      this.#tiles = opened || undefined;
      this.#tiles?.show();
    });
  }

  /** Shows the basemap that is made for where the story is, and its first piece. Returns whether it is another one than before. */
  async settle(): Promise<boolean> {
    const before = this.source;
    await this.#try(async () => {
      const engine = this.engine;
      if (!engine) return;
      // The page may open another basemap or load another story while a manifest is loading. Either settles anew.
      const turn = ++this.#turn;
      const show = (source: BasemapSource, home?: BasemapSource) =>
        this.#show(source, home, Promise.resolve(engine), () => this.#turn === turn);
      const elsewhere = engine.basemapElsewhere();
      if (elsewhere === null) {
        if (this.#home) await show(this.#home);
      } else if (this.source && !this.#home) await show(this.source.elsewhere(elsewhere), this.source);
      if (!this.#begun) await this.loadNext();
    });
    return this.source !== before;
  }

  /**
   * Loads a manifest. `home` is the basemap that it stands in for, if any. Returns false if it is no longer wanted once it is
   * loaded, or the map has another engine.
   */
  async #show(source: BasemapSource, home: BasemapSource | undefined, engine: Promise<EngineApi>, wanted: () => boolean): Promise<boolean> {
    const text = textOf(await source.load());
    const core = await engine;
    await yieldToMain(this.life);
    if (!wanted() || core !== this.engine) return false;
    core.loadManifest(text, home !== undefined);
    this.#turn++;
    this.source = source;
    this.#home = home;
    this.plain = [];
    this.#begun = this.#words = undefined;
    return true;
  }

  /** Loads the base: first its sketch, if it has one, then all of it. */
  async loadNext(): Promise<void> {
    const piece = this.#begun === "whole" ? null : this.engine?.takeMissingPiece();
    if (!piece) return;
    this.#begun = piece.part;
    await this.loadPiece(piece);
    if (piece.part === "whole") this.plain.push(piece);
  }

  /**
   * Loads names and attribution in this language, as far as they are in separate files and not loaded. Also waits for those that are
   * loading.
   */
  async loadWords(lang: string): Promise<void> {
    const files = this.engine?.takeMissingWords(lang).split("\0") ?? [];
    const load = (file: string) => this.#try(() => this.load(file, textOf, (engine, text) => engine.loadBasemapWords(file, text)));
    await (this.#words = Promise.all([this.#words, ...files.map((file) => file && load(file))]).then(() => {}));
  }

  /** Loads the tiles of the view, if the page gives a file of tiles. */
  follow(): void {
    this.#tiles?.follow();
  }

  /** Loads a file of a piece. A failure is reported, and the coarser ground stays. */
  async loadPiece({ piece, part, file }: MissingPiece): Promise<void> {
    const source = this.source;
    const sketch = part === "sketch";
    try {
      await this.load(file, (bytes) => bytes, (engine, bytes) => engine.loadPiece(piece, sketch, bytes));
    } catch (reason) {
      this.tell(source, reason);
      if (source === this.source) this.engine?.losePiece(piece, sketch);
    }
  }

  /** Passes a file to the engine, in a separate task because each file takes a few milliseconds. */
  async load<T>(
    file: string,
    prepare: (bytes: Uint8Array<ArrayBuffer>) => T | Promise<T>,
    use: (engine: EngineApi, prepared: T) => void,
  ): Promise<void> {
    const source = this.source;
    if (!source) throw new Error("got no manifest");
    const prepared = await prepare(await source.load(file));
    await yieldToMain(this.life);
    // Another basemap may have been opened while this file was loading.
    if (this.engine && source === this.source) use(this.engine, prepared);
  }

  /** Reports the first failure of a basemap's pieces: the others have mostly the same cause. */
  tell(source: BasemapSource | undefined, reason: unknown): void {
    if (this.#told === source) return;
    this.#told = source;
    this.map.fail("basemap", reason, false);
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (reason) {
      this.map.fail("basemap", reason, false);
      return undefined;
    }
  }
}
