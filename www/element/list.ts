// The list: the whole story as text for screen readers, with chapters, places and legs as buttons for the keyboard. It is visible
// while it has the focus; facts and summaries of chapters are only for screen readers.

import type { FactView, ListHandlers, Outline } from "./contracts.js";
import { formatDate, formatTime } from "./dates.js";
import { button, fillNodes, h, label, storyText, type Child } from "./dom.js";
import { titled, type Layer, type Layers } from "./layers.js";
import { mediaElements } from "./media-loader.js";
import { group, join, legDetails, legName, placeName, remarkOf, standingWord, wayPhrase } from "./phrases.js";
import { yieldToMain } from "./yield.js";

/** The largest number of chapters, of places, and of legs in the list. For all others only their number is given. */
const MOST = 1000;
/** How many items are created and laid out in one task. */
const PIECE = 10;

export class List implements Layer {
  readonly name = "list";
  readonly #placesTitle = h("h3", "");
  #firstPlace: string | undefined;
  readonly parts: readonly HTMLElement[];
  readonly #leave: HTMLElement;
  readonly #bar = titled();
  readonly #end = Object.assign(h("span", ""), { tabIndex: -1 });
  /** Buttons by key: the id of a place or a leg, or `/` and the index of a chapter. */
  readonly #buttons = new Map<string, HTMLElement>();
  /** Buttons marked with `aria-current`. */
  readonly #markedButtons: HTMLElement[] = [];
  #filling: AbortController | undefined;
  /** Creates the rest of each list that is not complete yet. */
  readonly #rest = new Map<HTMLElement, (most: number) => void>();
  #marked: Parameters<List["mark"]> = [undefined, null];
  /** The buttons of the places, then those of the legs; and which of them are not there at the time that is shown. */
  #dated: HTMLElement[] = [];
  #absent = "";

  constructor(
    private readonly element: HTMLElement,
    private readonly handlers: ListHandlers,
    /** Gets the focus when the list closes. */
    readonly opener: HTMLElement,
    layers: Layers,
  ) {
    this.parts = [element];
    this.#leave = layers.add(this);
  }

  /** The list covers the map while it has the focus. */
  get open(): boolean {
    return this.element.matches(":focus-within");
  }

  hide(): void {
    this.opener.focus({ preventScroll: true });
  }

  fill(outline: Outline): void {
    const { handlers } = this;
    const { title, summary, places, more, legs, moreLegs, chapters, legend, locale } = outline;
    const { strings } = locale;
    const held = [...this.#buttons].find(([, element]) => element.matches(":focus"))?.[0];
    this.#buttons.clear();
    this.#dated = [];
    this.#filling?.abort();
    this.#rest.clear();
    const { signal } = (this.#filling = new AbortController());
    const items = <T>(all: readonly T[], more: number, item: (one: T, i: number) => Child[]) => {
      const rest = Math.max(0, all.length - MOST) + more;
      const list = h("ol", "");
      const append = (from: number, count: number): void => {
        const to = Math.min(from + count, MOST, all.length);
        list.append(...all.slice(from, to).map((one, i) => h("li", "", ...item(one, from + i))));
        this.#rest.delete(list);
        if (to < Math.min(all.length, MOST)) {
          this.#rest.set(list, (count) => append(to, count));
          void this.#goOn(list, signal);
        } else if (rest) list.append(h("li", "", ...fillNodes(strings.others, { n: rest })));
      };
      append(0, PIECE);
      return list;
    };
    const put = (id: string, act: () => void, ...children: Child[]) => {
      const element = button("place", act, ...children);
      this.#buttons.set(id, element);
      return element;
    };
    const chapterList = items(chapters, 0, ({ title, text, media }, i) => [
      put(`/${i}`, () => handlers.goTo(i, true), h("b", "", ...fillNodes(strings.numbered, { n: i + 1, title: storyText(title) }))),
      h("p", "unseen", storyText(text)),
      ...mediaElements(media, outline, true),
    ]);
    const when = (time: string) => (time ? [" ", h("span", "when", formatTime(time, locale.lang))] : []);
    const placeList = items(places, more, ({ id, name, where, category, way, time, facts, media }, i) => {
      const element = put(id, () => handlers.choose(id, true), h("b", "", placeName(name, locale)), " ", h("span", "", join(strings.list, [storyText(category), storyText(where)])), ...when(time));
      this.#dated[i] = element;
      element.onfocus = () => handlers.focus(id);
      element.onblur = () => handlers.focus();
      const factItems = facts.map((fact) => factItem(fact, outline));
      return [element, h("p", "way", way ? wayPhrase(way, locale) : ""), ...mediaElements(media, outline, true), factItems.length ? h("ul", "unseen", factItems) : ""];
    });
    const legList = items(legs, moreLegs, (leg, i) => {
      const facts = leg.facts.map((fact) => factItem(fact, outline));
      const sources = join(strings.list, leg.sources.map(({ title }) => storyText(title))) || strings.noSource;
      const element = put(leg.id, () => handlers.choose(leg.id, true), h("b", "", legName(leg, locale)), " ", h("span", "", legDetails(leg, locale)), ...when(leg.time));
      this.#dated[places.length + i] = element;
      const more = join(strings.sentences, [remarkOf(leg, locale), sources]);
      return [element, h("p", "unseen", more), facts.length ? h("ul", "unseen", facts) : ""];
    });
    const rows = legend.map(({ text }) => h("li", "", storyText(text)));
    label(this.#leave, strings.close);
    const skip = button("skip", () => this.#end.focus(), strings.skip);
    // The bar stays in sight, so the first heading is only for screen readers and paper.
    const name = h("b", "", chapters.length ? strings.chapters : strings.places);
    name.ariaHidden = "true";
    this.#bar.replaceChildren(skip, name, this.#leave);
    this.#placesTitle.classList.toggle("unseen", !chapters.length);
    this.element.ariaLabel = strings.places;
    this.#placesTitle.textContent = strings.places;
    this.#firstPlace = places[0]?.id;
    // In Firefox the Tab key also stops at scrollable elements. The buttons inside are enough.
    this.element.tabIndex = -1;
    this.element.replaceChildren(
      this.#bar,
      h("h2", "", storyText(title)),
      h("p", "", storyText(summary)),
      ...(chapters.length ? [h("h3", "unseen", strings.chapters), chapterList] : []),
      this.#placesTitle,
      placeList,
      ...(legs.length ? [h("h3", "", strings.legs), legList] : []),
      // On paper, the legend with its samples is under the picture.
      h("div", "unseen list-key", h("h3", "", strings.key), h("ul", "", rows)),
      this.#end,
    );
    // The focus stays at the same place or chapter, for example after a change of language.
    if (held !== undefined) this.#buttons.get(held)?.focus({ preventScroll: true });
  }

  /** Creates at once what is left of long lists. */
  complete(): void {
    for (const next of [...this.#rest.values()]) next(MOST);
    this.mark(...this.#marked);
  }

  /** Continues a long list in a new task, unless the list has been filled again. */
  async #goOn(list: HTMLElement, signal: AbortSignal): Promise<void> {
    await yieldToMain(signal).catch(() => {});
    if (signal.aborted) return;
    // Reading the height forces the layout of this part now.
    void list.offsetHeight;
    this.#rest.get(list)?.(PIECE);
    this.mark(...this.#marked);
  }

  /** Opens the list at the current chapter, else at the first one. Without chapters: at the chosen place or leg, else at the first. */
  show(): void {
    const at = this.#buttons.has("/0") ? this.#buttons.get(`/${this.#marked[1]}`) : this.#markedButtons.at(-1);
    (at ?? this.#buttons.values().next().value)?.focus();
  }

  /** Opens the list at the first place. */
  showPlaces(): void {
    this.#buttons.get(this.#firstPlace ?? "")?.focus({ preventScroll: true });
    this.element.scrollTop = this.#placesTitle.offsetTop - this.#bar.offsetHeight;
  }

  /** Marks the buttons of the selected place or leg and of the current chapter, and no others. */
  mark(chosen: string | undefined, chapter: number | null): void {
    this.#marked = [chosen, chapter];
    this.date(this.#absent);
    for (const element of this.#markedButtons.splice(0)) element.ariaCurrent = null;
    this.#markButton(chosen ?? "", "true");
    this.#markButton(`/${chapter}`, "step");
  }

  /** Marks what is not there at the time that is shown. */
  date(absent: string): void {
    this.#absent = absent;
    this.#dated.forEach((element, i) => element.classList.toggle("absent", absent[i] === "1"));
  }

  #markButton(id: string, how: string): void {
    const element = this.#buttons.get(id);
    if (!element) return;
    element.ariaCurrent = how;
    this.#markedButtons.push(element);
  }
}

/** A fact as one line: text, date, standing and sources. */
function factItem(fact: FactView, outline: Outline): HTMLElement {
  const { strings, lang } = outline.locale;
  const values = {
    text: storyText(fact.text),
    date: formatDate(fact.date, lang),
    standing: standingWord(fact, outline),
    sources: join(strings.list, fact.sources.map(({ title }) => storyText(title))),
  };
  return h("li", "", join(strings.sentences, [group(...fillNodes(strings.fact, values)), storyText(fact.note)]), mediaElements(fact.media, outline, true));
}
