// Watches the window for a change of pixel ratio, for printing, and for the preference for reduced motion.

/**
 * Calls `changed` when the pixel ratio changes, for example on another screen. A media query matches one ratio only, so each
 * change needs a new query.
 */
export function watchRatio(changed: () => void, signal: AbortSignal): void {
  const next = () => {
    watchRatio(changed, signal);
    changed();
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", next, { once: true, signal });
}

/** Calls `printing` before the page is printed and after it. */
export function watchPrinter(printing: (on: boolean) => void, signal: AbortSignal): void {
  const paper = matchMedia("print");
  paper.addEventListener("change", () => printing(paper.matches), { signal });
  addEventListener("beforeprint", () => printing(true), { signal });
  addEventListener("afterprint", () => printing(false), { signal });
}

/** Calls `changed` when the preference for reduced motion changes. Returns a function that reports the present value. */
export function watchReducedMotion(changed: (on: boolean) => void, signal: AbortSignal): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  const report = () => changed(query.matches);
  query.addEventListener("change", report, { signal });
  return report;
}
