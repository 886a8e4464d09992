// Helpers that create DOM elements. Text is inserted as text, never as HTML.

import type { Words } from "./contracts.js";

export type Child = Node | string;

/** Adds children one by one: a story may have more of them than one call can take as arguments. Empty texts are left out. */
export function add(element: Node & ParentNode, children: Iterable<Child | Iterable<Child>>): void {
  for (const child of children) {
    if (typeof child === "object" && Symbol.iterator in child) add(element, child);
    else if (child) element.append(child);
  }
}

/**
 * Creates an element: `h("p", "text", "Words")`. The names become its classes, for our style sheet, and its parts, for the
 * style sheet of the page. A child may also be a list of children. Empty texts are left out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  names: string,
  ...children: (Child | Iterable<Child>)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (names) element.part.value = element.className = names;
  add(element, children);
  return element;
}

/** Creates a button. */
export function button(name: string, act: (event: MouseEvent) => void, ...children: Child[]): HTMLElement {
  const element = h("button", `button ${name}`, ...children);
  element.type = "button";
  element.onclick = act;
  return element;
}

/** Creates an icon, 20 units high and 20 wide unless a width is given, with `path` drawn as a stroke. */
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

/**
 * A text of the story, with its emphasis and links. It gets a `lang` attribute if its language is not the language of the interface. `replace` makes
 * something else of words that are not in a link.
 */
export function storyText(words: Words, replace?: (text: string) => Child[]): Child {
  if (typeof words === "string" && !replace) return words;
  const [text, lang, ...runs] = typeof words === "string" ? [words, ""] : words;
  const element = lang ? Object.assign(h("span", ""), { lang, dir: "auto" }) : new DocumentFragment();
  const own = replace ?? ((text) => [text]);
  if (!runs.length) add(element, own(text));
  let to: Node & ParentNode = element;
  for (let i = 0; i < runs.length; i += 3) {
    const [marks = "", url, run = ""] = runs.slice(i);
    let inner = url ? [run] : own(run);
    for (const tag of ["em", "strong"] as const) if (marks.includes(tag)) inner = [h(tag, "", inner)];
    // Successive runs of a link are one link.
    if (url !== runs[i - 2]) to = element;
    if (url && to === element) element.append((to = link(url, [])));
    add(to, inner);
  }
  element.normalize();
  return element;
}

/** The same as a plain string, for use where a language cannot be marked. */
export const plainText = (words: Words): string => (typeof words === "string" ? words : words[0]);

/**
 * Replaces each placeholder `{name}` in a sentence by its value, a text or an element. A Latin text in a sentence with Arabic or
 * Hebrew letters is isolated, so that it does not change the order of what is around it.
 */
export function fillNodes(pattern: string, values: Readonly<Record<string, Child | number>>): Child[] {
  const mixed = /[\u0590-\u08ff]/.test(pattern + Object.values(values).map((value) => (value instanceof Node ? value.textContent : value)).join(""));
  const isolate = (value: Child) => (mixed && typeof value === "string" && /[A-Za-z]/.test(value) ? `\u2068${value}\u2069` : value);
  return pattern.split(/{(\w+)}/).map((piece, i) => (i % 2 ? isolate(values[piece] as Child) : piece));
}

/** The same for texts and numbers only; returns one string. */
export const fill = (pattern: string, values: Readonly<Record<string, string | number>>): string => fillNodes(pattern, values).join("");

/** The path of the icon of buttons that close something. */
export const CROSS = "M5 5l10 10M15 5L5 15";

/** Sets the accessible name of a button, and its tooltip. */
export function label(element: HTMLElement, text: string): void {
  element.ariaLabel = element.title = text;
}

/** Whether a link is safe to show: a web or mail address, never a script. */
export const safeLink = (url: string): boolean => /^(https?|mailto):/i.test(url);

/** A link that opens beside the page, if it is safe. */
export function link(url: string, children: Child | Child[]): HTMLElement {
  return safeLink(url) ? Object.assign(h("a", "", children), { href: url, target: "_blank", rel: "noopener" }) : h("span", "", children);
}
