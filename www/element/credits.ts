// The credits: a line about the visible ground, and a list of all sources that opens where it was asked for, over the card.

import type { Credits, FurnitureView, Outline } from "./contracts.js";
import { add, fill, fillNodes, h, plainText, storyText, type Child } from "./dom.js";
import { consume } from "./escape.js";
import { sourceElement } from "./phrases.js";

export class CreditsLine {
  readonly #summary = h("summary", "");
  readonly #sources = h("ol", "");
  readonly #ground = h("span", "");
  readonly #list = h("details", "", this.#summary, this.#sources);

  /** The list closes when anything else of the map is used, since it covers a part of it. While it is read, the story waits. */
  constructor({ slots: { credits, key }, root, handlers }: FurnitureView) {
    const list = this.#list;
    credits.replaceChildren(list, h("p", "line", this.#ground));
    root.addEventListener("click", ({ target }) => {
      const inside = list.contains(target as Node);
      (inside ? key : list).open = false;
    });
    root.addEventListener("focusin", ({ target }) => {
      if (!list.contains(target as Node)) list.open = false;
    });
    list.ontoggle = () => list.open && handlers.play(false);
    list.onkeydown = (event) => {
      if (event.key !== "Escape" || !list.open) return;
      consume(event);
      list.open = false;
      this.#summary.focus();
    };
  }

  fill({ asOf, locale: { strings } }: Outline): void {
    const time = fill(strings.asOf, { time: plainText(asOf) });
    const after = (second: Child) => (asOf ? fillNodes(strings.sentences, { first: time, second }) : [second]);
    this.#summary.replaceChildren(...after(h("u", "", strings.sources)));
  }

  /** Shows who is credited. The line names the visible ground; the list starts with the sources of the story. */
  credit({ story, ground }: Credits): void {
    this.#ground.textContent = ground.map(plainText).join(" · ");
    this.#sources.replaceChildren();
    add(this.#sources, [...story.map(sourceElement), ...ground.map(storyText)].map((source) => h("li", "", source)));
  }
}
