// The key: a button that opens the list of what the lines, marks and areas mean.

import type { LegendRow, Outline, Paint, Slots } from "./contracts.js";
import { h, icon, label, storyText } from "./dom.js";
import type { Layer, Layers } from "./layers.js";

const LINES = "M1 6h18M1 14h3.6M8.2 14h3.6M15.4 14H19";

export class Key implements Layer {
  readonly name = "key";
  readonly opener = h("summary", "");
  readonly parts: readonly HTMLElement[];
  readonly #box: HTMLDetailsElement;
  readonly #rows = h("ul", "");
  readonly #leave: HTMLElement;

  constructor({ key }: Slots, layers: Layers) {
    this.#box = key;
    this.parts = [key];
    this.#leave = layers.add(this);
    key.replaceChildren(this.opener, h("div", "panel", this.#rows, this.#leave));
  }

  get open(): boolean {
    return this.#box.open;
  }

  hide(): void {
    this.#box.open = false;
  }

  fill({ legend, locale: { strings } }: Outline): void {
    this.opener.replaceChildren(icon(LINES), strings.key);
    this.#rows.replaceChildren(...legend.map((row) => h("li", "", drawing(row), storyText(row.text))));
    label(this.#leave, strings.close);
    this.#box.hidden = !legend.length;
  }
}

/** Draws the sample of a legend row. */
function drawing({ sample, outline, icon: onDisc }: LegendRow): SVGElement {
  const { radius, stroke, fill, width, dash, round, core } = sample;
  const disc = `M${15 - radius} 10a${radius} ${radius} 0 1 1 0 .01z`;
  const svg = icon(!radius ? "M1 10h28" : outline && !onDisc ? outline : disc, 30);
  const attributes = {
    stroke: paint(stroke),
    fill: paint(fill),
    "stroke-width": width,
    "stroke-dasharray": dash,
    "stroke-linecap": round ? "round" : "butt",
  };
  const line = svg.lastElementChild;
  for (const [name, value] of Object.entries(attributes)) line?.setAttribute(name, `${value}`);
  if (line && core) {
    const hollow = line.cloneNode() as Element;
    hollow.setAttribute("stroke", paint(fill));
    hollow.setAttribute("stroke-width", `${core}`);
    svg.append(hollow);
  }
  if (line && onDisc) {
    const glyph = line.cloneNode() as Element;
    for (const [name, value] of Object.entries({ d: outline, fill: "var(--ring)", stroke: "none" })) glyph.setAttribute(name, value);
    svg.append(glyph);
  }
  // A disc larger than a row makes it higher.
  if (radius > 9) {
    const side = 2 * radius + 2;
    svg.setAttribute("viewBox", `${15 - side / 2} ${10 - side / 2} ${side} ${side}`);
    svg.style.width = svg.style.height = `${side}px`;
  }
  return svg;
}

const paint = ({ color, percent }: Paint) => `color-mix(in srgb,${color.includes("(") ? color : `var(--${color})`} ${percent}%,#0000)`;
