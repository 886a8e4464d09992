// The few DOM helpers everything here is made with. Text goes in as text, never as markup.

import type { Words } from "./contracts.js";

export type Child = Node | string;

/**
 * A new element: `h("p", "text", "Words")`. Its names are both its classes, for our style sheet, and
 * its parts, for the page's. Empty text leaves nothing behind.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  names: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (names) element.part.value = element.className = names;
  element.append(...children.filter(Boolean));
  return element;
}

/** A button. */
export function button(name: string, act: (event: MouseEvent) => void, ...children: Child[]): HTMLElement {
  const element = h("button", `button ${name}`, ...children);
  element.type = "button";
  element.onclick = act;
  return element;
}

/** An icon of 20 × 20, or as wide as said, drawn as strokes along `path`. */
export function icon(path: string, width = 20): SVGElement {
  const make = (tag: string) => document.createElementNS("http://www.w3.org/2000/svg", tag) as SVGElement;
  const svg = make("svg");
  svg.setAttribute("viewBox", `0 0 ${width} 20`);
  svg.setAttribute("aria-hidden", "true");
  const line = make("path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A text of the story, marked if it is in another language than the map. */
export function storyText(words: Words): Child {
  return typeof words === "string" ? words : Object.assign(h("span", "", words[0]), { lang: words[1], dir: "auto" });
}

/** The same where nothing can be marked. */
export const plainText = (words: Words): string => (typeof words === "string" ? words : words[0]);

/** A sentence of the interface with its values, texts or elements, in their places: `{name}`. */
export const fillNodes = (pattern: string, values: Readonly<Record<string, Child | number>>): Child[] =>
  pattern.split(/{(\w+)}/).map((piece, i) => (i % 2 ? (values[piece] as Child) : piece));

/** The same of texts and numbers alone, as one text. */
export const fill = (pattern: string, values: Readonly<Record<string, string | number>>): string => fillNodes(pattern, values).join("");

/** Names a button for every reader: as its name and as its tooltip. */
export function label(element: HTMLElement, text: string): void {
  element.ariaLabel = element.title = text;
}

/** Whether a reader may be sent there: to the web or a letter, never to a script. */
export const safeLink = (url: string): boolean => /^(https?|mailto):/i.test(url);
