// The page's own scrolling tells the story: its chapters pass over the map, which stands still.

import type { Outline } from "./contracts.js";
import { button, h, storyText } from "./dom.js";

/** Between two chapters the map stands still for this part of the way at either end. */
const REST = 0.25;

/**
 * Whether scrolling can tell a story here: not in a frame that stands still, for there the chapters would
 * never pass. Such a frame is gone through by the buttons instead.
 */
export function canScroll(): boolean {
  return self === top || document.documentElement.scrollHeight > innerHeight + 1;
}

export class Scroll {
  #steps: HTMLElement[] = [];
  #last = NaN;

  /**
   * `element` is where the chapters are put, behind `map`; `seek` goes to a position on the timeline, in
   * chapters; `open` shows what happened at a chapter's place.
   */
  constructor(
    private readonly element: HTMLElement,
    private readonly map: HTMLElement,
    private readonly seek: (position: number) => void,
    private readonly open: (chapter: number) => void,
    signal: AbortSignal,
  ) {
    const root = map.getRootNode();
    const host = root instanceof ShadowRoot ? root.host : undefined;
    if (host instanceof HTMLElement) {
      // It is as high as its chapters, whatever the page has said of a map that stands still.
      const { height, aspectRatio } = host.style;
      Object.assign(host.style, { height: "auto", aspectRatio: "auto" });
      signal.addEventListener("abort", () => Object.assign(host.style, { height, aspectRatio }));
    }
    map.classList.add("scrolls");
    element.role = "region";
    element.hidden = false;
    const follow = () => this.#follow();
    // The page may scroll, or a part of it.
    document.addEventListener("scroll", follow, { capture: true, passive: true, signal });
    addEventListener("resize", follow, { signal });
  }

  /** Where the steps pass, in CSS px of the window. */
  get box(): DOMRect | undefined {
    return this.#steps[0]?.getBoundingClientRect();
  }

  fill({ chapters, places, locale: { tag: lang, strings } }: Outline): void {
    Object.assign(this.element, { lang, dir: strings.dir, ariaLabel: strings.chapters });
    const names = new Map(places.map(({ id, name }) => [id, name]));
    this.#steps = chapters.map(({ title, text, place }, i) => {
      const more = button("more", () => this.open(i), storyText(names.get(place) ?? place));
      return h("section", "step", h("h2", "", storyText(title)), h("p", "text", storyText(text)), more);
    });
    this.element.replaceChildren(...this.#steps.map((step) => h("div", "stage", step)));
    this.#last = this.#position();
  }

  /** The page scrolls to a chapter, at once. */
  show(chapter: number): void {
    this.#steps[chapter]?.scrollIntoView({ block: "center" });
    this.#follow();
  }

  #follow(): void {
    const position = this.#position();
    // Who looks around is left alone until the page scrolls on.
    if (position === this.#last) return;
    this.#last = position;
    this.seek(position);
  }

  /** How far the steps have come past the middle of the map, in chapters. */
  #position(): number {
    const box = this.map.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    const centers = this.#steps.map((step) => {
      const { top, height } = step.getBoundingClientRect();
      return top + height / 2;
    });
    const next = centers.findIndex((center) => center > middle);
    if (next < 0) return centers.length - 1;
    const to = centers[next] ?? middle;
    const from = centers[next - 1] ?? to - box.height;
    const part = ((middle - from) / (to - from) - REST) / (1 - 2 * REST);
    return next - 1 + Math.min(Math.max(part, 0), 1);
  }
}
