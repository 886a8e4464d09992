// Scrolling the page moves through the story: the chapters scroll over the map, which stays in place.

import type { Outline } from "./contracts.js";
import { button, h, storyText } from "./dom.js";

/** The part of the distance between two chapters, at each end, in which scrolling does not move the map. */
const REST = 0.25;

/**
 * Whether scrolling can move through the story. In a frame that does not scroll it cannot; the reader uses the buttons there.
 */
export function canScroll(): boolean {
  return self === top || document.documentElement.scrollHeight > innerHeight + 1;
}

export class Scroll {
  #steps: HTMLElement[] = [];
  #last = NaN;

  /**
   * `element`, the container of the chapters, follows `map` in the document. `seek` goes to a position on the timeline, in
   * chapters. `open` shows the card of a chapter's place.
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
      // The element must be as high as its chapters, even if the page gave it a height or an aspect ratio.
      const { height, aspectRatio } = host.style;
      Object.assign(host.style, { height: "auto", aspectRatio: "auto" });
      signal.addEventListener("abort", () => Object.assign(host.style, { height, aspectRatio }));
    }
    map.classList.add("scrolls");
    element.role = "region";
    element.hidden = false;
    const follow = () => this.#follow();
    // Either the page or one of its elements may scroll.
    document.addEventListener("scroll", follow, { capture: true, passive: true, signal });
    addEventListener("resize", follow, { signal });
  }

  /** The box of the first chapter, in CSS px of the viewport. */
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

  /** Scrolls the page to a chapter, without animation. */
  show(chapter: number): void {
    this.#steps[chapter]?.scrollIntoView({ block: "center" });
    this.#follow();
  }

  #follow(): void {
    const position = this.#position();
    // As long as the page does not scroll, the reader can move the map freely.
    if (position === this.#last) return;
    this.#last = position;
    this.seek(position);
  }

  /** The position on the timeline that the scroll position means, in chapters. */
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
