// The card: a place with its facts, or a chapter with all its places, or the end of the story.

import { chapterList } from "./chapter-list.js";
import { chart } from "./chart.js";
import type { CardHandlers, CardView, ChapterView, FactView, FigureView, LegCard, LegView, Outline, PlaceView, SourceView, TourView, Words } from "./contracts.js";
import { formatDate, formatKm } from "./dates.js";
import { CROSS, add, button, fill, fillNodes, h, icon, label, plainText, storyText, type Child } from "./dom.js";
import { mediaElements } from "./media-loader.js";
import { accuracyPhrase, group, join, legDetails, legEnds, legName, placeName, placePhrase, remarkOf, sourceElement, standingWord, wayPhrase } from "./phrases.js";
import { Sheet } from "./sheet.js";
import { Tour } from "./tour.js";
import { yieldToMain } from "./yield.js";

/** One sheet of paper over another. */
const SHEETS = "M7 7h10v10H7zM13 7V3H3v10h4";

/** How many elements of a long text are created in one task. */
const PIECE = 25;

export class Card {
  readonly #eyebrow = Object.assign(h("p", "eyebrow"), { id: "eyebrow" });
  readonly #far = h("p", "far");
  readonly #body = Object.assign(h("div", "body"), { tabIndex: 0 });
  readonly #title = Object.assign(h("h2", "card-title"), { id: "title", tabIndex: -1 });
  readonly tour: Tour;
  readonly #sheet: Sheet;
  readonly #close: HTMLElement;
  readonly #handlers: CardHandlers;
  #playing = false;
  /** Whether the focus is moved here by the map, not by its reader. */
  #focusing = false;
  /** What the card shows. */
  #shown = "";
  /** What of the card's text is still to be added to it. */
  #rest: Iterator<Child> = [].values();

  /** `element`: the container of the card. `go`: the button that starts the story. */
  constructor(
    readonly element: HTMLElement,
    go: HTMLElement,
    handlers: CardHandlers,
  ) {
    const { close } = handlers;
    this.#handlers = handlers;
    this.tour = new Tour(go, handlers);
    this.#sheet = new Sheet(element, this.#body, close);
    this.#close = button("close", close, icon(CROSS));
    element.append(this.#sheet.handle, h("div", "top", this.#eyebrow, this.#far, this.#close), this.#body, this.tour.element);
    // A reader who touches the card, scrolls in it or comes to it with the keyboard wants more time. The button that pauses shows it.
    const pause = ({ target }: Event) => {
      if (this.#playing && !(target as Element).closest(".play")) handlers.play(false);
    };
    for (const name of ["wheel", "touchmove", "touchend", "click", "keydown"]) element.addEventListener(name, pause, { passive: true, capture: true });
    this.#body.addEventListener("scroll", (event) => this.#body.scrollTop > 0 && pause(event));
    element.addEventListener("focusin", (event) => {
      if (!this.#focusing && (event.target as Element).matches(":focus-visible")) pause(event);
    });
    // At the end of the story the title alone is that of the map.
    element.setAttribute("aria-labelledby", "eyebrow title");
    this.hide();
  }

  /** Shows a leg, a place or, while the story is at a chapter, the chapter with all its places. */
  show(card: CardView | LegCard, tour: TourView, outline: Outline): void {
    this.#playing = tour.playing;
    const index = tour.away ? null : tour.chapter;
    this.#lower(index === null ? card.id : `/${index}`);
    if ("mode" in card) return this.#showLeg(card, outline);
    const { chapters, locale } = outline;
    const { strings } = locale;
    const chapter = index === null ? undefined : chapters[index];
    if (chapter && index !== null) {
      this.tour.showChapter(index, false, tour, outline);
      const eyebrow = fill(strings.chapter, { n: index + 1, of: chapters.length });
      this.#write(eyebrow, farOf(chapter, outline), storyText(chapter.title), chapterParts(chapter, card, card.title, outline), outline);
    } else {
      this.tour.showPlace(card.id, outline);
      this.#write(placePhrase(card, outline), "", placeName(card.title, locale, card.kind), placeWithWay(card, outline), outline);
    }
  }

  #showLeg(leg: LegCard, outline: Outline): void {
    const { locale } = outline;
    this.tour.showLeg(leg, outline);
    const eyebrow = fill(locale.strings.stepLeg, { n: leg.index + 1, of: leg.count });
    this.#write(eyebrow, "", legName(leg, locale), legParts(leg, outline), outline);
  }

  /** Something else is shown, and the map with it: a tall sheet would cover it. */
  #lower(shown: string): void {
    if (shown !== this.#shown && this.#sheet.height === "tall") this.#sheet.height = "";
    this.#shown = shown;
  }

  /** Shows the end of the story: what the reader can do now, and the chapters that were told, each to open again. */
  showEnding(tour: TourView, outline: Outline): void {
    const { goTo, explore, share } = this.#handlers;
    const { chapters, title, locale: { strings } } = outline;
    this.#lower("end");
    const action = (name: string, words: string, act: (event: MouseEvent) => void) => button(`action ${name}`, act, words);
    const actions = [
      action("whole", strings.fit, () => goTo(null, true)),
      action("explore", strings.explore, explore),
      action("again", strings.again, () => goTo(0, true)),
      action("share", strings.share, share),
    ];
    this.tour.showChapter(chapters.length - 1, true, tour, outline);
    const parts = [h("div", "actions", ...actions), ...chapterList(outline, (chapter) => goTo(chapter, true))];
    this.#write(strings.ending, "", storyText(title), parts, outline);
  }

  #write(eyebrow: Child, far: Child, title: Child, parts: Iterable<Child>, { locale: { strings } }: Outline): void {
    // An element that is removed and inserted again loses the focus. It is restored below, so that reading can continue.
    const hadFocus = this.#title.matches(":focus");
    this.#eyebrow.replaceChildren(eyebrow);
    this.#far.replaceChildren(far);
    this.#title.replaceChildren(title);
    this.#body.replaceChildren(this.#title);
    const rest = (this.#rest = parts[Symbol.iterator]());
    if (this.#append(PIECE)) void this.#goOn(rest);
    label(this.#sheet.handle, strings.more);
    label(this.#close, strings.close);
    this.element.hidden = false;
    this.#body.scrollTop = 0;
    if (hadFocus) this.focus();
  }

  /** Adds more of the card's text: `count` elements, or all. Returns whether there may be still more. */
  #append(count: number): boolean {
    for (; count > 0; count--) {
      const { value, done } = this.#rest.next();
      if (done) return false;
      if (value) this.#body.append(value);
    }
    return true;
  }

  /** Continues a long text in new tasks, unless another one has taken its place. */
  async #goOn(rest: Iterator<Child>): Promise<void> {
    do await yieldToMain();
    while (rest === this.#rest && this.#append(PIECE));
  }

  /** Adds at once what is left of a long text. */
  complete(): void {
    this.#append(Infinity);
  }

  hide(): void {
    this.element.hidden = true;
    this.#sheet.height = "";
  }

  focus(): void {
    this.#focusing = true;
    this.#title.focus({ preventScroll: true });
    this.#focusing = false;
  }
}

/** The parts of a chapter: its text, its figure, its places with their facts, and the legs that are travelled in it. */
export function* chapterParts(chapter: ChapterView, place: PlaceView | CardView | undefined, name: Words, outline: Outline): Generator<Child> {
  const { figures, locale: { strings } } = outline;
  const { moreLegs } = chapter;
  const { places, legs } = outline.told(chapter);
  const figure = figures.find(({ id }) => id === chapter.figure);
  const same = plainText(name) === plainText(chapter.title);
  yield h("p", "text", storyText(chapter.text));
  yield* mediaElements(chapter.media, outline);
  if (figure) yield figureElement(figure, outline);
  if (place) yield* placeParts(place, outline, same ? undefined : name);
  else if (!same) yield h("h3", "", storyText(name));
  for (const place of places) yield* placeParts(place, outline, place.name);
  if (!legs.length) return;
  const others = moreLegs ? [h("li", "", ...fillNodes(strings.others, { n: moreLegs }))] : [];
  yield h("h3", "", strings.legs);
  yield h("ul", "legs", legItems(legs, outline), others);
}

/** Where a place is, and its facts. `name`: a heading for it. */
function* placeParts(place: PlaceView | CardView, outline: Outline, name?: Words): Generator<Child> {
  const { locale } = outline;
  const accuracy = "accuracy" in place ? place.accuracy : null;
  const rough = accuracy === null ? "" : accuracyPhrase(accuracy, locale);
  const wayThere = place.way ? wayPhrase(place.way, locale) : "";
  // The accuracy is a complete sentence with its own full stop.
  const before = join(locale.strings.sentences, [storyText(place.where), rough]);
  const where = rough && wayThere ? group(before, " ", wayThere) : join(locale.strings.sentences, [before, wayThere]);
  const line = where && h("p", "where", where);
  yield name === undefined ? line : h("div", "place-head", h("h3", "", placeName(name, locale)), line);
  yield* mediaElements(place.media, outline);
  yield* factElements(place.facts, outline);
}

function* placeWithWay(card: CardView, outline: Outline): Generator<Child> {
  yield* placeParts(card, outline);
  yield along(card, outline);
}

/** “3,970 of about 4,200 km” */
function farOf({ far }: ChapterView, { locale: { strings, lang } }: Outline): string {
  return far ? fill(strings.far, { km: formatKm(far[0], lang), total: formatKm(far[1], lang) }) : "";
}

/** How far along the route a place is, in words and drawn. */
function along({ along }: CardView, { locale: { strings, lang } }: Outline): Child {
  if (!along) return "";
  const [km, total] = [along.km, along.total].map((km) => fill(strings.km, { n: formatKm(km, lang) }));
  const from = along.from ? fillNodes(strings.along, { distance: km ?? "", place: storyText(along.from) }) : [km ?? ""];
  const head = h("p", "head", h("b", "", ...from), h("span", "quiet", fill(strings.total, { distance: total ?? "" })));
  return h("div", "along", head, strip(along.stops, along.km / along.total), h("p", "source", strings.measured));
}

/** A figure: its chart, notes on its numbers, and their sources, each once. */
function figureElement(figure: FigureView, { locale: { strings, lang } }: Outline): HTMLElement {
  const notes = figure.values.filter(({ note }) => plainText(note));
  const lines = notes.map(({ label, note }) => h("p", "source", ...fillNodes(strings.labelled, { label: storyText(label), text: storyText(note) })));
  const all = new Map(figure.values.flatMap(({ sources }) => sources).map((source) => [plainText(source.title), source]));
  return h("section", "figure", h("h3", "", storyText(figure.title)), chart(figure, lang), lines, sourceLine([...all.values()], "", strings.list));
}

/** What is known of a leg: its ends and way of travel, how long it takes, how certain its course is, and its date. */
function* legParts(leg: LegView, outline: Outline): Generator<Child> {
  const { asOf, locale } = outline;
  const { strings } = locale;
  const own = leg.sources.length || leg.certainty === "unsourced";
  const time = plainText(asOf) && group(...fillNodes(strings.since, { time: storyText(asOf) }));
  // Most names include the ends of the leg, if not with what follows a comma. They are not repeated.
  const [name, ...ends] = [leg.name, leg.from, leg.to].map(plainText);
  const named = !name || ends.every((end) => name.includes(end.split(/[,،]/)[0] ?? ""));
  const where = named ? "" : h("p", "where", legEnds(leg, locale));
  yield where;
  yield h("p", "text", join(strings.sentences, [remarkOf(leg, locale, where && (where.textContent ?? "")), legDetails(leg, locale)]));
  yield h("p", "quiet", time);
  yield own ? sourceLine(leg.sources, "", strings.list) : h("p", "source", strings.noSource);
  yield* factElements(leg.facts, outline);
}

/** Legs of the route. What successive legs have in common is shown once, at the last of them. */
function legItems(legs: readonly LegView[], outline: Outline): HTMLElement[] {
  const { locale } = outline;
  const common = (leg: LegView | undefined) => leg && JSON.stringify([leg.certainty, leg.duration, leg.sources]);
  return legs.map((leg, i) => {
    const last = common(leg) !== common(legs[i + 1]) || leg.facts.length > 0;
    const details = last ? [h("p", "quiet", legDetails(leg, locale)), sourceLine(leg.sources, "", locale.strings.list)] : [];
    return h("li", "", h("b", "", legName(leg, locale)), details, factElements(leg.facts, outline));
  });
}

/** Facts. What successive facts have in common is shown once: date and standing above them, sources and note below. */
function* factElements(facts: readonly FactView[], outline: Outline): Generator<Child> {
  const { strings, lang } = outline.locale;
  const common = (fact: FactView | undefined) => fact && JSON.stringify([fact.date, fact.standing, fact.sources]);
  let section: HTMLElement | undefined;
  for (const [i, fact] of facts.entries()) {
    if (!section) {
      const mark = h("span", `mark mark-${fact.standing}`, standingWord(fact, outline));
      const time = Object.assign(h("time", "", formatDate(fact.date, lang)), { dateTime: fact.date });
      yield (section = h("section", "fact", h("p", "head", time, mark)));
    }
    const next = facts[i + 1];
    const last = common(fact) !== common(next);
    const noted = last || plainText(fact.note) !== plainText(next?.note ?? "");
    const note = noted && plainText(fact.note) && h("span", "note", storyText(fact.note));
    add(section, [h("p", "text", statement(fact, outline)), mediaElements(fact.media, outline), sourceLine(last ? fact.sources : [], note || "", strings.list, strings.sentences)]);
    if (last) section = undefined;
    // There may be hundreds: each counts as a part.
    yield "";
  }
}

/** The statement of a fact. What readers may want to copy is a button in it. `Panels` listens for the click. */
function statement({ text, copy }: FactView, { locale: { strings } }: Outline): Child {
  const own = plainText(copy);
  if (!own) return storyText(text);
  const element = Object.assign(h("button", "copy", own, icon(SHEETS)), { type: "button", dir: "auto", value: own });
  label(element, fill(strings.copy, { text: own }));
  let found = false;
  const shown = storyText(text, (words) => {
    const at = found ? -1 : words.indexOf(own);
    if (at < 0) return [words];
    found = true;
    return [words.slice(0, at), element, words.slice(at + own.length)];
  });
  return found ? shown : group(shown, " ", element);
}

function sourceLine(sources: readonly SourceView[], note: Child, list: string, sentences = list): Child {
  const words = join(sentences, [join(list, sources.map(sourceElement)), note]);
  return words && h("p", "source", words);
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
