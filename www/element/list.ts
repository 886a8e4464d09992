// The outline: every place as a button, in the order of telling, for the keyboard and for readers
// who do not see the canvas. It shows itself while it holds the focus.

import { button, h } from "./dom.js";
import type { Outline } from "./engine.js";

export interface ListHandlers {
  /** The place whose button holds the focus, or none. */
  focus(id?: string): void;
  choose(id: string, byKey: boolean): void;
}

export class List {
  readonly element = h("nav", "places");
  readonly #buttons = new Map<string, HTMLElement>();

  constructor(private readonly handlers: ListHandlers) {}

  fill({ title, summary, places, strings }: Outline): void {
    const { handlers } = this;
    const held = [...this.#buttons].find(([, element]) => element.matches(":focus"))?.[0];
    this.#buttons.clear();
    for (const { id, name, where } of places) {
      const element = button("place", () => handlers.choose(id, true), h("b", "", name), " ", h("span", "", where));
      element.onfocus = () => handlers.focus(id);
      element.onblur = () => handlers.focus();
      this.#buttons.set(id, element);
    }
    this.element.ariaLabel = strings.places;
    const items = [...this.#buttons.values()].map((element) => h("li", "", element));
    this.element.replaceChildren(h("h2", "", title), h("p", "", summary), h("ol", "", ...items));
    // The same place again, now in another language.
    if (held !== undefined) this.#buttons.get(held)?.focus({ preventScroll: true });
  }

  /** Marks the button of the chosen place. */
  mark(chosen: string | undefined): void {
    for (const [id, element] of this.#buttons) element.ariaCurrent = id === chosen ? "true" : null;
  }
}
