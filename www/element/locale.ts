// The texts of the interface: one file for each language, loaded when a map needs it.

import { LOCALES } from "../../target/glue/locales.js";
import type { EngineApi, Locale, LocaleFile, MapOptions } from "./contracts.js";
import { loadFile, textOf } from "./files.js";
import { loadLater } from "./loader.js";
import type { Strings } from "./types.js";
import { within } from "./yield.js";

/** How long the interface's texts wait for those of the story, in ms. If these come later, they are shown then. */
const PATIENCE = 1000;

/** The texts of one map's interface. */
export class InterfaceWords {
  /** The locale that core and page use; `undefined` until it is loaded. */
  locale: Locale | undefined;
  /** The language for which it was loaded. */
  #asked = "";

  constructor(
    private readonly options: Pick<MapOptions, "lang" | "strings">,
    private readonly page: { locale: Locale },
    private readonly core: { call(use: (engine: EngineApi) => void): void },
    /** Loads the story's texts in a language. */
    private readonly translate: (lang: string) => Promise<void>,
    private readonly life: AbortSignal,
  ) {}

  /** Loads the requested language and passes its texts to core and page, together with those of the story. */
  readonly load = async (): Promise<void> => {
    const { lang, strings } = this.options;
    const translated = this.translate(lang);
    const locale = await loadLocale(lang, strings);
    await within(PATIENCE, translated);
    this.life.throwIfAborted();
    // The page may have changed its request while the file was loading.
    if (lang !== this.options.lang || strings !== this.options.strings) return this.load();
    this.page.locale = this.locale = locale;
    this.#asked = lang;
    this.pass();
  };

  /** Passes the texts to the core, if they are loaded. */
  pass(): void {
    const { locale } = this;
    if (!locale) return;
    this.core.call((engine) => {
      const texts = engine.localeKeys().split(" ").map((key) => locale.strings[key as keyof Strings]);
      engine.setLocale(this.#asked, locale.tag, texts.join("\0"));
    });
  }
}

/** Loads the texts for the requested language. The texts in `own`, set by the page, replace those of the file. */
async function loadLocale(asked: string, own: Partial<Strings>): Promise<Locale> {
  const primary = asked.replace(/[-_].*/, "");
  const ours = [asked, primary].find((tag) => LOCALES[tag]);
  // Other languages have their addresses in a file of their own, and the server may have more.
  const { tag, words } = ours ? await load(ours) : await (await loadLater()).findLocale(asked, primary, load);
  return { tag, lang: tag === primary ? asked : tag, strings: { ...words, ...own } as Strings };
}

async function load(tag: string, address = LOCALES[tag]): Promise<LocaleFile> {
  const bytes = await loadFile(`locales/${tag}.json`, address ?? (() => new URL(`${tag}.json`, LOCALES["en"]?.())));
  return { tag, words: JSON.parse(textOf(bytes)) as LocaleFile["words"] };
}
