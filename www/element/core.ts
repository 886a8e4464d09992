// The engine of a map, and the instance of the core that it is in. A map with a large story is in an instance of its own, because
// memory is given back only with a whole instance; it leaves that instance for a small story.

import { context2d } from "./canvas.js";
import type { EngineApi, MapOptions } from "./contracts.js";
import type { DarienMapError } from "./errors.js";
import type { Instance } from "./instance.js";
import { loadInstance } from "./loader.js";

/** A story that is longer than this, in UTF-16 code units, gets an instance of its own. */
const LARGE = 1 << 21;

export class Core {
  /** The engine of the map; `undefined` until it is loaded, and after a crash or the end. */
  engine: EngineApi | undefined;
  #instance: Instance | undefined;
  /** Another engine, in another instance, that the map may continue with. */
  #next: readonly [engine: EngineApi, instance: Instance] | undefined;

  /** `crashed` is called after a crash in the instance of the map; with the error, if it was in this map. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly options: Pick<MapOptions, "alone">,
    private readonly crashed: (error: DarienMapError | undefined) => void,
    private readonly life: AbortSignal,
  ) {}

  /** Makes the engine of the map. */
  async load(): Promise<EngineApi> {
    const [engine, instance] = await this.#make(this.options.alone);
    this.#instance = instance;
    return (this.engine = engine);
  }

  /**
   * The engine for a story of this length: that of the map, or another one. The map must `adopt` the other one as soon as it can be
   * shown; until then it stays as it is.
   */
  async engineFor(length: number): Promise<EngineApi> {
    const { engine, options } = this;
    if (!engine) throw new Error("got a story for a map that has crashed, expected one that was inserted again");
    const alone = options.alone || length > LARGE;
    if (alone === this.#instance?.alone) return engine;
    const next = await this.#make(alone);
    this.drop(this.#next?.[0]);
    this.#next = next;
    return next[0];
  }

  /** Whether an engine may be called: that of the map, or the one that it may continue with. */
  has(engine: EngineApi): boolean {
    return engine === this.engine || engine === this.#next?.[0];
  }

  /** The map continues with another engine. The one before it is freed. */
  adopt(): void {
    const { engine } = this;
    const before = this.#instance;
    if (!this.#next) return;
    [this.engine, this.#instance] = this.#next;
    this.#next = undefined;
    if (engine) before?.remove(engine);
  }

  /** Frees the other engine, if it is this one. */
  drop(engine: EngineApi | undefined): void {
    if (!this.#next || this.#next[0] !== engine) return;
    this.#next[1].remove(engine);
    this.#next = undefined;
  }

  /** Frees everything. */
  end(): void {
    this.drop(this.#next?.[0]);
    const { engine } = this;
    this.engine = undefined;
    if (engine) this.#instance?.remove(engine);
  }

  async #make(alone: boolean): Promise<readonly [EngineApi, Instance]> {
    const instance = await loadInstance(alone);
    this.life.throwIfAborted();
    const engine = instance.add(context2d(this.canvas, true), (error) => {
      if (this.#next?.[0] === engine) this.#next = undefined;
      if (this.engine !== engine) return;
      // What has crashed must not be called again. What it has painted stays.
      this.engine = undefined;
      this.crashed(error);
    });
    return [engine, instance];
  }
}
