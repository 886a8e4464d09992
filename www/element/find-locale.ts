// Loads a language that is not part of the package, from a file that the server may have beside the locale files of the package.

import type { LocaleFile } from "./contracts.js";

type Load = (tag: string) => Promise<LocaleFile>;

const found = new Map<string, Promise<LocaleFile>>();

/**
 * Finds the locale file of the requested language or of its primary language. If there is none, it returns English; English
 * also replaces each missing text. Both cases are logged once in the console. `load` fetches the file of a language.
 */
export function findLocale(asked: string, primary: string, load: Load): Promise<LocaleFile> {
  let file = found.get(asked);
  if (!file) {
    file = search(asked, primary, load);
    found.set(asked, file);
    file.catch(() => found.delete(asked));
  }
  return file;
}

async function search(asked: string, primary: string, load: Load): Promise<LocaleFile> {
  const tags = /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(asked) ? new Set([asked, primary]) : [];
  const english = await load("en");
  for (const tag of tags) {
    const words = (await load(tag).catch(() => undefined))?.words;
    if (!words) continue;
    // Forms of a text for one country or number, such as `wayInto.US` and `chapterCount.one`, are optional.
    const missing = Object.keys(english.words).filter((key) => typeof words[key] !== "string" && !/\.([A-Z]+|zero|one|two|few|many)$/.test(key));
    for (const key of missing) words[key] = english.words[key];
    if (missing.length) warn(`${tag}.json lacks ${missing.join(", ")}`);
    return { tag, words };
  }
  warn(`there is no file for the language ${JSON.stringify(asked)}`);
  return english;
}

const warn = (what: string): void => console.warn(`<darien-map>: ${what}; English is shown in its place`);
