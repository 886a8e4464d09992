// What the first picture does without, in a file of its own that comes after it: controls, card, list, export. It is bundled by itself:
// what it shares with the rest must keep no state (tools/build.mjs sees to that).

import { Card } from "./card.js";
import type { CardView, Handlers, Outline, PanelsView, Slots, TourView } from "./contracts.js";
import { FullScreen } from "./fullscreen.js";
import { List } from "./list.js";
import { Scroll, canScroll } from "./scroll.js";

export { Controls } from "./controls.js";
export { toPNG, toSVG } from "./export.js";
export { explain } from "./error-message.js";
export { findLocale } from "./find-locale.js";
export { follow } from "./links.js";

export class Panels implements PanelsView {
  readonly card: Card;
  readonly #list: List;
  readonly #full: FullScreen | undefined;
  readonly #scroll: Scroll | undefined;
  /** A chapter that scrolls has the card of its place opened. */
  #opened = false;
  #shown: Parameters<PanelsView["show"]> | undefined;

  /** `scrolls`: whether the page's scrolling shall tell the story, if it can. */
  constructor({ card, list, go, steps, zoom }: Slots, root: HTMLElement, handlers: Handlers, scrolls: boolean, signal: AbortSignal) {
    const goTo = (chapter: number, byKey: boolean) => {
      handlers.goTo(chapter, byKey);
      this.#scroll?.show(chapter);
    };
    this.card = new Card(card, go, { ...handlers, close: () => this.#close(handlers), goTo });
    this.#list = new List(list, { ...handlers, goTo });
    const shadow = root.getRootNode();
    if (shadow instanceof ShadowRoot) {
      this.#full = new FullScreen(shadow.host as HTMLElement, signal);
      zoom.append(this.#full.element);
    }
    if (scrolls && canScroll()) this.#scroll = new Scroll(steps, root, handlers.seek, (i) => this.#open(i, handlers), signal);
  }

  /** Where chapters that scroll pass over the map, in CSS px of the window. */
  get steps(): DOMRect | undefined {
    return this.#scroll?.box;
  }

  fill(outline: Outline): void {
    this.#list.fill(outline);
    this.#full?.fill(outline.locale.strings);
    this.#scroll?.fill(outline);
  }

  /** Opens the card, or closes it. */
  show(card: CardView | undefined, tour: TourView, outline: Outline): void {
    if (tour.chapter !== this.#shown?.[1].chapter) this.#opened = false;
    this.#shown = [card, tour, outline];
    // What a chapter that scrolls tells is not told once more beside it.
    const there = this.#scroll && !this.#opened && !tour.away && tour.chapter !== null;
    if (card && !there) this.card.show(card, tour, outline);
    else {
      this.card.hide();
      this.card.tour.show(tour, tour.chapter ?? -1, outline);
    }
    this.#list.mark(card?.id, tour.chapter);
  }

  #open(chapter: number, handlers: Handlers): void {
    if (this.#shown?.[1].chapter !== chapter) this.#scroll?.show(chapter);
    this.#opened = true;
    if (this.#shown) this.show(...this.#shown);
    handlers.furnish();
    this.card.focus();
  }

  #close(handlers: Handlers): void {
    if (!this.#opened || !this.#shown) return handlers.close();
    this.#opened = false;
    this.show(...this.#shown);
    handlers.furnish();
  }
}
