// The card: what happened at the chosen place, when, and who says so.

import { formatDate } from "./dates.js";
import { h, icon, label, safeLink } from "./dom.js";
import type { CardView, FactView, Strings } from "./types.js";

export interface CardHandlers {
  close(): void;
  /** `byKey`: asked for from the keyboard, so that focus should follow. */
  go(id: string, byKey: boolean): void;
}

export class Card {
  readonly element: HTMLElement;
  readonly #title = h("h2", { part: "card-title", id: "title", tabindex: "-1" });
  readonly #close = h("button", { class: "close", part: "close", type: "button" }, icon("M5 5l10 10M15 5L5 15"));
  readonly #eyebrow = h("p", { class: "eyebrow" });
  readonly #where = h("p", { class: "where" });
  readonly #facts = h("div", { class: "facts" });
  readonly #previous = h("button", { class: "previous", type: "button" });
  readonly #next = h("button", { class: "next", type: "button" });
  readonly #body: HTMLElement;

  constructor(handlers: CardHandlers, signal: AbortSignal) {
    // Tabbable, so that the keyboard can scroll what is longer than the card.
    this.#body = h("div", { class: "body", tabindex: "0" }, this.#eyebrow, this.#title, this.#where, this.#facts);
    const foot = h("div", { class: "foot" }, this.#previous, this.#next);
    this.element = h("section", { class: "card", part: "card", "aria-labelledby": "title" }, this.#close, this.#body, foot);
    this.element.hidden = true;
    this.#close.addEventListener("click", () => handlers.close(), { signal });
    for (const button of [this.#previous, this.#next]) {
      const go = (event: MouseEvent) => handlers.go(button.dataset["id"] ?? "", event.detail === 0);
      button.addEventListener("click", go, { signal });
    }
  }

  show(card: CardView, strings: Strings, lang: string): void {
    this.#eyebrow.textContent = card.eyebrow;
    this.#title.textContent = card.title;
    this.#where.textContent = [card.where, card.accuracy].filter(Boolean).join(" ");
    this.#facts.replaceChildren(...card.facts.map((fact) => factElement(fact, lang)));
    label(this.#close, strings.close);
    fillStep(this.#previous, card.previous, strings.previous, "M12 5l-5 5 5 5");
    fillStep(this.#next, card.next, strings.next, "M8 5l5 5-5 5");
    this.element.hidden = false;
    this.#body.scrollTop = 0;
  }

  hide(): void {
    this.element.hidden = true;
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }
}

function fillStep(button: HTMLElement, to: CardView["next"], what: string, arrow: string): void {
  button.hidden = !to;
  if (!to) return;
  button.dataset["id"] = to.id;
  label(button, `${what}: ${to.name}`);
  button.replaceChildren(icon(arrow), h("span", {}, to.name));
}

function factElement(fact: FactView, lang: string): HTMLElement {
  const sources = fact.sources.map(({ title, url }) => {
    const href = safeLink(url);
    return href ? h("a", { href, target: "_blank", rel: "noopener" }, title) : h("span", {}, title);
  });
  return h(
    "article",
    { part: "fact" },
    h(
      "p",
      { class: "head" },
      h("time", { datetime: fact.date }, formatDate(fact.date, lang)),
      h("span", { part: `mark mark-${fact.standing}`, class: `mark ${fact.standing}` }, fact.standingLabel),
    ),
    h("p", { class: "text" }, fact.text),
    h("p", { part: "source", class: "source" }, ...sources.flatMap((source, i) => (i ? ["; ", source] : [source]))),
    fact.note ? h("p", { part: "note", class: "source" }, fact.note) : null,
  );
}
