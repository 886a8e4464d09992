// npm run licences: checks that everything in the package may be given away: the crates in the WASM, and each data file.
// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { crates } from "./notices.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/** SPDX identifiers of licences that ask for no more than a notice; dist/THIRD-PARTY.txt is it. */
const FREE = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib"];

/** Data files, in `assets/` and below it. */
const DATA = /\.(bin|webp|woff2|geojson)$/;
const TABLE = "assets/LICENSES/README.md";

await command(async () => {
  /** @type {string[]} */
  const wrong = [];
  const all = await crates();
  for (const { name, version, license } of all) {
    if (!isFree(license ?? "")) wrong.push(`${name} ${version}: got the licence ${license ?? "none"}, expected one of ${FREE.join(", ")}`);
  }

  // Rows: files, terms, SPDX expression, texts. All are in backquotes.
  const quoted = (/** @type {string | undefined} */ cell) => [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? "");
  const rows = readFileSync(ROOT + TABLE, "utf8").split("\n").filter((line) => /^\| [^|]*`/.test(line)).map((line) => line.split("|").slice(1).map((cell) => cell.trim()));
  const { license } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const files = ["", "fonts/"].flatMap((directory) => readdirSync(`${ROOT}assets/${directory}`).map((name) => directory + name)).filter((name) => DATA.test(name));
  for (const file of files) {
    const own = rows.filter(([names]) => quoted(names).some((name) => name === file || (name.includes("*") && file.startsWith(name.slice(0, name.indexOf("*"))))));
    if (!own.length) wrong.push(`assets/${file}: got no row in ${TABLE}, expected its licence`);
    for (const [, , expression] of own) {
      for (const name of quoted(expression).flatMap((text) => text.split(/ (?:AND|OR) /))) {
        if (name.startsWith("LicenseRef-")) continue;
        if (!license.includes(name)) wrong.push(`package.json: got ${license}, expected ${name} in it, for assets/${file}`);
        if (!existsSync(`${ROOT}assets/LICENSES/${name.replace("-or-later", "")}.txt`)) wrong.push(`assets/LICENSES: got no text of ${name}`);
      }
    }
  }
  for (const [names, , expression] of rows) if (!quoted(expression).length) wrong.push(`${TABLE}: ${names}: got no SPDX expression`);
  if (wrong.length) throw new Failure(wrong.join("\n"));
  console.log(`${all.length} crates and ${files.length} data files: each has a licence, and its text is in the package`);
});

/**
 * Whether an SPDX expression allows a licence of FREE. Old manifests write "/" for OR.
 * @param {string} expression
 * @returns {boolean}
 */
function isFree(expression) {
  const plain = expression.replaceAll("/", " OR ").replace(/[()]/g, " ");
  // Without brackets OR is weaker than AND; to be safe, the other way round is asked for where there are brackets.
  const [weak, strong] = expression.includes("(") ? [" AND ", " OR "] : [" OR ", " AND "];
  const has = (/** @type {string} */ name) => FREE.includes(name.trim().replace(/ WITH .*/, ""));
  if (weak === " OR ") return plain.split(weak).some((part) => part.split(strong).every(has));
  return plain.split(weak).every((part) => part.split(strong).some(has));
}
