// What was loading when the reader left the page. A browser may keep the page in memory and show it again, but never end what it was
// loading (Firefox).

/**
 * Waits for `work`, and begins it anew whenever the page is shown again before it has ended. The first result of all attempts counts, but
 * only the failure of the last.
 */
export async function resumable<T>(work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  try {
    return await new Promise<T>((resolve, reject) => {
      let latest: Promise<T>;
      const begin = () => {
        const attempt = (latest = work());
        attempt.then(resolve, (reason: unknown) => attempt === latest && reject(reason));
      };
      addEventListener("pageshow", ({ persisted }) => persisted && begin(), { signal: over.signal });
      begin();
    });
  } finally {
    over.abort();
  }
}
