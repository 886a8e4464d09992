// The controls of the story: previous, play or pause, a dot for each chapter, next; and the button that starts the story, or
// resumes it after the reader has moved the map.

import type { Outline, TourHandlers, TourView } from "./contracts.js";
import { button, fill, h, icon, label, plainText, storyText } from "./dom.js";

const TRIANGLE = "M6 4v12l10-6z";
const BARS = "M7 4v12M13 4v12";
/** The largest number of chapters for which dots are shown. */
const DOTS = 24;

export class Tour {
  readonly #back: HTMLElement;
  readonly #on: HTMLElement;
  readonly #play: HTMLElement;
  readonly #dots = h("div", "dots");
  readonly #range = Object.assign(h("input", "chapters"), { type: "range", min: "0", step: "1" });
  /** The controls, at the bottom of the card. */
  readonly element: HTMLElement;
  #count = 0;
  /** Index of the chapter shown. Between two chapters it ends in .5. */
  #here = 0;
  #start = 0;
  #playing = false;

  /** `go`: the button that starts or resumes the story. */
  constructor(
    private readonly go: HTMLElement,
    handlers: TourHandlers,
  ) {
    const step = (name: string, to: () => number, arrow: string) =>
      button(name, () => this.#has(to()) && handlers.goTo(to(), false), icon(arrow));
    this.#back = step("previous", () => this.#before, "M18 10H2M8 4l-6 6 6 6");
    this.#on = step("next", () => this.#after, "M2 10h16M12 4l6 6-6 6");
    this.#play = button("play", () => handlers.play(!this.#playing));
    this.#range.oninput = () => handlers.goTo(Number(this.#range.value), false);
    go.onclick = ({ detail }) => handlers.goTo(this.#start, !detail);
    this.#dots.ariaHidden = "true";
    this.element = h("div", "foot", this.#back, this.#play, h("div", "track", this.#dots, this.#range), this.#on);
  }

  /** `at`: index of the chapter shown, or of the chapter of the place shown. For a place between two chapters it ends in .5. */
  show({ chapter, away, playing }: TourView, at: number, { chapters, start, locale: { strings } }: Outline): void {
    const title = (i: number) => plainText(chapters[i]?.title ?? "");
    const count = chapters.length;
    this.#count = count;
    this.#here = at;
    this.#start = chapter ?? 0;
    this.#playing = playing;
    this.element.hidden = !count;
    label(this.#play, playing ? strings.pause : strings.play);
    this.#play.replaceChildren(icon(playing ? BARS : TRIANGLE));
    for (const [element, what, to] of [
      [this.#back, "previous", this.#before],
      [this.#on, "next", this.#after],
    ] as const) {
      element.ariaDisabled = String(!this.#has(to));
      label(element, this.#has(to) ? fill(strings[`${what}Title`], { title: title(to) }) : strings[what]);
    }
    const here = Math.max(Math.floor(at), 0);
    this.#range.max = String(count - 1);
    this.#range.value = String(here);
    this.#range.ariaLabel = strings.chapters;
    this.#range.ariaValueText = fill(strings.chapterTitle, { n: here + 1, of: count, title: title(here) });
    const dots = count > DOTS ? 0 : count;
    this.#dots.replaceChildren(...Array.from({ length: dots }, (_, i) => h("i", i <= here ? "dot here" : "dot")));
    this.go.hidden = !count || (chapter !== null && !away);
    const words = chapter === null ? storyText(start) || strings.start : strings.resume;
    this.go.replaceChildren(icon(TRIANGLE), h("b", "", words), chapter === null ? "" : h("span", "", storyText(chapters[chapter]?.title ?? "")));
  }

  get #before(): number {
    return Math.ceil(this.#here - 1);
  }

  get #after(): number {
    return Math.floor(this.#here + 1);
  }

  #has(chapter: number): boolean {
    return chapter >= 0 && chapter < this.#count;
  }
}
