// The few words that must be there when the core is not: it holds all others.

import type { DarienMapError } from "./errors.js";

/** Most problems named in a message; the event has them all. */
const NAMED = 5;

/** What to tell the reader: that there is no map, and why, in lines of text. */
export function explain({ message, problems }: DarienMapError, lang: string): { title: string; lines: string[] } {
  // Why is for the map's author, who reads it in English, the language of the story's format.
  const lines = problems.slice(0, NAMED).map(({ path, got, expected }) => `${path}: got ${got}, expected ${expected}`);
  if (problems.length > NAMED) lines.push(`+ ${problems.length - NAMED}`);
  const title = { es: "No se pudo mostrar este mapa.", ar: "تعذّر عرض هذه الخريطة." }[lang.toLowerCase().split("-")[0] ?? ""];
  return { title: title ?? "This map could not be shown.", lines: lines.length ? lines : [message] };
}
