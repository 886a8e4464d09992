// Scrolling the page moves through the story: the chapters scroll over the map, which stays in place.

import type { Outline } from "./contracts.js";
import { chapterParts } from "./card.js";
import { add, button, fill, h, storyText } from "./dom.js";
import { boxIn, scaleOf, type Box } from "./layout.js";

/**
 * Whether scrolling can move through the story. In a frame that does not scroll it cannot; the reader uses the buttons there.
 */
export function canScroll({ defaultView: page, documentElement }: Document): boolean {
  return !page || page === page.top || documentElement.scrollHeight > page.innerHeight + 1;
}

/** What sends `scroll` events: an element, or the document, which has no box. */
type Scroller = Partial<Pick<Element, "getBoundingClientRect">>;

export class Scroll {
  #steps: HTMLElement[] = [];
  #last = NaN;
  /** What around the map was scrolled last. */
  #scroller: Scroller | undefined;
  readonly #host: HTMLElement | undefined;
  /** The height of the document that has the chapters, in CSS px. */
  #length = Infinity;

  /**
   * `element`, the container of the chapters, follows `map` in the document. `seek` goes to a position on the timeline, in
   * chapters. `open` shows the card of a chapter's place. `leave` is called when scrolling cannot move through the story any more.
   */
  constructor(
    private readonly element: HTMLElement,
    private readonly map: HTMLElement,
    private readonly seek: (position: number) => void,
    private readonly open: (chapter: number) => void,
    leave: () => void,
    signal: AbortSignal,
  ) {
    const host = (this.#host = (map.getRootNode() as Partial<ShadowRoot>).host as HTMLElement | undefined);
    if (host) {
      // The element must be as high as its chapters, even if the page gave it a height or an aspect ratio.
      const { height, aspectRatio } = host.style;
      Object.assign(host.style, { height: "auto", aspectRatio: "auto" });
      signal.addEventListener("abort", () => Object.assign(host.style, { height, aspectRatio }));
    }
    map.classList.add("scrolls");
    element.role = "region";
    element.hidden = false;
    const follow = ({ target }: Event) => {
      const scroller = target as Node & Scroller;
      if (scroller.contains(this.#host ?? map)) this.#scroller = scroller;
      this.#follow();
    };
    // Either the page or one of its elements may scroll.
    map.ownerDocument.addEventListener("scroll", follow, { capture: true, passive: true, signal });
    const page = map.ownerDocument.defaultView;
    page?.addEventListener("resize", () => {
      // A frame that is made as high as its page never scrolls, and the chapters, which are as high as the frame, would make it grow without end.
      if (page !== page.top && page.innerHeight >= this.#length) leave();
      else this.#follow();
    }, { signal });
  }

  /** The box of the first chapter, in CSS px from the corner of the map's element. */
  get box(): Box | undefined {
    const [first] = this.#steps;
    return first && boxIn(this.#host ?? this.map, first);
  }

  fill(outline: Outline): void {
    const { chapters, places, locale: { tag: lang, strings } } = outline;
    Object.assign(this.element, { lang, dir: strings.dir, ariaLabel: strings.chapters });
    const all = new Map(places.map((place) => [place.id, place]));
    this.#steps = chapters.map((chapter, i) => {
      const place = all.get(chapter.place);
      const name = place?.name ?? chapter.place;
      const more = button("more", () => this.open(i), storyText(name));
      const title = Object.assign(h("h2", "", storyText(chapter.title)), { tabIndex: -1 });
      const eyebrow = h("p", "eyebrow", fill(strings.chapter, { n: i + 1, of: chapters.length }));
      return h("section", "step", eyebrow, title, chapterParts(chapter, place, name, outline), more);
    });
    this.element.replaceChildren();
    add(this.element, this.#steps.map((step) => h("div", "stage", step)));
    this.#last = this.#position();
    this.#length = this.map.ownerDocument.documentElement.scrollHeight;
  }

  /** Scrolls the page to a chapter, without animation. `focus`: whether its title takes the focus. */
  show(chapter: number, focus: boolean): void {
    const step = this.#steps[chapter];
    if (!step) return;
    step.scrollIntoView({ block: step.offsetHeight > this.map.clientHeight ? "start" : "center" });
    if (focus) step.querySelector("h2")?.focus({ preventScroll: true });
    this.#follow();
  }

  #follow(): void {
    this.#hold();
    const position = this.#position();
    // As long as the page does not scroll, the reader can move the map freely.
    if (position === this.#last) return;
    this.#last = position;
    this.seek(position);
  }

  /**
   * Keeps the map in sight where `position: sticky` cannot: in an element of the page that clips its content and does not scroll,
   * such as one with `overflow-x: hidden`.
   */
  #hold(): void {
    const { map } = this;
    const { top: start, bottom: end } = this.element.getBoundingClientRect();
    const { top, height } = map.getBoundingClientRect();
    const edge = Math.max(this.#scroller?.getBoundingClientRect?.().top ?? 0, 0);
    const offset = Math.max(Math.min(edge, end - height) - start, 0);
    if (!map.matches(".held") && start + offset - top < 2) return;
    map.classList.add("held");
    map.style.top = `${offset / scaleOf(map)}px`;
  }

  /**
   * The position on the timeline that the scroll position means, in chapters. While a chapter is in the middle of the map, however
   * long its text is, the map stays; between two chapters it moves from one to the next.
   */
  #position(): number {
    const box = this.map.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    const boxes = this.#steps.map((step) => step.getBoundingClientRect());
    const next = boxes.findIndex(({ bottom }) => bottom >= middle);
    const to = boxes[next]?.top ?? middle;
    if (next < 0) return boxes.length - 1;
    const from = boxes[next - 1]?.bottom ?? to - box.height / 2;
    return next - Math.min(Math.max((to - middle) / (to - from), 0), 1);
  }
}
