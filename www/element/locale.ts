// The interface's words: one file a language, loaded when a map needs it.

import { LOCALES } from "../../target/glue/locales.js";
import type { EngineApi, Locale, LocaleFile, MapOptions } from "./contracts.js";
import { loadFile, textOf } from "./files.js";
import { loadLater } from "./loader.js";
import type { Strings } from "./types.js";

/** The words of one map. */
export class InterfaceWords {
  /** Those of core and page, once they are there. */
  locale: Locale | undefined;

  constructor(
    private readonly options: Pick<MapOptions, "lang" | "strings">,
    private readonly page: { locale: Locale },
    private readonly core: { call(use: (engine: EngineApi) => void): void },
    private readonly life: AbortSignal,
  ) {}

  /** Fetches them in the language asked for, and hands them to core and page. */
  readonly load = async (): Promise<void> => {
    const { lang, strings } = this.options;
    const locale = await loadLocale(lang, strings);
    this.life.throwIfAborted();
    // The page may have asked for others in the meantime.
    if (lang !== this.options.lang || strings !== this.options.strings) return this.load();
    this.page.locale = this.locale = locale;
    this.core.call((engine) => {
      const texts = engine.localeKeys().split(" ").map((key) => locale.strings[key as keyof Strings]);
      engine.setLocale(lang, locale.tag, texts.join("\0"));
    });
  };
}

/** The words for a reader who asked for a language, with the page's own in place of some. */
async function loadLocale(asked: string, own: Partial<Strings>): Promise<Locale> {
  const primary = asked.replace(/[-_].*/, "");
  const ours = [asked, primary].find((tag) => LOCALES[tag]);
  // A language that is not the package's own may be beside those, on the server.
  const { tag, words } = ours ? await load(ours) : await (await loadLater()).findLocale(asked, primary, load);
  return { tag, lang: tag === primary ? asked : tag, strings: { ...words, ...own } as Strings };
}

async function load(tag: string): Promise<LocaleFile> {
  const bytes = await loadFile(`${tag}.json`, LOCALES[tag] ?? (() => new URL(`${tag}.json`, LOCALES["en"]?.())));
  return { tag, words: JSON.parse(textOf(bytes)) as LocaleFile["words"] };
}
