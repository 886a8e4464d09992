// Makes sentences from data. The locale file has each sentence as a whole, with named placeholders for its values.

import type { CardView, EngineApi, FactView, LegView, Locale, Outline, SourceView, WayView, Words } from "./contracts.js";
import { formatNumber } from "./dates.js";
import { fill, fillNodes, link, plainText, storyText, type Child } from "./dom.js";

const KM_PER_MILE = 1.609344;

/** “40 km north-west of the last stop in a straight line; from there on foot into the next country”. */
export function wayPhrase({ km, direction, from, mode, by, into, country }: WayView, { lang, strings }: Locale): Node {
  const values = {
    distance: fill(strings.km, { n: formatNumber(km, lang) }),
    direction: strings[`direction.${direction}`],
    place: storyText(from),
    mode: mode ? storyText(travel(mode, by, strings)) : "",
    country: into ? country && storyText(country) || countryName(into, lang) : "",
  };
  const pattern = into ? (strings[`wayInto.${into}`] ?? strings.wayInto) : mode ? strings.wayBy : strings.way;
  return group(...fillNodes(pattern, values));
}

/** The name of a country by its ISO 3166-1 code. */
function countryName(code: string, lang: string, style: "long" | "short" = "long"): string {
  try {
    return new Intl.DisplayNames(lang, { type: "region", style }).of(code) ?? code;
  } catch {
    return code; // an unknown language or code
  }
}

/** The name of a country on the map: short, such as USA or Bosnia, but no bare initials such as US, É.-U. or RU. */
function nameOnMap(code: string, lang: string): string {
  const short = countryName(code, lang, "short");
  return /^\p{Lu}{1,2}$|[.॰]/u.test(short) ? countryName(code, lang) : short;
}

/** Gives the engine the names of countries that the basemap has by code alone. */
export function nameCountries(engine: EngineApi, lang: string): void {
  const codes = engine.codesToName();
  if (codes) engine.nameCountries(codes.split(" ").map((code) => nameOnMap(code, lang)).join("\0"));
}

/** The name of a leg, or its ends and the way of travel. */
export function legName(leg: LegView, locale: Locale): Node {
  return plainText(leg.name) ? group(storyText(leg.name)) : legEnds(leg, locale);
}

/** The name of a place; of one without a name, what it is. */
export function placeName(name: Words, { strings }: Locale, kind = "stop"): Child {
  return storyText(name) || strings[`kind.${kind as "stop"}`];
}

/** The ends of a leg and, if its name does not say it, the way of travel: “The fort – the port, by boat”. */
export function legEnds({ name, from, to, mode, by }: LegView, { strings }: Locale): Node {
  const way = travel(mode, by, strings);
  const ends = join(strings.ends, [from, to].map((end) => plainText(end) && storyText(end)));
  if (!ends) return group(storyText(way));
  if (plainText(name).toLowerCase().includes(plainText(way).toLowerCase())) return group(ends);
  return group(...fillNodes(strings.legBy, { ends, mode: storyText(way) }));
}

/** How one travels: the story's own words, or those of the interface. */
const travel = (mode: LegView["mode"], by: Words, strings: Locale["strings"]): Words => (plainText(by) ? by : strings[`by.${mode}`]);

/** The title of a card as a plain string. */
export function titleOf(card: CardView | LegView, locale: Locale | undefined): string {
  if ("title" in card) return plainText(card.title) || locale?.strings[`kind.${card.kind}`] || "";
  return (locale && legName(card, locale).textContent) ?? "";
}

/** The route of a leg, how long it takes, and how certain its course is: “Northern route. About 4 h. Course approximate”. */
export function legDetails({ route, duration, certainty }: LegView, { strings }: Locale): Child {
  const takes = plainText(duration) && group(...fillNodes(strings.takes, { time: storyText(duration) }));
  return join(strings.sentences, [storyText(route), takes, strings[`certainty.${certainty}`]]);
}

/**
 * The words along the line of a leg, without what its name and details say: “by raft over the river, no source” is “Over the river” for
 * a leg that is called “The fort to the port by raft” and has no source. `more`: what else is said of it.
 */
export function remarkOf(leg: LegView, locale: Locale, more = ""): Child {
  const name = wordsOf(legName(leg, locale).textContent);
  const said = [...name, ...wordsOf(group(legDetails(leg, locale)).textContent), ...wordsOf(more)];
  const [first = "", ...others] = plainText(leg.remark).split(/[,;:.،؛](?:\s+|$)/);
  const own = first.split(/\s+/);
  let same = own.length;
  while (same && `${name.slice(-same)}` !== `${wordsOf(own.slice(0, same).join(" "))}`) same--;
  const parts = [own.slice(same).join(" "), ...others].filter((part) => wordsOf(part).some((word) => !said.includes(word)));
  const text = parts.join(locale.strings.dir === "rtl" ? "، " : ", ");
  const words = text.charAt(0).toUpperCase() + text.slice(1);
  return text && storyText(typeof leg.remark === "string" ? words : [words, leg.remark[1]]);
}

const wordsOf = (text: string | null): string[] => (text ?? "").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * “Stop 3 of 9” for a place that the story is about, “Country · 4 of 9” for an area; else only the kind of place. In a story with
 * chapters it is the kind alone, because a second count beside that of the chapters confuses.
 */
export function placePhrase({ kind, category, step: n, steps: of }: CardView, { chapters, locale: { strings } }: Outline): string {
  const own = plainText(category);
  const name = own || strings[`kind.${kind}`];
  return n && !chapters.length ? fill(kind === "stop" && !own ? strings.stepStop : strings.step, { kind: name, n, of }) : name;
}

/** “Position approximate, to within 8 km (5 mi).” */
export function accuracyPhrase(km: number, { lang, strings }: Locale): string {
  const whole = (length: number) => formatNumber(Math.max(Math.round(length), 1), lang);
  return fill(strings.approximate, { km: whole(km), mi: whole(km / KM_PER_MILE) });
}

/** The standing of a fact as a word. For a reported fact the story may set its own word. */
export function standingWord({ standing }: FactView, { reported, locale }: Outline): Child {
  return (standing === "reported" && storyText(reported)) || locale.strings[`standing.${standing}`];
}

/** The title of a source, as a link if it has an address. */
export function sourceElement({ title, url }: SourceView): Child {
  return url ? link(url, storyText(title)) : storyText(title);
}

/** The form of a text for a number, by the plural rules of the language: `chapterCount.few`. Without that form, the text itself. */
export function counted(key: "chapterCount" | "storyLength", n: number, { lang, strings }: Locale): string {
  try {
    return strings[`${key}.${new Intl.PluralRules(lang).select(n)}`] ?? strings[key];
  } catch {
    return strings[key]; // an unknown language
  }
}

/** Joins parts of a text. Adjacent text nodes are merged, because the browser shapes each node separately. */
export function group(...pieces: Child[]): Node {
  const all = new DocumentFragment();
  all.append(...pieces);
  all.normalize();
  return all;
}

/** Joins parts with a pattern that has `{first}` and `{second}`. Empty parts are left out. */
export function join(pattern: string, parts: readonly Child[]): Child {
  return parts.filter(Boolean).reduce((first, second) => (first ? group(...fillNodes(pattern, { first, second })) : second), "");
}
