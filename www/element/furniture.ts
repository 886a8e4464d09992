// Everything that stands over the canvas, put together: buttons, key, card, list, credits, message.

import type { Credits, Handlers, LegendSample, Locale, Outline, Paint, PanelsView, Phase, Slots, StoryOutline, Words } from "./contracts.js";
import { button, fill, fillNodes, h, icon, label, plainText, storyText, type Child } from "./dom.js";
import type { DarienMapError } from "./errors.js";
import { loadLater } from "./loader.js";

const MINUS = "M4 10h12";
const PLUS = `${MINUS}M10 4v12`;
const LINES = "M1 6h18M1 14h3.6M8.2 14h3.6M15.4 14H19";
const CHAIN = "M8.5 11.5l3-3M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2";
const CORNERS = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";

export class Furniture {
  readonly canvas = Object.assign(h("canvas", "canvas"), { role: "img", tabIndex: 0 });
  /** What is filled later. */
  readonly slots: Slots = {
    card: Object.assign(h("section", "card"), { hidden: true }),
    list: h("nav", "places"),
    go: Object.assign(button("go", () => {}), { hidden: true }),
    steps: Object.assign(h("div", "steps"), { hidden: true }),
    zoom: h("div", "zoom"),
    copy: button("copy", () => {}, icon(CHAIN)),
  };
  #panels: PanelsView | undefined;
  readonly root: HTMLElement;
  /** Of a narrow box: the sheet with the credits on top of it. */
  readonly bottom: HTMLElement;
  readonly #buttons: HTMLElement[];
  #hints = 0;
  #locale: Locale | undefined;
  #error: DarienMapError | undefined;
  readonly #key = h("details", "key");
  readonly #credits = h("div", "credits");
  readonly #ground = h("span", "");
  readonly #sources = h("p", "");
  readonly #hint = Object.assign(h("p", "hint"), { hidden: true, ariaHidden: "true" });
  /** What a screen reader is told: the place chosen, the chapter that has come. */
  readonly #status = Object.assign(h("p", "status"), { role: "status" });
  readonly #message = Object.assign(h("div", "message"), { role: "alert", dir: "auto", hidden: true });

  constructor(readonly handlers: Handlers) {
    this.#buttons = [
      button("zoom-in", () => handlers.zoomBy(1), icon(PLUS)),
      button("zoom-out", () => handlers.zoomBy(-1), icon(MINUS)),
      button("fit", handlers.fit, icon(CORNERS)),
      this.slots.copy,
    ];
    this.slots.zoom.append(...this.#buttons);
    const { card, list, go } = this.slots;
    this.bottom = h("div", "bottom", go, this.#credits, card);
    const corner = h("div", "corner", this.#key, this.slots.zoom);
    const parts = [this.canvas, list, corner, this.bottom, this.#hint, this.#status, this.#message];
    this.root = Object.assign(h("div", "map", ...parts), { role: "region" });
    this.phase = "loading";
    this.canvas.onclick = () => (this.#key.open = false);
    this.#hint.onanimationend = () => (this.#hint.hidden = true);
    this.canvas.onfocus = () => handlers.number(this.canvas.matches(":focus-visible"));
    this.canvas.onblur = () => handlers.number(false);
    this.root.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      this.#key.open = false;
      if (!card.hidden) handlers.close();
      // The list lies over the map while it has the focus.
      else if (list.contains(event.target as Node)) this.canvas.focus({ preventScroll: true });
      else return;
      event.preventDefault();
    };
  }

  /** How far the map has come. The style sheet reads it, to show what there is. */
  get phase(): Phase {
    return this.root.dataset["phase"] as Phase;
  }
  set phase(phase: Phase) {
    this.root.dataset["phase"] = phase;
  }

  /** What stands in the way of labels, and may change its size: the card first. */
  get obstacles(): HTMLElement[] {
    return [this.slots.card, this.slots.zoom, this.#key, this.#credits, this.slots.go];
  }

  /**
   * Where it stands in the box, in CSS px: x, y, width and height of each piece, and how much of the box
   * the card covers at its top, right, bottom and left.
   */
  layout(): { rects: number[]; padding: [number, number, number, number] } {
    const box = this.root.getBoundingClientRect();
    const rects = this.obstacles
      .map((element) => element.getBoundingClientRect())
      .filter(({ width }) => width)
      .flatMap(({ x, y, width, height }) => [x - box.x, y - box.y, width, height]);
    const { card } = this.slots;
    const steps = this.#panels?.steps;
    const covers = card.hidden ? steps : card.getBoundingClientRect();
    if (!covers) return { rects, padding: [0, 0, 0, 0] };
    // A sheet has the whole width, with the credits on top; a card stands at one side, as do chapters that
    // scroll over a wide map.
    const sheet = card.hidden ? box.height * 0.4 : this.bottom.getBoundingClientRect().height;
    if (card.hidden ? covers.width > box.width * 0.6 : sheet) return { rects, padding: [0, 0, sheet, 0] };
    const left = covers.left - box.left < box.right - covers.right;
    return { rects, padding: left ? [0, 0, 0, covers.right - box.left] : [0, box.right - covers.left, 0, 0] };
  }

  /** The words for everything here. What is there already is written anew by `fill`. */
  set locale(locale: Locale) {
    this.#locale = locale;
    this.root.lang = locale.tag;
    this.root.dir = locale.strings.dir;
    this.showMessage(this.#error);
  }

  /** Writes everything but card and list, once there are words for it. */
  fill(outline: StoryOutline, credits: Credits): Outline | undefined {
    const locale = this.#locale;
    if (!locale) return undefined;
    const { title, asOf, legend } = outline;
    const { strings } = locale;
    this.root.ariaLabel = plainText(title);
    this.canvas.ariaLabel = fill(strings.map, { title: plainText(title) });
    const names = [strings.zoomIn, strings.zoomOut, strings.fit, strings.copyLink];
    this.#buttons.forEach((element, i) => label(element, names[i] ?? ""));
    const time = fill(strings.asOf, { time: plainText(asOf) });
    const after = (second: Child) => (asOf ? fillNodes(strings.sentences, { first: time, second }) : [second]);
    const summary = h("summary", "", ...after(h("u", "", strings.sources)));
    this.#credits.replaceChildren(h("p", "line", ...after(this.#ground)), h("details", "", summary, this.#sources));
    this.credit(credits);
    const rows = legend.map(({ sample, text }) => h("li", "", drawing(sample), storyText(text)));
    this.#key.replaceChildren(h("summary", "", icon(LINES), strings.key), h("ul", "", ...rows));
    this.#key.hidden = !rows.length;
    return { ...outline, locale };
  }

  /** Says whom the map is by: in a line the ground in sight, in full the story's own sources first. */
  credit({ story, ground }: Credits): void {
    const said = (words: Words[]) => words.map(plainText).join(" · ");
    this.#ground.textContent = said(ground);
    this.#sources.textContent = said([...story, ...ground]);
  }

  /** Opens the card, or closes it. */
  showCard(...view: Parameters<PanelsView["show"]>): void {
    this.#panels?.show(...view);
  }

  /** Card and list have come. */
  adopt(panels: PanelsView): void {
    this.#panels = panels;
  }

  fillPanels(outline: Outline): void {
    this.#panels?.fill(outline);
  }

  focusCard(): void {
    this.#panels?.card.focus();
  }

  /** Tells those who do not see the map. */
  say(text: string): void {
    this.#status.textContent = text;
  }

  /** Shows for a moment how the map is moved, to those who may not know; not again and again. */
  hint(words: "twoFingers" | "ctrlZoom" | "cmdZoom"): void {
    if (this.#hints++ < 3) this.#show(words);
  }

  /** Says and shows for a moment what was done. */
  note(words: "copied"): void {
    this.say(this.#locale?.strings[words] ?? "");
    this.#show(words);
  }

  #show(words: "copied" | Parameters<Furniture["hint"]>[0]): void {
    this.#hint.textContent = this.#locale?.strings[words] ?? "";
    this.#hint.hidden = true;
    // Begins anew if it is there.
    void this.#hint.offsetWidth;
    this.#hint.hidden = false;
  }

  /** Says in the map's place why there is none; nothing, once there is. */
  showMessage(error: DarienMapError | undefined): void {
    this.#error = error;
    this.#message.hidden = !error;
    this.#message.replaceChildren();
    if (!error) return;
    const title = this.#locale?.strings.failed ?? "This map could not be shown.";
    const lines = h("div", "");
    this.#message.append(h("b", "", title), lines);
    loadLater().then(({ explain }) => lines.append(...explain(error)), () => {});
  }
}

/** What a row of the legend shows. */
function drawing({ radius, stroke, fill, width, dash, round }: LegendSample): SVGElement {
  const svg = icon(radius ? `M${15 - radius} 10a${radius} ${radius} 0 1 1 0 .01z` : "M1 10h28", 30);
  const attributes = {
    stroke: paint(stroke),
    fill: paint(fill),
    "stroke-width": width,
    "stroke-dasharray": dash,
    "stroke-linecap": round ? "round" : "butt",
  };
  for (const [name, value] of Object.entries(attributes)) svg.lastElementChild?.setAttribute(name, `${value}`);
  return svg;
}

const paint = ({ color, percent }: Paint) => `color-mix(in srgb,var(--${color}) ${percent}%,#0000)`;
