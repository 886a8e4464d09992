// The few words that must be there when the core is not: it holds all others.

import type { DarienMapError } from "./types.js";

const WORDS = {
  en: {
    story: "The story of this map could not be shown.",
    basemap: "The geography of this map could not be loaded.",
    wasm: "This map could not be started.",
    problem: "got {got}, expected {expected}",
    feature: "Feature {n}",
    more: "and {n} more",
  },
  es: {
    story: "No se pudo mostrar la historia de este mapa.",
    basemap: "No se pudo cargar la geografía de este mapa.",
    wasm: "No se pudo iniciar este mapa.",
    problem: "hay {got}, se esperaba {expected}",
    feature: "Elemento {n}",
    more: "y {n} más",
  },
};

/** Most problems named in a message; the event has them all. */
const NAMED = 5;

/** What to tell the reader: a plain sentence, what went wrong, and the first problems. */
export function explain(error: DarienMapError, lang: string): { title: string; text: string; list: string[] } {
  const words = WORDS[/^es\b/i.test(lang) ? "es" : "en"];
  const list = error.problems.slice(0, NAMED).map(({ feature, path, got, expected }) => {
    const what = words.problem.replace("{got}", () => got).replace("{expected}", () => expected);
    const where = feature === null ? path : `${words.feature.replace("{n}", `${feature}`)}, ${path}`;
    return where ? `${where}: ${what}` : what;
  });
  const rest = error.problems.length - list.length;
  if (rest > 0) list.push(words.more.replace("{n}", `${rest}`));
  return { title: words[error.code] ?? words.wasm, text: error.message, list };
}
