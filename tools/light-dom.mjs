// Writes what the demo page has without JavaScript: the picture of the map, www/map.svg, and all facts with their sources, between
// two comments in www/index.html.
//
//   node tools/light-dom.mjs            writes both
//   node tools/light-dom.mjs --check    fails if one of them is not current
// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { Failure, ROOT, command, isMain } from "./setup.mjs";

/** @typedef {string | Record<string, string>} Text */
/** @typedef {{ text: Text, date: string, sources: string[], note?: Text }} Fact */
/** @typedef {{ id: string, properties: { name?: Text, facts?: Fact[] } }} Feature */
/** @typedef {{ features: Feature[], sources: { id: string, title: Text, url?: string }[] }} Story */

const PAGE = `${ROOT}www/index.html`;
/** The picture is one of the reference pictures, which tests/pictures.rs keeps current. */
const PICTURE = { from: `${ROOT}tests/pictures/1-1280x800-en-light.svg`, to: `${ROOT}www/map.svg` };
const BLOCK = /(?<=<!-- light-dom: written by tools\/light-dom\.mjs -->\n).*?(?= *<!-- \/light-dom -->)/s;

/** What each file has to contain. */
export async function files() {
  /** @type {Story} */
  const story = JSON.parse(await readFile(`${ROOT}assets/story.geojson`, "utf8"));
  const page = await readFile(PAGE, "utf8");
  if (!BLOCK.test(page)) throw new Failure(`${PAGE}: got no light-dom comments, expected the two between which the facts stand`);
  return new Map([
    [PAGE, page.replace(BLOCK, () => facts(story))],
    [PICTURE.to, await readFile(PICTURE.from, "utf8")],
  ]);
}

/**
 * All facts of a story as HTML, in English: a place, then its facts with date and sources.
 * @param {Story} story
 */
export function facts({ features, sources }) {
  const lines = [];
  for (const { properties } of features) {
    if (!properties.facts?.length) continue;
    lines.push(`<dt>${escaped(words(properties.name ?? ""))}</dt>`);
    for (const fact of properties.facts) {
      const named = fact.sources.flatMap((id) => sources.filter((source) => source.id === id)).map(link);
      const note = fact.note === undefined ? "" : ` ${escaped(words(fact.note))}`;
      lines.push(`<dd>${escaped(words(fact.text))}${note} <small>${fact.date}. ${named.join("; ")}</small></dd>`);
    }
  }
  return ["<dl>", ...lines.map((line) => `  ${line}`), "</dl>", ""].map((line) => line && `          ${line}`).join("\n");
}

/** @param {Story["sources"][number]} source */
function link({ title, url }) {
  const name = escaped(words(title));
  return url && /^(https?|mailto):/.test(url) ? `<a href="${escaped(url)}">${name}</a>` : name;
}

/**
 * A text in English, or in the first language it has.
 * @param {Text} text
 */
const words = (text) => (typeof text === "string" ? text : (text["en"] ?? Object.values(text)[0] ?? ""));

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

if (isMain(import.meta.url)) {
  await command(async () => {
    for (const [file, content] of await files()) {
      if (!process.argv.includes("--check")) await writeFile(file, content);
      else if ((await readFile(file, "utf8").catch(() => "")) !== content) {
        throw new Failure(`${file.slice(ROOT.length)}: is not what the story tells now; expected that of node tools/light-dom.mjs`);
      }
    }
  });
}
