// The controls at the foot of the card: previous, play or pause, a dot for each chapter, next; and the button that starts the
// story, or resumes it after the reader has moved the map.

import type { FootHandlers, LegCard, LegView, Outline, TourView, Words } from "./contracts.js";
import { button, fill, h, icon, label, plainText, storyText } from "./dom.js";
import { titleOf } from "./phrases.js";

const TRIANGLE = "M6 4v12l10-6z";
const BARS = "M7 4v12M13 4v12";
/** The largest number of chapters for which dots are shown. */
const DOTS = 24;

/** A button that leads to another card: where it leads, in words and as an action. */
interface Step {
  title: Words;
  /** The accessible name, with a place for `{title}`. */
  pattern: string;
  act: () => void;
}

export class Tour {
  readonly #back = this.#makeStep("previous", "M18 10H2M8 4l-6 6 6 6");
  readonly #on = this.#makeStep("next", "M2 10h16M12 4l6 6-6 6");
  readonly #play: HTMLElement;
  readonly #dots = h("div", "dots");
  readonly #range = Object.assign(h("input", "chapters"), { type: "range", min: "0", step: "1" });
  readonly #track = h("div", "track", this.#dots, this.#range);
  /** The controls, at the bottom of the card. */
  readonly element: HTMLElement;
  /** Index of the chapter at which the story starts or continues, and whether that is the last. */
  #start = 0;
  #last = false;
  #playing = false;

  /** `go`: the button that starts or resumes the story. */
  constructor(
    private readonly go: HTMLElement,
    private readonly handlers: FootHandlers,
  ) {
    this.#play = button("play", () => handlers.play(!this.#playing));
    // Not while it is pressed: a reader can still change their mind.
    this.#range.onchange = () => handlers.goTo(Number(this.#range.value), false);
    go.onclick = ({ detail }) => {
      handlers.goTo(this.#start, !detail);
      // After the last chapter there is nothing to play: it would start again.
      if (!this.#last) handlers.play(true);
    };
    this.#dots.ariaHidden = "true";
    this.element = h("div", "foot", this.#play, this.#track, this.#back.element, this.#on.element);
  }

  /** Shows the controls of a chapter; after the last chapter, those of the ending. */
  showChapter(index: number, ending: boolean, tour: TourView, outline: Outline): void {
    const { step } = this.handlers;
    const { chapters, title, locale: { strings } } = outline;
    const count = chapters.length;
    const to = (i: number, pattern: string): Step | undefined => chapters[i] && { title: chapters[i].title, pattern, act: () => step(i) };
    const end = { title: strings.ending, pattern: strings.nextEnding, act: () => step(count) };
    this.#set(
      to(ending ? index : index - 1, strings.previousChapter),
      ending ? undefined : (to(index + 1, strings.nextChapter) ?? end),
      outline,
    );
    this.#playing = tour.playing;
    label(this.#play, tour.playing ? strings.pause : strings.play);
    this.#play.replaceChildren(icon(tour.playing ? BARS : TRIANGLE));
    this.#play.hidden = ending;
    this.#track.hidden = false;
    this.#range.max = String(count - 1);
    this.#range.value = String(index);
    this.#range.ariaLabel = strings.chapters;
    const name = plainText(chapters[index]?.title ?? title);
    this.#range.ariaValueText = fill(strings.chapterTitle, { n: index + 1, of: count, title: name });
    const dots = count > DOTS ? 0 : count;
    this.#dots.replaceChildren(...Array.from({ length: dots }, (_, i) => h("i", i <= index ? "dot here" : "dot")));
  }

  /** Shows the controls of a place that is looked at outside the story: they lead to the places before and after it. */
  showPlace(id: string, outline: Outline): void {
    const { choose } = this.handlers;
    const { places, locale: { strings } } = outline;
    const index = places.findIndex((place) => place.id === id);
    const to = (i: number, pattern: string): Step | undefined => {
      const place = index < 0 ? undefined : places[i];
      return place && { title: place.name, pattern, act: () => choose(place.id, false) };
    };
    this.#set(to(index - 1, strings.previousTitle), to(index + 1, strings.nextTitle), outline);
    this.#play.hidden = this.#track.hidden = true;
  }

  /** Shows the controls of a leg: they lead to the legs before and after it. */
  showLeg({ before, after }: LegCard, outline: Outline): void {
    const { locale } = outline;
    const { previousLeg, nextLeg } = locale.strings;
    const to = (leg: LegView | null, pattern: string) => leg ? { title: titleOf(leg, locale), pattern, act: () => this.handlers.choose(leg.id, false) } : undefined;
    this.#set(to(before, previousLeg), to(after, nextLeg), outline);
    this.#play.hidden = this.#track.hidden = true;
  }

  /** Shows the button that starts or resumes the story, unless a chapter is shown. */
  showGo({ chapter, away }: TourView, { chapters, start, locale: { strings } }: Outline): void {
    this.#start = chapter ?? 0;
    this.#last = this.#start > 0 && this.#start === chapters.length - 1;
    this.go.hidden = !chapters.length || (chapter !== null && !away);
    this.go.classList.toggle("resume", chapter !== null);
    const words = chapter === null ? storyText(start) || strings.start : strings.resume;
    this.go.replaceChildren(icon(TRIANGLE), h("b", "", words), chapter === null ? "" : h("span", "", storyText(chapters[chapter]?.title ?? "")));
  }

  #set(back: Step | undefined, on: Step | undefined, { locale: { strings } }: Outline): void {
    this.#back.set(back, strings.previous);
    this.#on.set(on, strings.next);
    this.element.hidden = !back && !on && this.#track.hidden;
  }

  /** Makes a button that stays the same element from card to card, so that it keeps the focus. */
  #makeStep(name: string, arrow: string) {
    let act: (() => void) | undefined;
    const words = h("span", "name");
    const element = button(name, () => act?.(), icon(arrow), words);
    const set = (step: Step | undefined, without: string) => {
      act = step?.act;
      element.ariaDisabled = String(!step);
      words.replaceChildren(step ? storyText(step.title) : "");
      label(element, step ? fill(step.pattern, { title: plainText(step.title) }) : without);
    };
    return { element, set };
  }
}
