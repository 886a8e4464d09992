// Watches the page around a map: its distance from what is in sight, the pixel ratio, the printer, and the preference for reduced
// motion. `page` is the window of the element's document, which may be another one than that of the script.

export type Page = Window & typeof globalThis;

/** How far from the visible part of the page a map starts to load, in CSS px. */
const NEAR = 1250;

/** The element and everything around it in which it inherits styles and language: elements, shadow roots and the document. */
export function pathOf(element: Element): Node[] {
  const path: Node[] = [];
  let node: Node | null | undefined = element;
  while (node) {
    path.push(node);
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  }
  return path;
}

/** How much the page enlarges an element by CSS `zoom`. */
export const zoomOf = (element: Element): number =>
  element.currentCSSZoom ?? pathOf(element).reduce((zoom, node) => zoom * (node.nodeType === 1 ? Number(getComputedStyle(node as Element).zoom) || 1 : 1), 1);

/** Calls `begin` when the element is near the visible part of the page. */
export function whenNear(element: HTMLElement, page: Page, begin: () => void, signal: AbortSignal): void {
  const { top, bottom } = element.getBoundingClientRect();
  // An observer would answer only after the next frame.
  if (element.checkVisibility() && top < page.innerHeight + NEAR && bottom > -NEAR) return begin();
  const observer = new page.IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && begin(), { rootMargin: `${NEAR}px` });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Calls `changed` when the pixel ratio changes, for example on another screen. A media query matches one ratio only, so each
 * change needs a new query.
 */
export function watchRatio(page: Page, changed: () => void, signal: AbortSignal): void {
  const next = () => {
    watchRatio(page, changed, signal);
    changed();
  };
  page.matchMedia(`(resolution: ${page.devicePixelRatio}dppx)`).addEventListener("change", next, { once: true, signal });
}

/** Calls `printing` before the page is printed and after it. */
export function watchPrinter(page: Page, printing: (on: boolean) => void, signal: AbortSignal): void {
  const paper = page.matchMedia("print");
  paper.addEventListener("change", () => printing(paper.matches), { signal });
  page.addEventListener("beforeprint", () => printing(true), { signal });
  page.addEventListener("afterprint", () => printing(false), { signal });
}

/** Calls `changed` when the preference for reduced motion changes. Returns a function that reports the present value. */
export function watchReducedMotion(page: Page, changed: (on: boolean) => void, signal: AbortSignal): () => void {
  const query = page.matchMedia("(prefers-reduced-motion: reduce)");
  const report = () => changed(query.matches);
  query.addEventListener("change", report, { signal });
  return report;
}
