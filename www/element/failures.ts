// Failures: the page gets an event for each, and the reader a message if there is no map.

import type { Emit, EngineApi, Notice, Outline } from "./contracts.js";
import { wrap, type DarienMapError, type ErrorCode } from "./errors.js";
import { PATIENCE } from "./loader.js";

export class Failures {
  /** The failure that was reported last. */
  last: DarienMapError | undefined;
  /** Timer of the message that the map takes long. */
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly map: { readonly engine: EngineApi | undefined; readonly outline: Outline | undefined },
    private readonly furniture: { notify(...notice: readonly Notice[]): void },
    /** Loads the reader's language, unless it is loaded. Until then, messages are in English. */
    private readonly translate: () => void,
    private readonly emit: Emit,
    private readonly life: AbortSignal,
  ) {
    life.addEventListener("abort", () => clearTimeout(this.#patience));
  }

  /** Reports a failure once: to the page by an event, and to the reader by a message if there is no map (`needed`). */
  readonly report = (code: ErrorCode, reason: unknown, needed = true): DarienMapError => {
    const error = wrap(code, reason);
    if (this.life.aborted) return error;
    if (needed && !this.map.outline) this.#showMessage("failed", error.problems.length ? "failedStory" : "failedLoad");
    // A failure of the core arrives here once for each caller that awaited it.
    if (this.last === error) return error;
    this.last = error;
    this.emit("error", error);
    return error;
  };

  /** Tells the reader if there is no map after some time: a file may never answer. The map is still shown if it does. */
  wait(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      const code = this.map.engine ? "story" : "wasm";
      this.report(code, new Error(`got no map within ${PATIENCE / 1000} s, expected one; its files may be slow, or never answer`), false);
      this.#showMessage("slow");
    }, PATIENCE);
  }

  /** There is a map. `whole`: whether it has its controls. */
  shown(whole: boolean): void {
    clearTimeout(this.#patience);
    this.furniture.notify(...(whole ? [] : ["partial" as const]));
  }

  #showMessage(...notice: Notice[]): void {
    clearTimeout(this.#patience);
    this.furniture.notify(...notice);
    this.translate();
  }
}
