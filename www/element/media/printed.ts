// A picture, a sound or a film in the list: as words for screen readers and, if it is a picture, as itself on paper.

import type { Outline } from "../contracts.js";
import { h, plainText, storyText } from "../dom.js";
import { addressOf, isShowable } from "./address.js";
import type { Medium } from "./medium.js";

/** The pictures for the printer. */
const waiting = new Set<WeakRef<HTMLImageElement>>();

// The printer does not wait: what a reader has seen is there at once, and browsers that wait for pictures load the others.
globalThis.addEventListener("beforeprint", () => {
  for (const image of waiting) {
    const found = image.deref();
    if (found) found.loading = "eager";
  }
  waiting.clear();
});

export function printed({ kind, src, size, words, caption, credit }: Medium, { base }: Outline): HTMLElement {
  const alt = h("span", "alt", storyText(words));
  const lines = [caption, credit].filter((text) => plainText(text)).map((text) => h("span", "", " ", storyText(text)));
  const element = h("figure", "printed", h("figcaption", "unseen", alt, ...lines));
  const url = kind === "image" ? addressOf(src, base) : undefined;
  if (url && isShowable(url)) {
    const image = Object.assign(h("img", ""), { loading: "lazy", alt: plainText(words) });
    if (size) [image.width = 0, image.height = 0] = size.split("/").map(Number);
    image.onload = () => element.classList.add("here");
    image.onerror = () => image.remove();
    image.src = url.href;
    element.prepend(image);
    waiting.add(new WeakRef(image));
  }
  return element;
}
