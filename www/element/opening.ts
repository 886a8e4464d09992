// The first screen: title, summary, one number with its source, and the button that starts the story. It is shown
// over the whole route, until the story starts, a place is chosen or the reader moves the map.

import { chart } from "./chart.js";
import type { FigureView, Handlers, Locale, Outline, Slots } from "./contracts.js";
import { formatNumber } from "./dates.js";
import { button, fill, h, icon, plainText, storyText, type Child } from "./dom.js";
import { counted, join, sourceElement } from "./phrases.js";

const TRIANGLE = "M6 4v12l10-6z";

export class Opening {
  constructor(
    private readonly slots: Slots,
    private readonly handlers: Handlers,
  ) {}

  /** Fills the first screen with the texts of a story. What the story does not have is left out. */
  fill({ title, summary, chapters, figures, start, locale }: Outline): void {
    const { lang, strings } = locale;
    const { head, first, list } = this.slots;
    const [figure] = figures;
    const n = chapters.length;
    head.replaceChildren(
      ...optional(plainText(title) && h("h2", "opening-title", storyText(title))),
      ...optional(plainText(summary) && h("p", "deck", storyText(summary))),
    );
    const go = button("start", () => this.#start(), icon(TRIANGLE), h("b", "", storyText(start) || strings.start));
    const count = fill(counted("chapterCount", n, locale), { n: formatNumber(n, lang) });
    const all = button("to-chapters", () => list.querySelector<HTMLElement>(".place")?.focus(), count);
    first.replaceChildren(...optional(figure && number(figure, locale)), ...optional(n && h("p", "begin", go, all)));
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
