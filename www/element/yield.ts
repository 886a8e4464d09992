// Work in pieces: between two of them the page can answer its reader.

const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };

/** How long one piece may take, in ms. */
const PIECE = 10;

/**
 * Ends the present task, so that the page can answer its reader between two pieces of work. Throws when
 * `signal` says so: what the work was for may be gone.
 */
export async function yieldToMain(signal: AbortSignal): Promise<void> {
  // Timers that set timers are held back by a browser; a message comes as soon as it can.
  if (scheduler?.yield) await scheduler.yield();
  else {
    const { port1, port2 } = new MessageChannel();
    await new Promise((go) => {
      port1.onmessage = go;
      port2.postMessage(0);
    });
    port1.close();
  }
  signal.throwIfAborted();
}

/** Does `work` again and again until it says false, and breathes whenever a piece has become long enough. */
export async function inPieces(signal: AbortSignal, work: () => boolean): Promise<void> {
  let end = performance.now() + PIECE;
  while (work()) {
    if (performance.now() < end) continue;
    await yieldToMain(signal);
    end = performance.now() + PIECE;
  }
}
