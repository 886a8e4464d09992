// Splits long work into short tasks, so that the page can respond to input between them.

const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };

/** The longest time of one task, in ms. */
const PIECE = 10;

/**
 * Ends the current task and continues in a new one, so that the page can respond to input. Throws if `signal` is aborted: the
 * result of the work may no longer be needed.
 */
export async function yieldToMain(signal?: AbortSignal): Promise<void> {
  // Browsers delay nested timers; a message arrives without delay.
  if (scheduler?.yield) await scheduler.yield();
  else {
    const { port1, port2 } = new MessageChannel();
    await new Promise((go) => {
      port1.onmessage = go;
      port2.postMessage(0);
    });
    port1.close();
  }
  signal?.throwIfAborted();
}

/** Waits for `work`, but no longer than `patience` ms. */
export function within(patience: number, work: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout>;
  const long = new Promise((go) => (timer = setTimeout(go, patience)));
  return Promise.race([work, long]).finally(() => clearTimeout(timer));
}

/** Repeats `work` until it returns false, and yields whenever the longest time of a task is over. */
export async function inPieces(signal: AbortSignal, work: () => boolean): Promise<void> {
  let end = performance.now() + PIECE;
  while (work()) {
    if (performance.now() < end) continue;
    await yieldToMain(signal);
    end = performance.now() + PIECE;
  }
}
