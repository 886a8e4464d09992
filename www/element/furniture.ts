// Everything that stands over the canvas, put together: buttons, card, list, credits, message.

import { Card, type CardHandlers } from "./card.js";
import { button, h, icon, label } from "./dom.js";
import { List, type ListHandlers } from "./list.js";
import type { CardView, Outline } from "./engine.js";
import type { DarienMapError } from "./types.js";
import { explain } from "./words.js";

export interface Handlers extends CardHandlers, ListHandlers {
  zoomBy(levels: number): void;
  fit(): void;
}

const MINUS = "M4 10h12";
const PLUS = `${MINUS}M10 4v12`;
const CORNERS = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";

export class Furniture {
  readonly canvas = Object.assign(h("canvas", "canvas"), { role: "img", tabIndex: 0 });
  readonly card: Card;
  readonly list: List;
  readonly root: HTMLElement;
  readonly #buttons: HTMLElement[];
  readonly #zoom: HTMLElement;
  readonly #credits = h("div", "credits");
  readonly #message = Object.assign(h("div", "message"), { role: "alert", hidden: true });

  constructor(handlers: Handlers) {
    this.card = new Card(handlers);
    this.list = new List(handlers);
    this.#buttons = [
      button("zoom-in", () => handlers.zoomBy(1), icon(PLUS)),
      button("zoom-out", () => handlers.zoomBy(-1), icon(MINUS)),
      button("fit", handlers.fit, icon(CORNERS)),
    ];
    this.#zoom = h("div", "zoom", ...this.#buttons);
    const bottom = h("div", "bottom", this.#credits, this.card.element);
    const parts = [this.list.element, this.canvas, this.#zoom, bottom, this.#message];
    this.root = Object.assign(h("div", "map", ...parts), { role: "region" });
    this.root.onkeydown = (event) => {
      if (event.key !== "Escape" || this.card.element.hidden) return;
      event.preventDefault();
      handlers.close();
    };
  }

  /** What stands in the way of labels, and may change its size: the card first, the credits last. */
  get obstacles(): HTMLElement[] {
    return [this.card.element, this.#zoom, this.#credits];
  }

  /** Writes everything that is not the card, in the language of `outline`. */
  fill(outline: Outline): void {
    const { strings, credits } = outline;
    this.root.lang = outline.lang;
    this.root.ariaLabel = outline.title;
    this.canvas.ariaLabel = strings.map;
    const names = [strings.zoomIn, strings.zoomOut, strings.fit];
    this.#buttons.forEach((element, i) => label(element, names[i] ?? ""));
    this.list.fill(outline);
    const summary = h("summary", "", `${outline.asOf} · `, h("u", "", strings.sources));
    this.#credits.replaceChildren(h("p", "line", [outline.asOf, credits].filter(Boolean).join(". ")), h("details", "", summary, h("p", "", credits)));
  }

  /** Opens the card, or closes it. */
  showCard(card: CardView | undefined, { strings }: Outline, lang: string): void {
    if (card) this.card.show(card, strings, lang);
    else this.card.element.hidden = true;
    this.list.mark(card?.id);
  }

  /** Says in the map's place why there is none; nothing, once there is. */
  showMessage(error: DarienMapError | undefined, lang: string): void {
    this.#message.hidden = !error;
    this.#message.replaceChildren();
    if (!error) return;
    const { title, lines } = explain(error, lang);
    this.#message.append(h("b", "", title), ...lines.map((line) => h("p", "", line)));
  }
}
