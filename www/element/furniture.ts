// The canvas and the places for all that stands over it. The first picture is the canvas alone; `later.js` fills the places.

import type { FurnitureView, Handlers, Locale, Outline, PanelsView, Phase, Slots } from "./contracts.js";
import { h } from "./dom.js";
import type { DarienMapError } from "./errors.js";
import { loadLater } from "./loader.js";

export class Furniture implements FurnitureView {
  readonly canvas = Object.assign(h("canvas", "canvas"), { role: "img", tabIndex: 0 });
  /** What is filled later. */
  readonly slots: Slots = {
    card: Object.assign(h("section", "card"), { hidden: true }),
    list: h("nav", "places"),
    go: Object.assign(h("button", "button go"), { type: "button", hidden: true }),
    steps: Object.assign(h("div", "steps"), { hidden: true }),
    zoom: h("div", "zoom"),
    key: h("details", "key"),
    credits: h("div", "credits"),
  };
  #panels: PanelsView | undefined;
  readonly root: HTMLElement;
  /** Of a narrow box: the sheet with the credits on top of it. */
  readonly bottom: HTMLElement;
  #hints = 0;
  #locale: Locale | undefined;
  #error: DarienMapError | undefined;
  readonly #hint = Object.assign(h("p", "hint"), { hidden: true, ariaHidden: "true" });
  /** What a screen reader is told: the place chosen, the chapter that has come. */
  readonly #status = Object.assign(h("p", "status"), { role: "status" });
  readonly #message = Object.assign(h("div", "message"), { role: "alert", dir: "auto", hidden: true });

  constructor(readonly handlers: Handlers) {
    const { card, list, go, zoom, key, credits } = this.slots;
    this.bottom = h("div", "bottom", go, credits, card);
    const corner = h("div", "corner", key, zoom);
    const parts = [this.canvas, list, corner, this.bottom, this.#hint, this.#status, this.#message];
    this.root = Object.assign(h("div", "map", ...parts), { role: "region" });
    this.phase = "loading";
    this.canvas.onclick = () => (key.open = false);
    this.#hint.onanimationend = () => (this.#hint.hidden = true);
    this.canvas.onfocus = () => handlers.number(this.canvas.matches(":focus-visible"));
    this.canvas.onblur = () => handlers.number(false);
    this.root.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      key.open = false;
      if (!card.hidden) handlers.close();
      // The list lies over the map while it has the focus.
      else if (list.contains(event.target as Node)) this.canvas.focus({ preventScroll: true });
      else return;
      event.preventDefault();
    };
  }

  /** How far the map has come. The style sheet reads it, to show what there is. */
  get phase(): Phase {
    return this.root.dataset["phase"] as Phase;
  }
  set phase(phase: Phase) {
    this.root.dataset["phase"] = phase;
  }

  /** What stands in the way of labels, and may change its size: the card first. */
  get obstacles(): HTMLElement[] {
    const { card, zoom, key, credits, go } = this.slots;
    return [card, zoom, key, credits, go];
  }

  /** Where chapters that scroll pass over the map, in CSS px of the window. */
  get steps(): DOMRect | undefined {
    return this.#panels?.steps;
  }

  /** The words for messages and hints. */
  set locale(locale: Locale) {
    this.#locale = locale;
    this.root.lang = locale.tag;
    this.root.dir = locale.strings.dir;
    this.showMessage(this.#error);
  }

  /** Opens the card, or closes it. */
  showCard(...view: Parameters<PanelsView["show"]>): void {
    this.#panels?.show(...view);
  }

  /** Card and list have come. */
  adopt(panels: PanelsView): void {
    this.#panels = panels;
  }

  fillPanels(outline: Outline): void {
    this.#panels?.fill(outline);
  }

  focusCard(): void {
    this.#panels?.card.focus();
  }

  /** Tells those who do not see the map. */
  say(text: string): void {
    this.#status.textContent = text;
  }

  /** Shows for a moment how the map is moved, to those who may not know; not again and again. */
  hint(words: "twoFingers" | "ctrlZoom" | "cmdZoom"): void {
    if (this.#hints++ < 3) this.#show(words);
  }

  /** Says and shows for a moment what was done. */
  note(words: "copied"): void {
    this.say(this.#locale?.strings[words] ?? "");
    this.#show(words);
  }

  #show(words: "copied" | Parameters<Furniture["hint"]>[0]): void {
    this.#hint.textContent = this.#locale?.strings[words] ?? "";
    this.#hint.hidden = true;
    // Begins anew if it is there.
    void this.#hint.offsetWidth;
    this.#hint.hidden = false;
  }

  /** Says in the map's place why there is none; nothing, once there is. */
  showMessage(error: DarienMapError | undefined): void {
    this.#error = error;
    this.#message.hidden = !error;
    this.#message.replaceChildren();
    if (!error) return;
    const title = this.#locale?.strings.failed ?? "This map could not be shown.";
    const lines = h("div", "");
    this.#message.append(h("b", "", title), lines);
    loadLater().then(({ explain }) => lines.append(...explain(error)), () => {});
  }
}
