// The canvas, and the containers of everything over it. The first picture is the canvas alone; `later.js` fills the containers.

import type { Credits, FurnitureView, Handlers, Locale, Notice, Outline, PanelsView, Phase, Slots } from "./contracts.js";
import { button, h, plainText } from "./dom.js";
import { SECOND_TAP } from "./input.js";
import type { Box } from "./layout.js";

export class Furniture implements FurnitureView {
  readonly canvas = Object.assign(h("canvas", "canvas"), { role: "application", tabIndex: 0 });
  /** Containers that `later.js` fills. */
  readonly slots: Slots = {
    card: Object.assign(h("section", "card"), { hidden: true }),
    list: h("nav", "places"),
    head: Object.assign(h("header", "head-line"), { hidden: true }),
    first: Object.assign(h("section", "first"), { hidden: true }),
    go: Object.assign(h("button", "button go"), { type: "button", hidden: true }),
    steps: Object.assign(h("div", "steps"), { hidden: true }),
    contents: Object.assign(h("button", "button contents"), { type: "button", hidden: true }),
    zoom: h("div", "zoom"),
    key: h("details", "key"),
    credits: h("div", "credits"),
  };
  #panels: PanelsView | undefined;
  readonly root: HTMLElement;
  /** It is 100 CSS px wide, or wider if the reader has set a larger font size. It is beside the map and inherits the page's styles. */
  readonly ruler = h("span", "ruler");
  /** Container at the bottom of a narrow map: the card as a sheet, with the credits above it. */
  readonly bottom: HTMLElement;
  #locale: Locale | undefined;
  #notice: readonly Notice[] = [];
  #tap: ReturnType<typeof setTimeout> | undefined;
  /** The live region for screen readers: it announces the selected place and the current chapter. */
  readonly #status = Object.assign(h("p", "status"), { role: "status" });
  readonly #message = Object.assign(h("div", "message"), { role: "alert", dir: "auto", hidden: true });
  readonly #retry: HTMLElement;
  /** The content that the page has put into the element. It is shown until the map without text is drawn, and again if the map fails. */
  readonly #content = h("slot", "");
  readonly #before = h("div", "before", this.#content);

  constructor(readonly handlers: Handlers) {
    const { card, list, go, contents, head, first, zoom, key, credits } = this.slots;
    this.bottom = h("div", "bottom", go, credits, first, card);
    const corner = h("div", "corner", contents, key, zoom);
    const parts = [this.canvas, head, list, corner, this.bottom, this.#status, this.#before, this.#message];
    this.root = Object.assign(h("div", "map", ...parts), { role: "region" });
    this.phase = "waiting";
    this.#retry = button("retry", handlers.retry);
    this.#content.onslotchange = () => this.#before.classList.toggle("filled", this.#content.assignedElements().length > 0);
    this.canvas.onpointerup = () => card.hidden && this.#tapped();
    this.canvas.onfocus = () => handlers.number(this.canvas.matches(":focus-visible"));
    this.canvas.onblur = () => handlers.number(false);
  }

  /** The phase of loading. The style sheet reads it to show only what is ready. */
  get phase(): Phase {
    return this.root.dataset["phase"] as Phase;
  }
  set phase(phase: Phase) {
    this.root.dataset["phase"] = phase;
    const done = phase === "shown" || phase === "ready";
    this.root.ariaBusy = done || phase === "waiting" ? null : "true";
    // The map without text replaces the content. Hidden, the content needs no layout while the rest is loading.
    this.#before.hidden = !/ing$/.test(phase);
  }

  /** Elements that cover the map and may change their size. The card is the first. */
  get obstacles(): HTMLElement[] {
    const { card, contents, zoom, key, credits, go, head, first } = this.slots;
    return [card, contents, zoom, key, credits, go, head, first];
  }

  /** Whether the first screen is shown. */
  get opened(): boolean {
    return !this.slots.first.hidden;
  }
  set opened(on: boolean) {
    this.slots.head.hidden = this.slots.first.hidden = !on;
    this.root.classList.toggle("opened", on);
    // On a phone the buttons come when the map is touched. They leave with the first screen, which would push them from under the finger.
    if (on) this.root.classList.remove("moved");
  }

  scrollTo(chapter: number): boolean {
    return this.#panels?.scrollTo(chapter) ?? false;
  }

  print(on: boolean): void {
    this.#panels?.print(on);
  }

  /** The box of the scrolling chapters, in CSS px from the corner of the map's element. */
  get steps(): Box | undefined {
    return this.#panels?.steps;
  }

  /** The locale of messages. */
  set locale(locale: Locale) {
    this.#locale = locale;
    this.root.lang = locale.tag;
    this.root.dir = locale.strings.dir;
    this.notify(...this.#notice);
  }

  /** Shows the card of a place or a leg. Without one it closes the card. */
  showCard(...view: Parameters<PanelsView["show"]>): void {
    this.#panels?.show(...view);
  }

  /** Takes the card and the list when they are loaded. */
  adopt(panels: PanelsView): void {
    this.#panels = panels;
  }

  fillPanels(outline: Outline): void {
    this.#panels?.fill(outline);
  }

  /** Closes the card, whatever it shows. */
  close(): void {
    this.#panels?.close();
  }

  /** Shows the end of the story. */
  finish(): void {
    this.#panels?.finish();
  }

  /** Asks the reader which of several places is meant. Returns false if that is not possible yet. */
  ask(...question: Parameters<PanelsView["ask"]>): boolean {
    this.#panels?.ask(...question);
    return this.#panels !== undefined;
  }

  /** The map moves. */
  moved(): void {
    this.#panels?.moved();
  }

  focusCard(): void {
    this.#panels?.card.focus();
  }

  /** What has the focus inside the map. */
  get focused(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(":focus");
  }

  /** Announces a text to screen readers. */
  say(text: string): void {
    this.#status.textContent = text;
  }

  /** If a card opens under the pointer now, it lets the next click through to the map, for as long as it may be a second one. */
  #tapped(): void {
    const { dataset } = this.root;
    dataset["tapped"] = "";
    clearTimeout(this.#tap);
    this.#tap = setTimeout(() => delete dataset["tapped"], SECOND_TAP * 1000);
  }

  /** Shows the credits as plain text. It is for a map without `later.js`, because the licences require credits. */
  credit({ ground }: Credits): void {
    this.slots.credits.textContent = ground.map(plainText).join(" · ");
  }

  /** Shows what is wrong, the most important words first, and a button to try again. Without words the message is removed. */
  notify(...notice: readonly Notice[]): void {
    this.#notice = notice;
    if (notice[0] === "failed" || notice[0] === "slow") this.root.ariaBusy = null;
    if (notice[0] === "failed") this.#before.hidden = false;
    this.#message.hidden = !notice.length;
    const [first = "", ...rest] = notice.map((words) => this.#locale?.strings[words] ?? ENGLISH[words] ?? "");
    this.#retry.textContent = this.#locale?.strings.retry ?? ENGLISH.retry;
    this.#message.replaceChildren(h("b", "", first), ...rest.map((text) => h("p", "", text)), this.#retry);
    if (!notice.length) this.#message.replaceChildren();
  }
}

/** The words until the reader's language is loaded, which may be what fails. */
const ENGLISH: Partial<Record<Notice, string>> & { retry: string } = {
  failed: "This map could not be shown.",
  slow: "This map takes long to load.",
  retry: "Try again",
};
