// Why there is no map, for its author.

import { h } from "./dom.js";
import type { DarienMapError } from "./errors.js";

/** Most problems named in a message; the event has them all. */
const NAMED = 5;

/** What went wrong, in lines of text. They are in English, the language of the story's format. */
export function explain({ message, problems }: DarienMapError): HTMLElement[] {
  const lines = problems.slice(0, NAMED).map(({ path, got, expected }) => `${path}: got ${got}, expected ${expected}`);
  if (problems.length > NAMED) lines.push(`+ ${problems.length - NAMED}`);
  return (lines.length ? lines : [message]).map((line) => Object.assign(h("p", "", line), { lang: "en" }));
}
