// The chapters as numbered buttons, one below the other: on a large first screen, and at the end of the story.

import type { Outline } from "./contracts.js";
import { formatNumber } from "./dates.js";
import { button, h, storyText } from "./dom.js";

/** The most chapters that are listed. The whole list has them all. */
const MOST = 100;

/** A heading, and the list. `goTo` opens a chapter by its index. */
export function chapterList({ chapters, locale: { lang, strings } }: Outline, goTo: (chapter: number) => void): HTMLElement[] {
  const items = chapters.slice(0, MOST).map(({ title }, i) => {
    const ring = Object.assign(h("span", "ring", formatNumber(i + 1, lang)), { ariaHidden: "true" });
    return h("li", "", button("chapter", () => goTo(i), ring, h("span", "", storyText(title))));
  });
  return [h("h3", "", strings.chapters), h("ol", "", ...items)];
}
