// Watches what a map inherits from the page: colours, fonts, colour scheme and language.

import { media } from "./theme.js";
import { pathOf, type Page } from "./watch.js";

/**
 * Calls `changed` when something may have changed. `probe` is in the map's shadow root, inherits the page's styles and has a
 * transition: it reports a change of a property whatever the reason is, such as a style sheet that was turned off. `colors` are the
 * names of the colours, as the engine gives them. Returns a function to call when the element was moved.
 */
export function watchInherited(host: Element, page: Page, probe: HTMLElement, colors: string, changed: () => void, signal: AbortSignal): () => void {
  for (const query of media(page)) query.addEventListener("change", changed, { signal });
  const names = `font title-font ${colors.replaceAll("_", "-")}`.split(" ");
  probe.style.transitionProperty = ["color-scheme", ...names.map((name) => `--darien-map-${name.replace(/:.*/, "")}`)].join();
  probe.ontransitionrun = changed;
  // Languages, and styles in browsers without such transitions.
  const around = new MutationObserver(changed);
  signal.addEventListener("abort", () => around.disconnect());
  const watch = () => {
    around.disconnect();
    for (const node of pathOf(host)) around.observe(node, { attributes: true });
    changed();
  };
  watch();
  return watch;
}
