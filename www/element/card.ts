// The card of the selected place: its facts with dates and sources, and its position along the route.

import type { CardHandlers, CardView, FactView, Outline, TourView } from "./contracts.js";
import { formatDate, formatKm } from "./dates.js";
import { button, fill, fillNodes, h, icon, label, safeLink, storyText } from "./dom.js";
import { accuracyPhrase, group, join, placePhrase, standingWord, wayPhrase } from "./phrases.js";
import { Tour } from "./tour.js";

/** The shortest movement that counts as a drag of the handle, in CSS px. A shorter one is a click. */
const PULL = 20;

/** The heights of a sheet: class name, and the least part of the map's height for it. Below the last, the sheet closes. */
const HEIGHTS = [
  ["tall", 0.6],
  ["", 0.32],
  ["low", 0.14],
] as const;

export class Card {
  readonly #body = Object.assign(h("div", "body"), { tabIndex: 0 });
  readonly #title = Object.assign(h("h2", "card-title"), { id: "title", tabIndex: -1 });
  readonly tour: Tour;
  readonly #handle: HTMLElement;
  readonly #close: HTMLElement;

  /** `element`: the container of the card. `go`: the button that starts the story. */
  constructor(
    readonly element: HTMLElement,
    go: HTMLElement,
    handlers: CardHandlers,
  ) {
    const { close } = handlers;
    this.tour = new Tour(go, handlers);
    this.#handle = this.#makeHandle(close);
    this.#close = button("close", close, icon("M5 5l10 10M15 5L5 15"));
    element.append(this.#handle, this.#close, this.#body, this.tour.element);
    element.setAttribute("aria-labelledby", "title");
    this.hide();
  }

  /** Shows a place. While the story is at a chapter, the chapter's title and text come first. */
  show(card: CardView, tour: TourView, outline: Outline): void {
    const { along, accuracy, way } = card;
    const { chapters, locale } = outline;
    const { strings, lang } = locale;
    const [km = "", total = ""] = along ? [along.km, along.total].map((km) => formatKm(km, lang)) : [];
    const far = along ? h("span", "far", fill(strings.far, { km, total })) : "";
    const rough = accuracy === null ? "" : accuracyPhrase(accuracy, locale);
    const wayThere = way ? wayPhrase(way, locale) : "";
    // The accuracy is a complete sentence with its own full stop.
    const before = join(strings.sentences, [storyText(card.where), rough]);
    const where = rough && wayThere ? group(before, " ", wayThere) : join(strings.sentences, [before, wayThere]);
    const index = tour.away ? null : tour.chapter;
    const chapter = index === null ? undefined : chapters[index];
    const eyebrow = chapter ? fill(strings.chapter, { n: (index ?? 0) + 1, of: chapters.length }) : placePhrase(card, locale);
    const rest = chapter ? [h("p", "text", storyText(chapter.text)), h("h3", "", storyText(card.title))] : [];
    // An element that is removed and inserted again loses the focus. It is restored below, so that reading can continue.
    const held = this.#title.matches(":focus");
    this.#title.replaceChildren(storyText(chapter ? chapter.title : card.title));
    this.#body.replaceChildren(
      h("p", "eyebrow", eyebrow, far),
      this.#title,
      ...rest,
      h("p", "where", where),
      ...card.facts.map((fact) => factElement(fact, outline)),
    );
    if (along) {
      const distance = (n: string) => fill(strings.km, { n });
      const from = along.from ? fillNodes(strings.along, { distance: distance(km), place: storyText(along.from) }) : [distance(km)];
      this.#body.append(
        h(
          "div",
          "along",
          h("p", "head", h("b", "", ...from), h("span", "quiet", fill(strings.total, { distance: distance(total) }))),
          strip(along.stops, along.km / along.total),
          h("p", "source", strings.measured),
        ),
      );
    }
    label(this.#handle, strings.more);
    label(this.#close, strings.close);
    this.tour.show(tour, index ?? card.chapter, outline);
    this.element.hidden = false;
    this.#body.scrollTop = 0;
    if (held) this.focus();
  }

  hide(): void {
    this.element.hidden = true;
    this.#pull("");
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }

  /** The handle of a sheet. The sheet follows the drag and then takes one of `HEIGHTS`; dragged far down, it closes. */
  #makeHandle(close: () => void): HTMLElement {
    let from: { y: number; height: number } | undefined;
    let by = 0;
    const { style } = this.element;
    // The click event at the end of a drag is ignored.
    const handle = button("handle", ({ detail }) => {
      if (!detail || Math.abs(by) < PULL) this.#pull(this.element.matches(".tall") ? "" : "tall");
    });
    handle.onpointerdown = ({ clientY, pointerId }) => {
      [from, by] = [{ y: clientY, height: this.element.clientHeight }, 0];
      handle.setPointerCapture(pointerId);
    };
    handle.onpointermove = ({ clientY }) => {
      if (!from) return;
      by = clientY - from.y;
      if (Math.abs(by) >= PULL) style.maxHeight = style.height = `${Math.max(from.height - by, 60)}px`;
    };
    const end = (done: boolean) => {
      const box = this.element.closest(".map")?.clientHeight ?? 0;
      const part = ((from?.height ?? 0) - by) / box;
      const pulled = from && Math.abs(by) >= PULL;
      style.maxHeight = style.height = "";
      from = undefined;
      if (!pulled || !done) return;
      const next = HEIGHTS.findIndex(([, least]) => part >= least);
      const height = HEIGHTS[next];
      if (height) this.#pull(height[0]);
      else close();
    };
    handle.onpointerup = () => end(true);
    handle.onpointercancel = () => end(false);
    return handle;
  }

  #pull(height: string): void {
    this.#handle.ariaExpanded = String(height === "tall");
    for (const [name] of HEIGHTS) if (name) this.element.classList.toggle(name, name === height);
  }
}

/** The route as a line, with a ring at each of `stops` and the part up to `here` highlighted. Positions are 0 to 1. */
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

function factElement(fact: FactView, outline: Outline): HTMLElement {
  const { strings, lang } = outline.locale;
  const sources = fact.sources.map(({ title, url }) => {
    const safe = url && safeLink(url);
    return safe ? Object.assign(h("a", "", storyText(title)), { href: url, target: "_blank", rel: "noopener" }) : storyText(title);
  });
  const mark = h("span", `mark mark-${fact.standing}`, standingWord(fact, outline));
  const note = fact.note && h("span", "note", storyText(fact.note));
  return h(
    "section",
    "fact",
    h("p", "head", Object.assign(h("time", "", formatDate(fact.date, lang)), { dateTime: fact.date }), mark),
    h("p", "text", storyText(fact.text)),
    h("p", "source", join(strings.sentences, [join(strings.list, sources), note])),
  );
}
