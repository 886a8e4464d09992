// Everything that stands over the canvas, put together: buttons, card, list, credits, message.

import { Card } from "./card.js";
import { h, icon, label } from "./dom.js";
import { List } from "./list.js";
import type { CardView, DarienMapError, Outline, Strings } from "./types.js";
import { explain } from "./words.js";

export interface Handlers {
  zoomBy(levels: number): void;
  fit(): void;
  /** `byKey`: asked for from the keyboard, so that focus should follow. */
  choose(id: string, byKey: boolean): void;
  close(): void;
  focus(id: string | undefined): void;
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
  readonly #zoom: HTMLElement;
  readonly #buttons: HTMLElement[];
  readonly #credits = h("div", { class: "credits", part: "credits" });
  readonly #message = h("div", { class: "message", part: "message", role: "alert" });

  constructor(handlers: Handlers, signal: AbortSignal) {
    const button = (path: string, act: () => void) => {
      const element = h("button", { type: "button", part: "button" }, icon(path));
      element.addEventListener("click", act, { signal });
      return element;
    };
    this.#buttons = [
      button(PLUS, () => handlers.zoomBy(1)),
      button(MINUS, () => handlers.zoomBy(-1)),
      button(CORNERS, () => handlers.fit()),
    ];
    this.#zoom = h("div", { class: "zoom", part: "zoom", role: "group" }, ...this.#buttons);
    this.card = new Card({ close: () => handlers.close(), go: (id, byKey) => handlers.choose(id, byKey) }, signal);
    this.list = new List(
      { focus: (id) => handlers.focus(id), choose: (id) => handlers.choose(id, true) },
      signal,
    );
    this.#message.hidden = true;
    const bottom = h("div", { class: "bottom" }, this.#credits, this.card.element);
    const parts = [this.list.element, this.canvas, this.#zoom, bottom, this.#message];
    this.root = h("div", { class: "root", part: "map", role: "region" }, ...parts);
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || this.card.element.hidden) return;
      event.preventDefault();
      handlers.close();
    };
    this.root.addEventListener("keydown", escape, { signal });
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
    const [x = 0, y = 0, cardWidth = 0] = this.card.element.hidden ? [] : (rects[0] ?? []);
    // A sheet takes the whole width and covers the foot; a card stands at the right.
    const sheet = cardWidth > width * 0.9;
    return { right: cardWidth && !sheet ? width - x : 0, bottom: sheet ? height - y : 0, rects: rects.flat() };
  }

  /** Writes everything that is not the card, in the language of `outline`. */
  fill(outline: Outline): void {
    const { strings } = outline;
    this.root.lang = outline.lang;
    this.root.setAttribute("aria-label", outline.title);
    this.canvas.setAttribute("aria-label", strings.map);
    [strings.zoomIn, strings.zoomOut, strings.fit].forEach((text, i) => {
      const button = this.#buttons[i];
      if (button) label(button, text);
    });
    this.list.fill(outline);
    const open = this.#credits.querySelector("details")?.open ?? false;
    const details = h(
      "details",
      {},
      h("summary", {}, `${outline.asOf} · `, h("span", {}, strings.sources)),
      h("p", {}, outline.credits),
    );
    details.open = open;
    this.#credits.replaceChildren(h("p", { class: "line" }, outline.credits), details);
  }

  /** Opens the card, or closes it; who held the focus keeps it as long as that can be. */
  showCard(card: CardView | undefined, strings: Strings, lang: string): void {
    if (card) this.card.show(card, strings, lang);
    else this.card.hide();
    this.list.mark(card?.id ?? null);
  }

  /** Says in the map's place why there is none. */
  showMessage(error: DarienMapError, lang: string): void {
    const { title, text, list } = explain(error, lang);
    this.#message.hidden = false;
    this.#message.replaceChildren(h("b", {}, title), h("p", {}, text));
    if (list.length) this.#message.append(h("ul", {}, ...list.map((item) => h("li", {}, item))));
  }

  hideMessage(): void {
    this.#message.hidden = true;
    this.#message.replaceChildren();
  }
}
