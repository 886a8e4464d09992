// Everything that the first picture does not need: controls, card, list, export. It is a separate bundle, loaded after the first
// picture. Modules that are in both bundles must keep no state; tools/build.mjs checks this.

import { Card } from "./card.js";
import type { CardView, Handlers, Outline, PanelsView, Slots, TourView } from "./contracts.js";
import { FullScreen } from "./fullscreen.js";
import { List } from "./list.js";
import { Scroll, canScroll } from "./scroll.js";

export { Controls } from "./controls.js";
export { toPNG, toSVG } from "./export.js";
export { findLocale } from "./find-locale.js";
export { follow } from "./links.js";

export class Panels implements PanelsView {
  readonly card: Card;
  readonly #list: List;
  readonly #full: FullScreen | undefined;
  readonly #scroll: Scroll | undefined;
  /** Whether the reader opened the card of a scrolling chapter's place. */
  #opened = false;
  #shown: Parameters<PanelsView["show"]> | undefined;

  /** `scrolls`: whether scrolling the page moves through the story, where that is possible. */
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

  /** The box of the scrolling chapters, in CSS px of the viewport. */
  get steps(): DOMRect | undefined {
    return this.#scroll?.box;
  }

  fill(outline: Outline): void {
    this.#list.fill(outline);
    this.#full?.fill(outline.locale.strings);
    this.#scroll?.fill(outline);
  }

  /** Shows the card of a place. Without a place it closes the card. */
  show(card: CardView | undefined, tour: TourView, outline: Outline): void {
    if (tour.chapter !== this.#shown?.[1].chapter) this.#opened = false;
    this.#shown = [card, tour, outline];
    // A scrolling chapter already shows its text, so the card stays closed beside it.
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
