// Short messages over the map: how to move it, and what was done.

import type { FurnitureView, Hint, Locale, Note } from "./contracts.js";
import { fill, h } from "./dom.js";

/** Whether a hint was shown since the page was loaded. */
let hinted = false;

export class Hints {
  readonly #element = Object.assign(h("p", "hint"), { hidden: true, ariaHidden: "true" });
  readonly #furniture: FurnitureView;
  locale: Locale | undefined;

  constructor(furniture: FurnitureView) {
    this.#furniture = furniture;
    const { root, bottom } = furniture;
    bottom.after(this.#element);
    const hush = () => (this.#element.hidden = true);
    this.#element.onanimationend = hush;
    root.addEventListener("keydown", hush);
    root.addEventListener("pointerdown", hush);
    root.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && hush());
    root.addEventListener("wheel", ({ defaultPrevented }) => defaultPrevented && hush());
  }

  /**
   * Shows how to move the map, once a visit, and not over what is being read. The hint stays until the reader does something else.
   */
  hint(words: Hint): void {
    const { root, slots } = this.#furniture;
    if (hinted || !slots.card.hidden || root.matches(".scrolls")) return;
    hinted = true;
    this.show(words);
    this.#element.classList.add("stays");
  }

  /**
   * Shows some words for a few seconds, with `text` in them. Returns what is shown. `done`: the button that has done what they say; then
   * they are in it or beside it, not over the map. The style sheet shows them.
   */
  show(words: Note | Hint, text = "", done?: HTMLElement): string {
    const shown = fill(this.locale?.strings[words] ?? "", { text });
    if (done) {
      done.dataset["done"] = shown;
      done.onanimationend = () => delete done.dataset["done"];
      return shown;
    }
    this.#element.textContent = shown;
    this.#element.hidden = true;
    this.#element.classList.remove("stays");
    // Reading the width forces a layout, so that the animation starts again if it is running.
    void this.#element.offsetWidth;
    this.#element.hidden = false;
    return shown;
  }
}
