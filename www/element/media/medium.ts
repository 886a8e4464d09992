// Reads the list in which the core gives pictures, sounds and films.

import type { MediaKind, MediaView, Words } from "../contracts.js";
import { plainText } from "../dom.js";

/** A picture, a sound or a film. Addresses may be relative to that of the story; empty values are not given. */
export interface Medium {
  kind: MediaKind;
  src: string;
  /** The same picture in other sizes, as in HTML. */
  sizes: string;
  /** Width and height in pixels, such as `960/640`. */
  size: string;
  poster: string;
  captions: { lang: string; src: string }[];
  /** What a picture shows; the title of a sound or a film. */
  words: Words;
  caption: Words;
  credit: Words;
}

/** How many values each has. */
const COUNT = 9;

export function mediaOf(all: MediaView): Medium[] {
  const media: Medium[] = [];
  for (let i = 0; i < all.length; i += COUNT) {
    const [kind, src, sizes, size, poster, captions] = all.slice(i).map(plainText) as [MediaKind, string, string, string, string, string];
    const [words = "", caption = "", credit = ""] = all.slice(i + COUNT - 3);
    media.push({ kind, src, sizes, size, poster, captions: captionsOf(captions), words, caption, credit });
  }
  return media;
}

/** A line has a language and an address. */
function captionsOf(lines: string): Medium["captions"] {
  return lines.split("\n").flatMap((line) => {
    const [lang = "", src] = line.split(" ");
    return src ? [{ lang: lang === "und" ? "" : lang, src }] : [];
  });
}
