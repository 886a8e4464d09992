// Explains to the author of a map why it could not be shown.

import { h } from "./dom.js";
import type { DarienMapError } from "./errors.js";

/** The largest number of problems listed in the message. The event contains all of them. */
const NAMED = 5;

/** Describes the error in lines of text. They are in English, like the documentation of the story format. */
export function explain({ message, problems }: DarienMapError): HTMLElement[] {
  const lines = problems.slice(0, NAMED).map(({ path, got, expected }) => `${path}: got ${got}, expected ${expected}`);
  if (problems.length > NAMED) lines.push(`+ ${problems.length - NAMED}`);
  return (lines.length ? lines : [message]).map((line) => Object.assign(h("p", "", line), { lang: "en" }));
}
