// Words in a language that the package does not bring: from a file that its server may have beside the package's own.

import type { LocaleFile } from "./contracts.js";

type Load = (tag: string) => Promise<LocaleFile>;

const found = new Map<string, Promise<LocaleFile>>();

/**
 * The file of the language asked for, or of its primary one; English without any, and for each text that is missing. Either is
 * said once, in the console. `load` fetches a language's file.
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
    // A country's own form of a text, such as `wayInto.US`, need not be there.
    const missing = Object.keys(english.words).filter((key) => typeof words[key] !== "string" && !/\.[A-Z]+$/.test(key));
    for (const key of missing) words[key] = english.words[key];
    if (missing.length) warn(`${tag}.json lacks ${missing.join(", ")}`);
    return { tag, words };
  }
  warn(`there is no file for the language ${JSON.stringify(asked)}`);
  return english;
}

const warn = (what: string): void => console.warn(`<darien-map>: ${what}; English is shown in its place`);
