// npm run size: the compressed sizes of the package, and whether they are within their budgets.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { BUNDLES, FIRST_ASSETS, TRANSLATIONS } from "./build.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/**
 * Budgets in bytes after brotli at its highest quality; fonts without it, because WOFF2 files are already compressed. 1 kB = 1000 bytes.
 *
 * A change that needs more raises its budget by the measured amount, rounded up to 0.1 kB, and gives the reason in its commit. Before that,
 * look for savings: the first picture (`wasm`, `javascript`, and `first`, the sum of both and the assets that it needs) has only what it
 * needs; other code belongs to `later`, words to `locale`. README.md names the budgets.
 */
const BUDGETS = {
  wasm: 191_200,
  javascript: 16_600,
  later: 16_500,
  // Loaded only for a story that has some.
  media: 4_100,
  assets: 76_700,
  first: 226_200,
  locale: 2_200,
  translation: 7_900,
  fonts: 30_000,
  // The letters of one more alphabet in all fonts, loaded when a text has one of them.
  alphabet: 33_000,
  // The basemap of the whole Earth: a story loads the pieces that it needs. Each file, and all together.
  piece: 24_000,
  world: 1_600_000,
};

await command(async () => {
  const all = [...list("dist"), ...list("dist/assets"), ...list("dist/assets/fonts"), ...list("dist/locales")];
  const wasm = all.filter((file) => file.endsWith(".wasm"));
  // embedded.js has copies of all other files. It is loaded only if those cannot be fetched. classic.js is for pages that ask for it, and
  // the scripts of the frame page are for that page.
  const notFirst = ["embedded", "again", "classic", "frame", "frame-resize", ...BUNDLES];
  const javascript = all.filter((file) => file.endsWith(".js") && !notFirst.includes(basename(file, ".js")));
  // Loaded after the first picture.
  const later = all.filter((file) => file.endsWith("later.js"));
  const isTranslation = (/** @type {string} */ file) => TRANSLATIONS.includes(basename(file));
  // Loaded after the first picture, if a text needs them.
  const alphabets = all.filter((file) => /fonts\/.*\.bin$/.test(file));
  const assets = all.filter((file) => !isTranslation(file) && !alphabets.includes(file) && /assets\/.*\.(bin|webp|png|json|geojson|txt)$/.test(file) && !/schema/.test(file));
  // Loaded after the first picture, and not part of another budget.
  const fonts = all.filter((file) => file.endsWith(".woff2"));
  // One of them is loaded, after the first picture.
  const locales = all.filter((file) => /locales\//.test(file));
  const translations = all.filter(isTranslation);
  const world = list("dist/assets/world");
  const first = [...wasm, ...javascript, ...assets.filter((file) => FIRST_ASSETS.includes(basename(file)))];
  if (!wasm.length || !javascript.length) throw new Failure("dist/ is not complete: npm run build");

  for (const file of [...wasm, ...javascript, ...later, ...assets, ...translations, ...locales, ...fonts]) console.log(row(file, [file]));
  console.log();
  const over = [
    check("wasm", wasm, BUDGETS.wasm),
    check("JavaScript", javascript, BUDGETS.javascript),
    check("JavaScript, later", later, BUDGETS.later),
    check("JavaScript, media", all.filter((file) => file.endsWith("media.js")), BUDGETS.media),
    check("all assets", assets, BUDGETS.assets),
    check("first paint", first, BUDGETS.first),
    ...locales.map((file) => check(`words, ${file}`, [file], BUDGETS.locale)),
    ...translations.map((file) => check(`story, ${file}`, [file], BUDGETS.translation)),
    check("fonts, raw", fonts, BUDGETS.fonts, raw),
    ...alphabets.map((file) => check(`letters, ${file}`, [file], BUDGETS.alphabet, raw)),
    ...world.filter((file) => packed(file) > BUDGETS.piece).map((file) => check(`piece, ${file}`, [file], BUDGETS.piece)),
    check("whole Earth", world, BUDGETS.world),
  ].filter((text) => text !== "");
  if (over.length) throw new Failure(`Over budget: ${over.join("; ")}`);
});

/** @param {string} directory */
function list(directory) {
  try {
    return readdirSync(ROOT + directory, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${directory}/${entry.name}`);
  } catch {
    throw new Failure(`${directory}/ is not there: npm run build`);
  }
}

/**
 * Prints one line. Returns a message if the budget is exceeded, otherwise "".
 * @param {string} name
 * @param {string[]} files
 * @param {number} budget
 * @param {(file: string) => number} measure
 */
function check(name, files, budget, measure = packed) {
  const size = files.reduce((sum, file) => sum + measure(file), 0);
  console.log(`${row(name, files)}   of ${kB(budget)}${size > budget ? "  TOO MUCH" : ""}`);
  return size > budget ? `${name} has ${kB(size)}, budget ${kB(budget)}` : "";
}

/**
 * @param {string} name
 * @param {string[]} files
 */
function row(name, files) {
  const [plain, small] = [raw, packed].map((size) => files.reduce((sum, file) => sum + size(file), 0));
  return `${name.padEnd(40)}${kB(plain ?? 0).padStart(10)}  brotli ${kB(small ?? 0).padStart(10)}`;
}

/** @param {string} file */
function raw(file) {
  return readFileSync(ROOT + file).length;
}

/** @param {string} file */
function packed(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw(file) };
  return brotliCompressSync(readFileSync(ROOT + file), { params }).length;
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
