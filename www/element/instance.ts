// Instances of the WebAssembly module. The maps of a page are in one instance, where they share the ground. A crash and a large
// story are kept away from other maps: a crashed instance is left, and memory is given back only with a whole instance.

import { instantiate } from "../../target/glue/darien_map.js";
import type { EngineApi } from "./contracts.js";

/** An instance with more memory than this, in bytes, gets no further maps: its memory never shrinks. */
const FULL = 64 << 20;

/** An instance without maps is kept for the next one, unless it has more memory than this, in bytes. */
const SPARE = 16 << 20;

/** The instance for the next maps. */
let shared: Instance | undefined;

export class Instance {
  readonly #Engine;
  readonly #memory;
  /** What is called after a crash, for each map. */
  readonly #maps = new Map<EngineApi, (byItself: boolean) => void>();

  constructor(module: WebAssembly.Module) {
    [this.#Engine, this.#memory] = instantiate(module);
  }

  /** The instance for the next map: one of its own if it is `alone`. */
  static next(module: WebAssembly.Module, alone: boolean): Instance {
    if (alone) return new Instance(module);
    if (shared && shared.#exceeds(FULL)) shared = undefined;
    return (shared ??= new Instance(module));
  }

  /** Makes the engine of a map. `crashed` is called when no engine of the instance must be called any more. */
  add(context: CanvasRenderingContext2D, crashed: (byItself: boolean) => void): EngineApi {
    const engine = new this.#Engine(context) as EngineApi;
    this.#maps.set(engine, crashed);
    return engine;
  }

  /** Frees the engine of a map, unless the instance has crashed. */
  remove(engine: EngineApi): void {
    if (this.#maps.delete(engine)) engine.free();
    if (shared === this && !this.#maps.size && this.#exceeds(SPARE)) shared = undefined;
  }

  /** Leaves the instance, because this engine of it has crashed: its memory may be in any state. */
  crash(engine: EngineApi): void {
    if (shared === this) shared = undefined;
    const maps = [...this.#maps];
    this.#maps.clear();
    for (const [other, crashed] of maps) crashed(other === engine);
  }

  #exceeds(bytes: number): boolean {
    return this.#memory.buffer.byteLength > bytes;
  }
}
