// The card: what happened at the chosen place, when, who says so, and how far along the route it is.

import { formatDate, formatKm } from "./dates.js";
import { button, h, icon, label, safeLink } from "./dom.js";
import type { CardView, FactView, Strings } from "./engine.js";

export interface CardHandlers {
  close(): void;
  /** `byKey`: asked for from the keyboard, so that focus should follow. */
  choose(id: string, byKey: boolean): void;
}

/** A hand that moves the handle less than this, in CSS px, has only touched it. */
const PULL = 20;

export class Card {
  readonly element: HTMLElement;
  readonly #body = Object.assign(h("div", "body"), { tabIndex: 0 });
  readonly #title = Object.assign(h("h2", "card-title"), { id: "title", tabIndex: -1 });
  readonly #dots = h("div", "dots");
  readonly #handle: HTMLElement;
  readonly #close: HTMLElement;
  readonly #previous: HTMLElement;
  readonly #next: HTMLElement;

  constructor({ close, choose }: CardHandlers) {
    this.#handle = this.#makeHandle(close);
    this.#close = button("close", close, icon("M5 5l10 10M15 5L5 15"));
    const step = (name: string) =>
      button(name, ({ currentTarget, detail }) => {
        if (currentTarget instanceof HTMLElement) choose(currentTarget.dataset["id"] ?? "", !detail);
      });
    this.#previous = step("previous");
    this.#next = step("next");
    this.#dots.ariaHidden = "true";
    const foot = h("div", "foot", this.#previous, this.#dots, this.#next);
    this.element = h("section", "card", this.#handle, this.#close, this.#body, foot);
    this.element.setAttribute("aria-labelledby", "title");
    this.hide();
  }

  show(card: CardView, strings: Strings, lang: string): void {
    const { along } = card;
    const [km, total] = [along?.km ?? 0, along?.total ?? 0].map((km) => formatKm(km, lang));
    const all = `${strings.ofAbout} ${total} ${strings.km}`;
    this.#title.textContent = card.title;
    this.#body.replaceChildren(
      h("p", "eyebrow", card.eyebrow, along ? h("span", "far", `${km} ${all}`) : ""),
      this.#title,
      h("p", "where", [card.where, card.accuracy].filter(Boolean).join(". ")),
      ...card.facts.map((fact) => factElement(fact, lang)),
    );
    if (along) {
      const from = along.from && ` ${strings.from} ${along.from}`;
      this.#body.append(
        h(
          "div",
          "along",
          h("p", "head", h("b", "", `${km} ${strings.km}${from}`), h("span", "quiet", all)),
          strip(along.stops, along.km / along.total),
          h("p", "source", strings.measured),
        ),
      );
    }
    label(this.#handle, strings.more);
    label(this.#close, strings.close);
    fillStep(this.#previous, card.previous, strings.previous, "M18 10H2M8 4l-6 6 6 6");
    fillStep(this.#next, card.next, strings.next, "M2 10h16M12 4l6 6-6 6");
    const dots = Array.from({ length: card.steps }, (_, i) => h("i", i === card.step ? "dot here" : "dot"));
    this.#dots.replaceChildren(h("i", ""), h("div", "", ...dots));
    this.element.hidden = false;
    this.#body.scrollTop = 0;
  }

  hide(): void {
    this.element.hidden = true;
    this.#pull(false);
  }

  /** Whether it is a sheet that was pulled up. */
  get tall(): boolean {
    return this.element.matches(".tall");
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }

  /** A sheet's handle: pulled up or touched, it makes the sheet taller; pulled down, it closes it. */
  #makeHandle(close: () => void): HTMLElement {
    let from = 0;
    let by = 0;
    // The click that ends a pull is none.
    const handle = button("handle", ({ detail }) => {
      if (!detail || Math.abs(by) < PULL) this.#pull(!this.tall);
    });
    handle.onpointerdown = ({ clientY, pointerId }) => {
      [from, by] = [clientY, 0];
      handle.setPointerCapture(pointerId);
    };
    handle.onpointerup = ({ clientY }) => {
      by = clientY - from;
      if (by >= PULL && !this.tall) close();
      else if (Math.abs(by) >= PULL) this.#pull(by < 0);
    };
    return handle;
  }

  #pull(tall: boolean): void {
    this.#handle.ariaExpanded = String(tall);
    this.element.classList.toggle("tall", tall);
  }
}

function fillStep(step: HTMLElement, to: CardView["next"], what: string, arrow: string): void {
  step.hidden = !to;
  if (!to) return;
  step.dataset["id"] = to.id;
  label(step, `${what}: ${to.name}`);
  step.replaceChildren(icon(arrow), h("span", "", to.name));
}

/** The route as a line from 0 to 1, with a ring at each of `stops`, walked as far as `here`. */
function strip(stops: readonly number[], here: number): HTMLElement {
  const line = h("div", "strip");
  line.ariaHidden = "true";
  const put = (name: string, property: "insetInlineStart" | "width", at: number) => {
    const mark = h("i", name);
    mark.style[property] = `${at * 100}%`;
    line.append(mark);
  };
  put("walked", "width", here);
  for (const at of stops) put("dot", "insetInlineStart", at);
  put("dot here", "insetInlineStart", here);
  return line;
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
    h("p", "source", ...sources, fact.note && ". ", h("span", "note", fact.note)),
  );
}
