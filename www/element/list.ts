// The outline: every place as a button, in the order of telling, for the keyboard and for readers
// who do not see the canvas. It shows itself while it holds the focus.

import { h } from "./dom.js";
import type { Outline } from "./types.js";

export interface ListHandlers {
  /** The place whose button holds the focus, or none. */
  focus(id: string | undefined): void;
  choose(id: string): void;
}

export class List {
  readonly element = h("nav", { class: "places", part: "places" });
  readonly #handlers: ListHandlers;

  constructor(handlers: ListHandlers, signal: AbortSignal) {
    this.#handlers = handlers;
    const id = (event: Event) =>
      event.target instanceof HTMLElement ? event.target.closest("button")?.dataset["id"] : undefined;
    this.element.addEventListener("focusin", (event) => handlers.focus(id(event)), { signal });
    this.element.addEventListener("focusout", () => handlers.focus(undefined), { signal });
    this.element.addEventListener(
      "click",
      (event) => {
        const chosen = id(event);
        if (chosen !== undefined) handlers.choose(chosen);
      },
      { signal },
    );
  }

  fill(outline: Outline): void {
    const focused = this.element.querySelector<HTMLElement>(":focus")?.dataset["id"];
    const buttons = outline.places.map(({ id, name, where }) =>
      h("button", { type: "button", "data-id": id }, h("b", {}, name), where ? h("span", {}, ` ${where}`) : null),
    );
    this.element.setAttribute("aria-label", outline.strings.places);
    this.element.replaceChildren(
      h("h2", {}, outline.title),
      h("p", {}, outline.summary),
      h("ol", {}, ...buttons.map((button) => h("li", {}, button))),
    );
    // The same place again, now in another language.
    buttons.find((button) => button.dataset["id"] === focused)?.focus({ preventScroll: true });
    if (focused === undefined) this.#handlers.focus(undefined);
  }

  /** Marks the button of the chosen place. */
  mark(chosen: string | null): void {
    for (const button of this.element.querySelectorAll("button")) {
      if (button.dataset["id"] === chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}
