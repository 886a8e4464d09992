// How the map is moved without dragging: a button opens a small panel with four arrows, and with the keys and gestures in words.

import type { Handlers, Locale, Slots } from "./contracts.js";
import { button, h, icon, label } from "./dom.js";
import { consume } from "./escape.js";

const FOUR_WAYS = "M10 2v16M2 10h16M7.5 4.5L10 2l2.5 2.5M7.5 15.5L10 18l2.5-2.5M4.5 7.5L2 10l2.5 2.5M15.5 7.5L18 10l-2.5 2.5";
/** Class, arrow, and the direction in which the reader styleObserver, in steps to the right and down. */
const ARROWS = [
  ["up", "M10 17V3M4 9l6-6 6 6", 0, -1],
  ["left", "M17 10H3M9 4l-6 6 6 6", -1, 0],
  ["right", "M3 10h14M11 4l6 6-6 6", 1, 0],
  ["down", "M10 3v14M4 11l6 6 6-6", 0, 1],
] as const;

export class Moves {
  /** The button that opens and closes the panel. */
  readonly toggle: HTMLElement;
  readonly #arrows: HTMLElement[];
  readonly #keys = Object.assign(h("p", ""), { id: "keys" });
  readonly #gestures = h("p", "");
  readonly #panel: HTMLElement;

  constructor({ zoom, key }: Slots, handlers: Handlers) {
    this.#arrows = ARROWS.map(([name, path, x, y]) => button(`arrow ${name}`, () => handlers.pan(x, y), icon(path)));
    this.#panel = Object.assign(h("div", "moves", h("div", "arrows", ...this.#arrows), this.#keys, this.#gestures), { role: "group" });
    this.toggle = button("move", () => this.#open(this.#panel.hidden === true), icon(FOUR_WAYS));
    // They open at the same place.
    this.toggle.addEventListener("click", () => (key.open = false));
    key.addEventListener("toggle", () => key.open && this.#open(false));
    this.#panel.onkeydown = this.toggle.onkeydown = (event) => {
      if (event.key !== "Escape" || this.#panel.hidden) return;
      consume(event);
      this.#open(false);
      this.toggle.focus();
    };
    this.#open(false);
    zoom.after(this.#panel);
  }

  fill({ strings }: Locale): void {
    const names = [strings.moveUp, strings.moveLeft, strings.moveRight, strings.moveDown];
    this.#arrows.forEach((element, i) => label(element, names[i] ?? ""));
    label(this.toggle, strings.move);
    this.#panel.ariaLabel = strings.move;
    this.#keys.textContent = strings.keys;
    const touch = matchMedia("(hover:none)").matches;
    this.#gestures.textContent = touch ? strings.twoFingers : /Mac/.test(navigator.platform) ? strings.cmdZoom : strings.ctrlZoom;
  }

  #open(on: boolean): void {
    this.#panel.hidden = !on;
    this.toggle.ariaExpanded = String(on);
  }
}
