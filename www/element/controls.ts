// Buttons, legend and credits: they are shown over the map together with the first complete picture.

import type { Credits, EngineApi, FurnitureView, Locale, Outline, Words } from "./contracts.js";
import { CreditsLine } from "./credits.js";
import { watchDeeds } from "./deeds.js";
import { button, fill, fillNodes, h, icon, label, plainText, storyText } from "./dom.js";
import { Hints } from "./hints.js";
import { Key } from "./key.js";
import { Layers } from "./layers.js";
import { boxIn } from "./layout.js";
import { shareLink } from "./links.js";
import { Moves } from "./moves.js";
import { Opening } from "./opening.js";
import { join } from "./phrases.js";

const MINUS = "M4 10h12";
const PLUS = `${MINUS}M10 4v12`;
const ARROW_UP = "M10 12V2M6.5 5.5L10 2l3.5 3.5M6 8.5H4V18h12V8.5h-2";
/** A folded map with a way on it. */
const MAP = "M2 5l5-2 6 2 5-2v12l-5 2-6-2-5 2zM5 13l3-4 4 2 3-4";

export class Controls {
  readonly #furniture: FurnitureView;
  readonly #buttons: HTMLElement[];
  readonly #credits: CreditsLine;
  readonly #opening: Opening;
  readonly #moves: Moves;
  readonly #key: Key;
  /** The panels that open over the map. */
  readonly layers: Layers;
  readonly hints: Hints;
  /** The names in sight as text: a part of the canvas' description, and a paragraph after it. Changes are not announced. */
  readonly #sight = Object.assign(h("p", "sight unseen"), { id: "sight" });
  #seen = "";

  constructor(furniture: FurnitureView) {
    this.#furniture = furniture;
    const { handlers, canvas, slots } = furniture;
    canvas.after(this.#sight);
    this.#opening = new Opening(slots, handlers);
    this.hints = new Hints(furniture);
    this.layers = new Layers(furniture);
    this.#buttons = [
      button("zoom-in", () => handlers.zoomBy(1), icon(PLUS)),
      button("zoom-out", () => handlers.zoomBy(-1), icon(MINUS)),
      button("fit", handlers.fit, icon(MAP)),
      button("share", (click) => void shareLink(handlers, click), icon(ARROW_UP)),
    ];
    this.#moves = new Moves(slots, handlers, this.layers);
    this.#key = new Key(slots, this.layers);
    this.#credits = new CreditsLine(furniture, this.layers);
    slots.zoom.append(...this.#buttons, this.#moves.opener);
    watchDeeds(furniture, this.layers);
  }

  /** Fills all controls with texts in the language of the outline. */
  fill(outline: Outline, credits: Credits): void {
    const { title, locale } = outline;
    const { strings } = locale;
    this.hints.locale = locale;
    const { root, canvas } = this.#furniture;
    root.ariaLabel = plainText(title);
    canvas.ariaLabel = fill(strings.map, { title: plainText(title) });
    canvas.setAttribute("aria-describedby", "keys sight");
    this.#moves.fill(locale);
    const names = [strings.zoomIn, strings.zoomOut, strings.fit, strings.share];
    this.#buttons.forEach((element, i) => label(element, names[i] ?? ""));
    this.#credits.fill(outline);
    this.credit(credits);
    this.#key.fill(outline);
    this.#opening.fill(outline);
  }

  credit(credits: Credits): void {
    this.#credits.credit(credits);
  }

  /** Describes which names are in sight, for readers who cannot see them. */
  see(names: readonly Words[], { strings }: Locale): void {
    // What has not changed is not written again: a screen reader may be reading it.
    const seen = JSON.stringify([names, strings.sight]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#sight.replaceChildren(...(names.length ? fillNodes(strings.sight, { names: join(strings.list, names.map((name) => storyText(name))) }) : []));
  }

  /** Tells the engine which areas are covered, so that labels and the selected place avoid them. */
  furnish(engine: EngineApi): void {
    const { root, bottom, obstacles, slots } = this.#furniture;
    const { head, first, card } = slots;
    // An open key may cover the whole map for a while. Then the map under it stays as it is.
    const folded = !head.hidden && slots.key.open && !head.offsetHeight && !first.offsetHeight;
    if (!folded) {
      // The style sheet places other parts by these heights. Where the title was above the buttons, they stay below its place while a hand
      // uses them, or until a card needs the room.
      const beside = root.offsetWidth >= root.offsetHeight && !bottom.offsetHeight;
      const used = slots.zoom.parentElement?.matches(":hover,:focus-within");
      if (head.offsetHeight || card.offsetHeight || beside || !used) root.style.setProperty("--head", `${head.offsetHeight}px`);
      root.style.setProperty("--first", `${first.offsetHeight}px`);
      root.style.setProperty("--card", `${card.offsetHeight}px`);
    }
    const rects = [...obstacles, this.#opening.chapters, ...root.querySelectorAll<HTMLElement>(".time-bar")]
      .map((element) => boxIn(root, element))
      .filter(({ width }) => width)
      .flatMap(({ x, y, width, height }) => [x, y, width, height]);
    if (!folded) engine.setPadding(...this.#padding(root));
    engine.setObstacles(new Float64Array(rects));
  }

  /** How far the card covers the map from its top, right, bottom and left edge, in CSS px. */
  #padding(root: HTMLElement): [number, number, number, number] {
    const { slots, steps, bottom } = this.#furniture;
    const { card } = slots;
    if (!slots.head.hidden && card.hidden) return this.#openingPadding(root);
    const covers = card.hidden ? steps : boxIn(root, card);
    if (!covers) return [0, 0, 0, 0];
    const { offsetWidth: width, offsetHeight: height } = root;
    // A sheet has the full width, with the credits above it. A card is at one side, like the scrolling chapters on a
    // wide map.
    const sheet = card.hidden ? height * 0.4 : bottom.offsetHeight;
    if (card.hidden ? covers.width > width * 0.6 : sheet) return [0, 0, sheet, 0];
    const end = covers.x + covers.width;
    return covers.x < width - end ? [0, 0, 0, end] : [0, width - covers.x, 0, 0];
  }

  /** The same for the first screen: a strip above and a sheet below, or a panel at one side, or texts over free sea. */
  #openingPadding(root: HTMLElement): [number, number, number, number] {
    const { slots, bottom } = this.#furniture;
    const head = boxIn(root, slots.head);
    if (head.y > 1) return [0, 0, 0, 0];
    if (head.width > root.offsetWidth * 0.6) return [head.height, 0, bottom.offsetHeight || slots.first.offsetHeight, 0];
    return head.x > 1 ? [0, head.width, 0, 0] : [0, 0, 0, head.width];
  }
}
