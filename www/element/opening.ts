// The first screen: title, summary, one number with its source, the button that starts the story, and where there is room the
// list of chapters. It is shown over the whole route, until the story starts, a place is chosen or the reader moves the map.

import { chapterList } from "./chapter-list.js";
import { chart } from "./chart.js";
import type { FigureView, Handlers, Locale, Outline, Slots } from "./contracts.js";
import { formatNumber } from "./dates.js";
import { button, fill, h, icon, plainText, storyText, type Child } from "./dom.js";
import { counted, join, sourceElement } from "./phrases.js";

const TRIANGLE = "M6 4v12l10-6z";

export class Opening {
  /** The list of chapters, which only a large first screen shows. */
  readonly chapters = h("nav", "chapter-list");

  constructor(
    private readonly slots: Slots,
    private readonly handlers: Handlers,
  ) {
    slots.first.after(this.chapters);
  }

  /** Fills the first screen with the texts of a story. What the story does not have is left out. */
  fill(outline: Outline): void {
    const { title, summary, chapters, seconds, figures, start, locale } = outline;
    const { lang, strings } = locale;
    const { head, first, list } = this.slots;
    const [figure] = figures;
    const n = chapters.length;
    const open = (name: string, words: string, target: string) => button(name, () => list.querySelector<HTMLElement>(target)?.focus(), words);
    head.replaceChildren(
      ...optional(plainText(title) && h("h2", "opening-title", storyText(title))),
      ...optional(plainText(summary) && h("p", "deck", storyText(summary))),
    );
    const count = fill(counted("chapterCount", n, locale), { n: formatNumber(n, lang) });
    const minutes = Math.max(1, Math.round(seconds / 60));
    const long = fill(counted("storyLength", minutes, locale), { chapters: count, n: formatNumber(minutes, lang) });
    const words = h("span", "words", h("b", "", storyText(start) || strings.start), " ", h("span", "long", long));
    const go = button("start", () => this.#start(), icon(TRIANGLE), words);
    first.replaceChildren(
      ...optional(figure && number(figure, locale)),
      ...optional(n && h("p", "begin", go, open("to-chapters", strings.chapters, ".place"))),
    );
    this.chapters.ariaLabel = strings.chapters;
    this.chapters.replaceChildren(
      ...chapterList(outline, (i) => this.handlers.goTo(i, true)),
      open("to-places", strings.places, "li:has(.way) > .place"),
    );
    this.chapters.classList.toggle("empty", !n);
    for (const slot of [head, first]) slot.classList.toggle("empty", !slot.childElementCount);
  }

  /** Starts the story. Its button goes with the first screen, so the focus moves to the card. */
  #start(): void {
    this.handlers.goTo(0, true);
    this.handlers.play(true);
  }
}

const optional = (child: Child | number | boolean | undefined): Child[] => (typeof child === "object" ? [child] : []);

/** The story's first figure: the chart, and its last number in a sentence with the sources of that number. */
function number(figure: FigureView, { lang, strings }: Locale): HTMLElement {
  const last = figure.values.at(-1);
  const note = last && plainText(last.note) ? storyText(last.note) : "";
  const value = last ? fill(strings.figureValue, { value: formatNumber(last.value, lang), label: plainText(last.label) }) : "";
  const titles = (last?.sources ?? []).map(sourceElement);
  return h(
    "div",
    "number",
    h("h3", "", storyText(figure.title)),
    chart(figure, lang),
    h("p", "last", join(strings.sentences, [value, note])),
    h("p", "source", join(strings.list, titles)),
  );
}
