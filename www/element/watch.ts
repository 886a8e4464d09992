// What happens to the window: another screen, paper, less motion.

/** A window may be moved to a screen of another pixel ratio: each ratio is watched until it ends. */
export function watchRatio(changed: () => void, signal: AbortSignal): void {
  const next = () => {
    watchRatio(changed, signal);
    changed();
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", next, { once: true, signal });
}

/** Tells when the page goes to a printer, and when it comes back. */
export function watchPrinter(printing: (on: boolean) => void, signal: AbortSignal): void {
  const paper = matchMedia("print");
  paper.addEventListener("change", () => printing(paper.matches), { signal });
  addEventListener("beforeprint", () => printing(true), { signal });
  addEventListener("afterprint", () => printing(false), { signal });
}

/** Tells whether the reader asked for less motion, whenever that changes. */
export function watchReducedMotion(changed: (on: boolean) => void, signal: AbortSignal): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  const report = () => changed(query.matches);
  query.addEventListener("change", report, { signal });
  return report;
}
