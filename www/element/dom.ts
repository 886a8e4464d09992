// The few DOM helpers everything here is made with. Text goes in as text, never as markup.

type Child = Node | string | null;

/** A new element: `h("p", { class: "where" }, "text")`. Attributes of `null` are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An icon of 20 × 20 drawn as strokes along `path`. */
export function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Puts `label` on a button for every reader: name and tooltip. */
export function label(button: HTMLElement, text: string): void {
  button.setAttribute("aria-label", text);
  button.title = text;
}

/** The address if a reader may be sent there: the web or a letter, no scripts. */
export function safeLink(url: string | null): string | null {
  return url && /^(https?|mailto):/i.test(url) ? url : null;
}
