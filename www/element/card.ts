// The card: what happened at the chosen place, when, and who says so.

import { formatDate } from "./dates.js";
import { button, h, icon, label, safeLink } from "./dom.js";
import type { CardView, FactView, Strings } from "./engine.js";

export interface CardHandlers {
  close(): void;
  /** `byKey`: asked for from the keyboard, so that focus should follow. */
  choose(id: string, byKey: boolean): void;
}

export class Card {
  readonly element: HTMLElement;
  readonly #body = Object.assign(h("div", "body"), { tabIndex: 0 });
  readonly #title = Object.assign(h("h2", "card-title"), { id: "title", tabIndex: -1 });
  readonly #close: HTMLElement;
  readonly #previous: HTMLElement;
  readonly #next: HTMLElement;

  constructor(handlers: CardHandlers) {
    this.#close = button("close", handlers.close, icon("M5 5l10 10M15 5L5 15"));
    const step = (name: string) =>
      button(name, ({ currentTarget, detail }) => {
        if (currentTarget instanceof HTMLElement) handlers.choose(currentTarget.dataset["id"] ?? "", !detail);
      });
    this.#previous = step("previous");
    this.#next = step("next");
    const foot = h("div", "foot", this.#previous, this.#next);
    this.element = h("section", "card", this.#close, this.#body, foot);
    this.element.setAttribute("aria-labelledby", "title");
    this.element.hidden = true;
  }

  show(card: CardView, strings: Strings, lang: string): void {
    this.#title.textContent = card.title;
    this.#body.replaceChildren(
      h("p", "eyebrow", card.eyebrow),
      this.#title,
      h("p", "where", [card.where, card.accuracy].filter(Boolean).join(". ")),
      ...card.facts.map((fact) => factElement(fact, lang)),
    );
    label(this.#close, strings.close);
    fillStep(this.#previous, card.previous, strings.previous, "M12 5l-5 5 5 5");
    fillStep(this.#next, card.next, strings.next, "M8 5l5 5-5 5");
    this.element.hidden = false;
    this.#body.scrollTop = 0;
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }
}

function fillStep(step: HTMLElement, to: CardView["next"], what: string, arrow: string): void {
  step.hidden = !to;
  if (!to) return;
  step.dataset["id"] = to.id;
  label(step, `${what}: ${to.name}`);
  step.replaceChildren(icon(arrow), h("span", "", to.name));
}

function factElement(fact: FactView, lang: string): HTMLElement {
  const sources = fact.sources.flatMap(({ title, url }, i) => {
    const safe = url && safeLink(url);
    const source = safe ? Object.assign(h("a", "", title), { href: url, target: "_blank", rel: "noopener" }) : title;
    return i ? ["; ", source] : [source];
  });
  const { standing } = fact;
  const mark = h("span", `mark mark-${standing}`, fact.standingLabel);
  return h(
    "article",
    "fact",
    h("p", "head", Object.assign(h("time", "", formatDate(fact.date, lang)), { dateTime: fact.date }), mark),
    h("p", "text", fact.text),
    h("p", "source", ...sources),
    fact.note && h("p", "note", fact.note),
  );
}
