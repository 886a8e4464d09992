// The few words that must be there when the core is not: it holds all others.

import type { DarienMapError } from "./types.js";

const WORDS = {
  en: {
    story: "This map’s story could not be shown.",
    basemap: "This map’s geography could not be loaded.",
    wasm: "This map could not be started.",
    problem: (got: string, expected: string) => `got ${got}, expected ${expected}`,
  },
  es: {
    story: "No se pudo mostrar la historia de este mapa.",
    basemap: "No se pudo cargar la geografía de este mapa.",
    wasm: "No se pudo iniciar este mapa.",
    problem: (got: string, expected: string) => `hay ${got}, se esperaba ${expected}`,
  },
};

/** Most problems named in a message; the event has them all. */
const NAMED = 5;

/** What to tell the reader: a plain sentence, and the first problems with their paths in the file. */
export function explain({ code, problems }: DarienMapError, lang: string): { title: string; list: string[] } {
  const words = WORDS[/^es\b/i.test(lang) ? "es" : "en"];
  const list = problems
    .slice(0, NAMED)
    .map(({ path, got, expected }) => `${path}: ${words.problem(got, expected)}`);
  if (problems.length > NAMED) list.push(`+ ${problems.length - NAMED}`);
  return { title: words[code] ?? words.wasm, list };
}
