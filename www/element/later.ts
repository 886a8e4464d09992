// What nobody misses in the first picture, in a file of its own that comes after it: card, list, pictures
// to take along. It is bundled by itself: it may import what keeps no state, and nothing of the loader's.

import { Card } from "./card.js";
import { FullScreen } from "./fullscreen.js";
import { List } from "./list.js";
import { copyLink } from "./links.js";
import { Scroll, canScroll } from "./scroll.js";
import type { DarienMapElement } from "./element.js";
import type { CardView, Outline, TourView } from "./engine.js";
import type { Handlers } from "./furniture.js";

export { toPNG, toSVG } from "./export.js";
export { follow } from "./links.js";

/** Where card, list, the button into the story and chapters that scroll are put, and buttons that get their use here. */
export interface Slots {
  card: HTMLElement;
  list: HTMLElement;
  go: HTMLElement;
  steps: HTMLElement;
  zoom: HTMLElement;
  copy: HTMLElement;
}

export class Panels {
  readonly card: Card;
  readonly #list: List;
  readonly #full: FullScreen | undefined;
  readonly #scroll: Scroll | undefined;
  /** A chapter that scrolls has the card of its place opened. */
  #opened = false;
  #shown: Parameters<Panels["show"]> | undefined;

  /** `scrolls`: whether the page's scrolling shall tell the story, if it can. */
  constructor({ card, list, go, steps, zoom, copy }: Slots, root: HTMLElement, handlers: Handlers, scrolls: boolean, signal: AbortSignal) {
    const goTo = (chapter: number, byKey: boolean) => {
      handlers.goTo(chapter, byKey);
      this.#scroll?.show(chapter);
    };
    this.card = new Card(card, go, { ...handlers, close: () => this.#close(handlers), goTo });
    this.#list = new List(list, { ...handlers, goTo });
    const shadow = root.getRootNode();
    if (shadow instanceof ShadowRoot) {
      const host = shadow.host as DarienMapElement;
      copy.onclick = async () => (await copyLink(host)) && handlers.copied();
      this.#full = new FullScreen(host, signal);
      zoom.append(this.#full.element);
    }
    if (scrolls && canScroll()) this.#scroll = new Scroll(steps, root, handlers.seek, (i) => this.#open(i, handlers), signal);
  }

  /** Where chapters that scroll pass over the map, in CSS px of the window. */
  get steps(): DOMRect | undefined {
    return this.#scroll?.box;
  }

  fill(outline: Outline, lang: string): void {
    this.#list.fill(outline, lang);
    this.#full?.fill(outline.strings);
    this.#scroll?.fill(outline);
  }

  /** Opens the card, or closes it. */
  show(card: CardView | undefined, tour: TourView, outline: Outline, lang: string): void {
    if (tour.chapter !== this.#shown?.[1].chapter) this.#opened = false;
    this.#shown = [card, tour, outline, lang];
    // What a chapter that scrolls tells is not told once more beside it.
    const there = this.#scroll && !this.#opened && !tour.away && tour.chapter !== null;
    if (card && !there) this.card.show(card, tour, outline, lang);
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
