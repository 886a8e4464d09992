// What nobody misses in the first picture, in a file of its own that comes after it: card, list, pictures
// to take along. It is bundled by itself: it may import what keeps no state, and nothing of the loader's.

import { Card } from "./card.js";
import { List } from "./list.js";
import type { CardView, Outline, TourView } from "./engine.js";
import type { Handlers } from "./furniture.js";

export { toPNG, toSVG } from "./export.js";

/** Where card, list and the button into the story are put. */
export interface Slots {
  card: HTMLElement;
  list: HTMLElement;
  go: HTMLElement;
}

export class Panels {
  readonly card: Card;
  readonly #list: List;

  constructor({ card, list, go }: Slots, handlers: Handlers) {
    this.card = new Card(card, go, handlers);
    this.#list = new List(list, handlers);
  }

  fill(outline: Outline, lang: string): void {
    this.#list.fill(outline, lang);
  }

  /** Opens the card, or closes it. */
  show(card: CardView | undefined, tour: TourView, outline: Outline, lang: string): void {
    if (card) this.card.show(card, tour, outline, lang);
    else {
      this.card.hide();
      this.card.tour.show(tour, tour.chapter ?? -1, outline);
    }
    this.#list.mark(card?.id, tour.chapter);
  }
}
