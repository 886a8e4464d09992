// Paper.

/** Tells when the page goes to a printer, and when it comes back. */
export function watchPrinter(printing: (on: boolean) => void, signal: AbortSignal): void {
  const paper = matchMedia("print");
  paper.addEventListener("change", () => printing(paper.matches), { signal });
  addEventListener("beforeprint", () => printing(true), { signal });
  addEventListener("afterprint", () => printing(false), { signal });
}
