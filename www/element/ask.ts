// A small menu of places, shown where the map was touched and several places are close together.

import type { CardView, ListHandlers, Outline } from "./contracts.js";
import { button, h, label } from "./dom.js";
import { titled, type Layer, type Layers } from "./layers.js";
import { placeName } from "./phrases.js";

/** The distance of the menu from the point that was touched, and from the edges of the map, in CSS px. */
const GAP = 12;
const MARGIN = 8;

export class Ask implements Layer {
  readonly name = "ask";
  readonly #element = Object.assign(h("div", "panel ask"), { role: "group", hidden: true });
  readonly #leave: HTMLElement;
  readonly parts = [this.#element];

  /** `root`: the map. `opener`: gets the focus when the menu closes. */
  constructor(
    private readonly root: HTMLElement,
    readonly opener: HTMLElement,
    private readonly handlers: Pick<ListHandlers, "choose">,
    private readonly layers: Layers,
  ) {
    this.#leave = layers.add(this);
    root.append(this.#element);
  }

  get open(): boolean {
    return !this.#element.hidden;
  }

  hide(): void {
    this.#element.hidden = true;
  }

  /** Opens the menu beside a point of the map, in CSS px. */
  ask(places: readonly CardView[], x: number, y: number, { locale }: Outline): void {
    const { strings } = locale;
    const element = this.#element;
    const buttons = places.map(({ id, title, kind }) =>
      button("which", ({ detail }) => {
        this.close();
        this.handlers.choose(id, !detail);
      }, placeName(title, locale, kind)),
    );
    element.ariaLabel = strings.which;
    label(this.#leave, strings.close);
    element.replaceChildren(titled(strings.which, this.#leave), ...buttons);
    element.hidden = false;
    const { clientWidth: width, clientHeight: height } = this.root;
    const below = y + GAP + element.offsetHeight + MARGIN <= height;
    const top = below ? y + GAP : y - GAP - element.offsetHeight;
    const left = Math.min(x - element.offsetWidth / 2, width - MARGIN - element.offsetWidth);
    element.style.top = `${Math.max(top, MARGIN)}px`;
    element.style.left = `${Math.max(left, MARGIN)}px`;
    buttons[0]?.focus({ preventScroll: true });
  }

  close(): void {
    if (this.open) this.layers.close(this);
  }
}
