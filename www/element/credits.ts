// The credits: a line about the visible ground, and a list of all sources that opens where it was asked for, over the card.

import type { Credits, FurnitureView, Locale, Outline, SourceView } from "./contracts.js";
import { formatDate } from "./dates.js";
import { add, fill, fillNodes, h, label, plainText, storyText, type Child } from "./dom.js";
import { titled, type Layer, type Layers } from "./layers.js";
import { join, sourceElement } from "./phrases.js";

export class CreditsLine implements Layer {
  readonly name = "sources";
  readonly opener = h("summary", "");
  readonly parts: readonly HTMLElement[];
  readonly #title = h("h3", "");
  readonly #sources = h("ol", "");
  readonly #ground = h("span", "");
  readonly #list: HTMLDetailsElement;
  readonly #leave: HTMLElement;
  #locale: Locale | undefined;

  /** While the list is read, the story waits. */
  constructor({ slots: { credits }, handlers }: FurnitureView, layers: Layers) {
    this.#leave = layers.add(this);
    this.#list = h("details", "", this.opener, h("div", "panel sources", titled(this.#title, this.#leave), this.#sources));
    this.parts = [this.#list];
    credits.replaceChildren(this.#list, h("p", "line", this.#ground));
    this.#list.ontoggle = () => this.open && handlers.play(false);
  }

  get open(): boolean {
    return this.#list.open;
  }

  hide(): void {
    this.#list.open = false;
  }

  fill({ asOf, locale }: Outline): void {
    const { strings } = (this.#locale = locale);
    const time = fill(strings.asOf, { time: plainText(asOf) });
    const after = (second: Child) => (asOf ? fillNodes(strings.sentences, { first: time, second }) : [second]);
    this.#title.textContent = strings.sources;
    label(this.#leave, strings.close);
    this.opener.replaceChildren(...after(h("u", "", strings.sources)));
  }

  /** Shows who is credited. The line names the visible ground; the list starts with the sources of the story. */
  credit({ story, ground }: Credits): void {
    this.#ground.textContent = ground.map(plainText).join(" · ");
    this.#sources.replaceChildren();
    // The date tells two texts of one publisher apart.
    const { strings, lang } = this.#locale ?? {};
    const dated = (source: SourceView) => join(strings?.sentences ?? "", [sourceElement(source), source.date ? formatDate(source.date, lang ?? "") : ""]);
    add(this.#sources, [...story.map(dated), ...ground.map((words) => storyText(words))].map((source) => h("li", "", source)));
  }
}
