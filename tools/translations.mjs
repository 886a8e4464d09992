// Makes the translation files of a story (docs/story-format.md, "Translations").
//
//   node tools/translations.mjs split story.geojson out     moves every language but the story's own out of its texts: writes
//                                                           out/story.geojson and a file for each language
//   node tools/translations.mjs update story.geojson fr     writes story.fr.json beside the story, with every text to translate;
//                                                           keeps what is translated in it, and drops what the story no longer has
//
// The story's own language is its `lang`; without one, English.
// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { Failure, ROOT, command, isMain } from "./setup.mjs";

/**
 * @typedef {string | Record<string, string>} Text a text, or texts by language
 * @typedef {Record<string, string>} Translation texts in another language, by those in the story's own
 * @typedef {{ [member: string]: unknown, lang?: string, translations?: Record<string, string> }} Story
 * @typedef {{ [member: string]: unknown }} Node an object of the story or of its schema
 */

const TEXT = "#/$defs/text";
const SCHEMA = /** @type {Node} */ (JSON.parse(readFileSync(`${ROOT}assets/story.schema.json`, "utf8")));

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === "object" && value !== null;

/**
 * Every text of a story, with the object that holds it. The schema says which members are texts.
 * @param {Story} story
 */
function textsOf(story) {
  /** @type {{ holder: Node, key: string, text: Text }[]} */
  const found = [];
  /** @type {Map<Node, Set<string>>} */
  const seen = new Map();

  /** @type {(value: unknown, schema: unknown) => void} */
  function visit(value, schema) {
    if (!isNode(schema)) return;
    const { $ref, properties, items, allOf, anyOf, oneOf } = schema;
    if (typeof $ref === "string") visit(value, isNode(SCHEMA["$defs"]) && SCHEMA["$defs"][basename($ref)]);
    for (const some of [allOf, anyOf, oneOf]) if (Array.isArray(some)) for (const part of some) visit(value, part);
    for (const part of [schema["then"], schema["else"]]) visit(value, part);
    if (Array.isArray(value)) for (const item of value) visit(item, items);
    else if (isNode(value) && isNode(properties)) {
      for (const [key, part] of Object.entries(properties)) {
        if (isNode(part) && part["$ref"] === TEXT) add(value, key);
        else if (value[key] !== undefined) visit(value[key], part);
      }
    }
  }

  /** @type {(holder: Node, key: string) => void} */
  function add(holder, key) {
    const keys = seen.get(holder) ?? new Set();
    seen.set(holder, keys);
    const text = holder[key];
    const isText = typeof text === "string" || isNode(text) && Object.values(text).every((value) => typeof value === "string");
    if (isText && !keys.has(key)) found.push({ holder, key, text: /** @type {Text} */ (text) });
    keys.add(key);
  }

  visit(story, SCHEMA);
  return found;
}

/**
 * Moves every language but the story's own out of its texts. A text that is translated in two ways keeps the second one, because a
 * translation has one text for each text of the story.
 * @param {Story} given
 * @param {string} name the story's file name, without its ending
 * @param {Record<string, Translation>} [before] translations that the story has already, by language
 */
export function splitStory(given, name, before = {}) {
  const story = structuredClone(given);
  const own = story.lang ?? "en";
  const translations = structuredClone(before);
  for (const { holder, key, text } of textsOf(story)) {
    if (typeof text === "string") continue;
    // A text that is not in the story's own language keeps the first that it is in.
    const first = own in text ? own : Object.keys(text)[0];
    const source = first === undefined ? undefined : text[first];
    if (first === undefined || source === undefined) continue;
    /** @type {Record<string, string>} */
    const kept = { [first]: source };
    for (const [lang, words] of Object.entries(text)) {
      if (lang === first) continue;
      const translation = (translations[lang] ??= {});
      if ((translation[source] || words) === words) translation[source] = words;
      else kept[lang] = words;
    }
    // A text without a language is in the story's `lang`.
    holder[key] = first === story.lang && Object.keys(kept).length === 1 ? source : kept;
  }
  const files = Object.fromEntries(Object.keys(translations).map((lang) => [lang, story.translations?.[lang] ?? `${name}.${lang}.json`]));
  const { type, ...rest } = story;
  if (Object.keys(files).length) return { story: { type, ...rest, translations: files }, translations };
  return { story, translations };
}

/**
 * A translation of a story with all its texts, in the order of the story. A text that is not translated yet is empty.
 * @param {Story} story
 * @param {string} lang
 * @param {Translation} before what is translated already
 */
export function updateTranslation(story, lang, before) {
  /** @type {Translation} */
  const after = {};
  for (const { text } of textsOf(story)) {
    const source = typeof text === "string" ? text : Object.values(text)[0];
    const inStory = typeof text === "object" && text[lang] !== undefined;
    if (source !== undefined && !inStory) after[source] = before[source] ?? "";
  }
  const { $schema } = before;
  return $schema === undefined ? after : { $schema, ...after };
}

/** @param {string} path */
function read(path) {
  try {
    return /** @type {unknown} */ (JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new Failure(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @type {(path: string, value: object) => void} */
const write = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/**
 * The translation in a file, or none.
 * @param {string} path
 */
function readTranslation(path) {
  return existsSync(path) ? /** @type {Translation} */ (read(path)) : {};
}

/**
 * @param {string} path
 * @param {string} out
 */
function split(path, out) {
  const given = /** @type {Story} */ (read(path));
  const before = Object.entries(given.translations ?? {}).map(([lang, file]) => [lang, readTranslation(join(dirname(path), file))]);
  const { story, translations } = splitStory(given, basename(path, extname(path)), Object.fromEntries(before));
  mkdirSync(out, { recursive: true });
  write(join(out, basename(path)), story);
  for (const [lang, file] of Object.entries(story.translations ?? {})) {
    const texts = translations[lang] ?? {};
    write(join(out, file), texts);
    console.log(`${join(out, file)}: ${Object.keys(texts).length} texts`);
  }
}

/**
 * @param {string} path
 * @param {string} lang
 */
function update(path, lang) {
  const story = /** @type {Story} */ (read(path));
  const file = story.translations?.[lang] ?? `${basename(path, extname(path))}.${lang}.json`;
  const target = join(dirname(path), file);
  const before = readTranslation(target);
  const after = updateTranslation(story, lang, before);
  write(target, after);
  const dropped = Object.keys(before).filter((source) => !(source in after));
  const left = Object.values(after).filter((text) => text === "").length;
  console.log(`${target}: ${Object.keys(after).length} texts, ${left} of them to translate`);
  for (const source of dropped) console.log(`dropped, because the story does not have it: ${JSON.stringify(source)}: ${JSON.stringify(before[source])}`);
  if (!story.translations?.[lang]) console.log(`Name the file in the story: "translations": {${JSON.stringify(lang)}: ${JSON.stringify(file)}}`);
}

if (isMain(import.meta.url)) {
  await command(async () => {
    const [what, path, more, ...rest] = process.argv.slice(2);
    if (!path || !more || rest.length || (what !== "split" && what !== "update")) {
      throw new Failure(`Got ${JSON.stringify(process.argv.slice(2).join(" "))}, expected "split story.geojson out" or "update story.geojson fr"`);
    }
    if (what === "split") split(path, more);
    else update(path, more);
  });
}
