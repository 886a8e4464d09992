// How the map is moved without dragging: a button opens a small panel with four arrows, and with the keys and gestures in words.

import type { Handlers, Locale, Slots } from "./contracts.js";
import { button, h, icon, label } from "./dom.js";
import type { Layer, Layers } from "./layers.js";

const FOUR_WAYS = "M10 2v16M2 10h16M7.5 4.5L10 2l2.5 2.5M7.5 15.5L10 18l2.5-2.5M4.5 7.5L2 10l2.5 2.5M15.5 7.5L18 10l-2.5 2.5";
/** Class, arrow, and the direction in which the view moves, in steps to the right and down. */
const ARROWS = [
  ["up", "M10 17V3M4 9l6-6 6 6", 0, -1],
  ["left", "M17 10H3M9 4l-6 6 6 6", -1, 0],
  ["right", "M3 10h14M11 4l6 6-6 6", 1, 0],
  ["down", "M10 3v14M4 11l6 6 6-6", 0, 1],
] as const;

export class Moves implements Layer {
  readonly name = "moves";
  /** The button that opens and closes the panel. */
  readonly opener: HTMLElement;
  /** The buttons beside the panel belong to it: who moves the map wants to zoom it, too. */
  readonly parts: readonly HTMLElement[];
  readonly #arrows: HTMLElement[];
  readonly #keys = Object.assign(h("p", ""), { id: "keys" });
  readonly #gestures = h("p", "");
  readonly #panel: HTMLElement;
  readonly #leave: HTMLElement;

  constructor({ zoom }: Slots, handlers: Handlers, layers: Layers) {
    this.#arrows = ARROWS.map(([name, path, x, y]) => button(`arrow ${name}`, () => handlers.pan(x, y), icon(path)));
    this.#leave = layers.add(this);
    this.#panel = Object.assign(h("div", "panel moves", h("div", "arrows", ...this.#arrows), this.#leave, this.#keys, this.#gestures), { role: "group" });
    this.opener = button("move", () => this.#show(!this.open), icon(FOUR_WAYS));
    this.parts = [this.#panel, zoom];
    this.hide();
    zoom.after(this.#panel);
  }

  get open(): boolean {
    return !this.#panel.hidden;
  }

  hide(): void {
    this.#show(false);
  }

  fill({ strings }: Locale): void {
    const names = [strings.moveUp, strings.moveLeft, strings.moveRight, strings.moveDown];
    this.#arrows.forEach((element, i) => label(element, names[i] ?? ""));
    label(this.opener, strings.move);
    label(this.#leave, strings.close);
    this.#panel.ariaLabel = strings.move;
    this.#keys.textContent = strings.keys;
    const touch = matchMedia("(hover:none)").matches;
    this.#gestures.textContent = touch ? strings.twoFingers : /Mac/.test(navigator.platform) ? strings.cmdZoom : strings.ctrlZoom;
  }

  #show(on: boolean): void {
    this.#panel.hidden = !on;
    this.opener.ariaExpanded = String(on);
  }
}
