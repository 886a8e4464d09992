// A small menu of places, shown where the map was touched and several places are close together.

import type { CardView, ListHandlers, Outline } from "./contracts.js";
import { button, h, storyText } from "./dom.js";
import { consume } from "./escape.js";

/** The distance of the menu from the point that was touched, and from the edges of the map, in CSS px. */
const GAP = 12;
const MARGIN = 8;

export class Ask {
  readonly #element = Object.assign(h("div", "ask"), { role: "group", hidden: true });

  /** `root`: the map. `back`: gets the focus when the menu closes. */
  constructor(
    private readonly root: HTMLElement,
    private readonly back: HTMLElement,
    private readonly handlers: Pick<ListHandlers, "choose">,
  ) {
    const element = this.#element;
    root.append(element);
    element.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      consume(event);
      this.close();
    };
    element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!element.contains(relatedTarget as Node | null)) element.hidden = true;
    });
  }

  /** Opens the menu beside a point of the map, in CSS px. */
  open(places: readonly CardView[], x: number, y: number, { locale: { strings } }: Outline): void {
    const element = this.#element;
    const buttons = places.map(({ id, title }) =>
      button("which", ({ detail }) => {
        this.close();
        this.handlers.choose(id, !detail);
      }, storyText(title)),
    );
    element.ariaLabel = strings.which;
    element.replaceChildren(...buttons);
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
    if (this.#element.hidden) return;
    const held = this.#element.contains((this.root.getRootNode() as ShadowRoot).activeElement);
    this.#element.hidden = true;
    if (held) this.back.focus({ preventScroll: true });
  }
}
