// Everything that stands over the canvas, put together: buttons, card, list, credits, message.

import { Card, type CardHandlers } from "./card.js";
import { button, h, icon, label } from "./dom.js";
import { List, type ListHandlers } from "./list.js";
import type { CardView, DarienMapError, Outline } from "./types.js";
import { explain } from "./words.js";

export interface Handlers extends CardHandlers, ListHandlers {
  zoomBy(levels: number): void;
  fit(): void;
}

/** What the furniture covers, in CSS px. */
export interface Standing {
  /** How much of the box the card takes at the right and at the foot. */
  right: number;
  bottom: number;
  /** x, y, width, height of each piece. */
  rects: number[];
}

const MINUS = "M4 10h12";
const PLUS = `${MINUS}M10 4v12`;
const CORNERS = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";

export class Furniture {
  readonly canvas = h("canvas", { part: "canvas", role: "img", tabindex: "0" });
  readonly card: Card;
  readonly list: List;
  readonly root: HTMLElement;
  readonly #buttons: HTMLElement[];
  readonly #zoom: HTMLElement;
  readonly #credits = h("div", { class: "credits", part: "credits" });
  readonly #message = h("div", { class: "message", part: "message", role: "alert", hidden: "" });

  constructor(handlers: Handlers) {
    this.card = new Card(handlers);
    this.list = new List(handlers);
    this.#buttons = [
      button("zoom-in", () => handlers.zoomBy(1), icon(PLUS)),
      button("zoom-out", () => handlers.zoomBy(-1), icon(MINUS)),
      button("fit", handlers.fit, icon(CORNERS)),
    ];
    this.#zoom = h("div", { class: "zoom", part: "zoom" }, ...this.#buttons);
    const bottom = h("div", { class: "bottom" }, this.#credits, this.card.element);
    const parts = [this.list.element, this.canvas, this.#zoom, bottom, this.#message];
    this.root = h("div", { class: "root", part: "map", role: "region" }, ...parts);
    this.root.onkeydown = (event) => {
      if (event.key !== "Escape" || this.card.element.hidden) return;
      event.preventDefault();
      handlers.close();
    };
  }

  /** What stands in the way of labels, and may change its size. */
  get obstacles(): HTMLElement[] {
    return [this.card.element, this.#zoom, this.#credits];
  }

  /** Where it all stands in a box of this many CSS px. */
  measure(width: number, height: number): Standing {
    const box = this.root.getBoundingClientRect();
    // The page may have scaled the element; the map counts in the element's own px.
    const scale = box.width / width || 1;
    const rect = (element: HTMLElement) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left - box.left, top - box.top, width, height].map((x) => x / scale);
    };
    const rects = this.obstacles.map(rect).filter(([, , width]) => width);
    const [x = 0, , cardWidth = 0] = this.card.element.hidden ? [] : (rects[0] ?? []);
    // A sheet takes the whole width and the foot, the credits on top; a card stands at the right.
    const sheet = cardWidth > width * 0.9;
    const y = rects.at(-1)?.[1] ?? 0;
    return { right: cardWidth && !sheet ? width - x : 0, bottom: sheet ? height - y : 0, rects: rects.flat() };
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
    const summary = h("summary", {}, `${outline.asOf} · `, h("span", {}, strings.sources));
    this.#credits.replaceChildren(h("p", { class: "line" }, credits), h("details", {}, summary, h("p", {}, credits)));
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
    const { title, list } = explain(error, lang);
    const items = list.map((item) => h("li", {}, item));
    this.#message.append(h("b", {}, title), h("p", {}, list.length ? "" : error.message), h("ul", {}, ...items));
  }
}
