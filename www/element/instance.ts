// Instances of the WebAssembly module. The maps of a page are in one instance, where they share the ground. A crash and a large
// story are kept away from other maps: a crashed instance is left, and memory is given back only with a whole instance.

import { instantiate } from "../../target/glue/darien_map.js";
import type { EngineApi } from "./contracts.js";
import { DarienMapError, wrap } from "./errors.js";

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
  readonly #maps = new Map<EngineApi, (error: DarienMapError | undefined) => void>();

  /** `alone`: whether it is for one map only. */
  constructor(
    module: WebAssembly.Module,
    readonly alone: boolean,
  ) {
    [this.#Engine, this.#memory] = instantiate(module);
    this.#guard(this.#Engine.prototype as unknown as Record<string, (...values: unknown[]) => unknown>);
  }

  /** The instance for the next map: one of its own if it is `alone`. */
  static next(module: WebAssembly.Module, alone: boolean): Instance {
    if (alone) return new Instance(module, true);
    if (shared && shared.#exceeds(FULL)) shared = undefined;
    return (shared ??= new Instance(module, false));
  }

  /**
   * Makes the engine of a map. `crashed` is called when no engine of the instance must be called any more: with the error, if it
   * was in a call of this engine.
   */
  add(context: CanvasRenderingContext2D, crashed: (error: DarienMapError | undefined) => void): EngineApi {
    const engine = new this.#Engine(context) as EngineApi;
    this.#maps.set(engine, crashed);
    return engine;
  }

  /** Frees the engine of a map, unless the instance has crashed. */
  remove(engine: EngineApi): void {
    if (this.#maps.delete(engine)) engine.free();
    if (shared === this && !this.#maps.size && this.#exceeds(SPARE)) shared = undefined;
  }

  /**
   * Guards all calls of engines. An exception in the middle of a call leaves the memory in any state, so it is a crash, unless it is
   * a report of problems in data. The caller gets a `DarienMapError` for it.
   */
  #guard(calls: Record<string, (...values: unknown[]) => unknown>): void {
    const instance = this;
    for (const name of Object.getOwnPropertyNames(calls)) {
      const call = calls[name];
      if (!call || name === "constructor" || name === "free") continue;
      calls[name] = function (this: EngineApi, ...values) {
        if (!instance.#maps.has(this)) throw new DarienMapError("wasm", `got a call of ${name}() after the map's end or its crash`);
        try {
          return call.apply(this, values);
        } catch (reason) {
          throw (reason as Partial<DarienMapError> | null)?.problems ? reason : instance.#crash(this, wrap("wasm", reason));
        }
      };
    }
  }

  /** Leaves the instance, because a call of this engine has crashed. */
  #crash(engine: EngineApi, error: DarienMapError): DarienMapError {
    if (shared === this) shared = undefined;
    const maps = [...this.#maps];
    this.#maps.clear();
    for (const [other, crashed] of maps) crashed(other === engine ? error : undefined);
    return error;
  }

  #exceeds(bytes: number): boolean {
    return this.#memory.buffer.byteLength > bytes;
  }
}
