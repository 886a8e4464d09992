// A small bar chart of a few numbers. Each number is also text beside its bar.

import type { FigureView } from "./contracts.js";
import { formatNumber } from "./dates.js";
import { h, plainText, storyText } from "./dom.js";

/** Draws a figure as a list of bars. Screen readers get each label with its number in full. */
export function chart({ title, values }: FigureView, lang: string): HTMLElement {
  const most = values.reduce((most, { value }) => Math.max(most, value), 0);
  const items = values.map(({ label, value }) => {
    const bar = h("i", "bar");
    bar.style.height = `${(100 * value) / (most || 1)}%`;
    const short = Object.assign(h("b", "", shortNumber(value, lang)), { ariaHidden: "true" });
    const full = h("span", "unseen", `: ${formatNumber(value, lang)}`);
    return h("li", "", h("div", "column", short, bar), h("p", "", storyText(label), full));
  });
  return Object.assign(h("ol", "chart", items), { ariaLabel: plainText(title) });
}

/** `520085` → "520k" or what the language writes instead. */
function shortNumber(value: number, lang: string): string {
  try {
    const format = new Intl.NumberFormat(lang, { notation: "compact", maximumSignificantDigits: 3, numberingSystem: "latn" });
    return format.format(value).replace(/(?<=\d)K$/, "k");
  } catch {
    return String(value); // an unknown language
  }
}
