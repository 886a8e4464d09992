// Loads a language that is not one of the built-in story's, from a file of the package or one that the server may have beside them.

import type { LocaleFile } from "./contracts.js";
import { resumable } from "./resume.js";

/** Fetches the file of a language: from `address`, or from beside the locale files of the package. */
type Load = (tag: string, address?: () => URL) => Promise<LocaleFile>;

const found = new Map<string, Promise<LocaleFile>>();

/**
 * Finds the locale file of the requested language, of the same language in its usual script, or of its primary language. If there is
 * none, it returns English; English also replaces each missing text. Both cases are logged once in the console.
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
  const { LANGUAGES } = await resumable(() => import("./languages.js"));
  const valid = /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(asked);
  const own = [asked, inScript(asked), primary].find((tag) => LANGUAGES[tag]);
  const english = await load("en");
  for (const tag of own ? [own] : valid ? new Set([asked, primary]) : []) {
    const words = (await load(tag, LANGUAGES[tag]).catch(() => undefined))?.words;
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

/** The language and the script that a tag stands for: “zh-Hant” for “zh-TW”. */
function inScript(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return tag;
  }
}

const warn = (what: string): void => console.warn(`<darien-map>: ${what}; English is shown in its place`);
