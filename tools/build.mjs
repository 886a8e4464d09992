// npm run build: builds the package, ready to publish, in dist/.
//
//   src/ ─cargo─► wasm ─bindgen─► target/bindgen/ ─wasm-opt─► dist/darien_map_bg.wasm ─┐
//                                      target/glue/ ◄─┘                                ├─► dist/embedded.js
//   www/element/ ───── esbuild, tsc (with the glue) ────────► dist/*.js, *.d.ts        │
//   locales/ ──────── (with their keys for the element) ────► dist/locales/ ───────────┤
//   assets/ ────────────────────────────────────────────────► dist/assets/ ────────────┘
//   dist/classic.js: all of it in one script. dist/types/: types for frameworks. dist/frame*: the frame page.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { Failure, ROOT, command, ensurePackages, ensureRust, isMain, run, since } from "./setup.mjs";
import { FRAME, framePage } from "./frame-page.mjs";
import { notices } from "./notices.mjs";
import { perform } from "./steps.mjs";
import { splitStory } from "./translations.mjs";

/** The files that a map loads at run time, in addition to the program. */
const FACES = ["sans-400", "sans-600", "sans-400-italic", "serif-600", "serif-400-italic"];
/** Letters of more alphabets, loaded when a text needs them. `www/element/alphabets.ts` has their addresses. */
const ALPHABETS = ["western", "latin", "greek", "cyrillic", "vietnamese"].map((name) => `fonts/${name}.bin`);
const MANIFEST = "basemap.json";
const { elsewhere: WORLD, ...HOME } = basemapFiles(MANIFEST);
/** The basemap for stories elsewhere. */
const ELSEWHERE = basemapFiles(WORLD);
/** All files of the built-in basemap, including the one of the first picture. */
const PIECES = [...HOME.base, ...HOME.details];
const FIRST_PIECE = PIECES[0] ?? "";
/** The files that stories elsewhere need in any case, and those that are loaded as the reader comes near. */
const WORLD_BASE = [WORLD, ELSEWHERE.words, ...ELSEWHERE.base];
const WORLD_FILES = [...WORLD_BASE, ...ELSEWHERE.translations, ...ELSEWHERE.details];
/** The built-in story is edited as one file, and published with a file for each of its languages. */
const STORY = "story.geojson";
const { story, translations } = splitStory(JSON.parse(readFileSync(`${ROOT}assets/${STORY}`, "utf8")), "story");
/** The files that are made of the story, by their names. */
const STORY_FILES = Object.fromEntries([
  [STORY, story],
  ...Object.entries(translations).map(([lang, texts]) => [story.translations?.[lang], texts]),
]);
/** The files of its translations. Each reader loads one at most, after the first picture. */
export const TRANSLATIONS = Object.keys(STORY_FILES).filter((name) => name !== STORY);
const ASSETS = [MANIFEST, HOME.words, ...HOME.translations, ...PIECES, STORY, ...TRANSLATIONS, ...FACES.map((name) => `fonts/${name}.woff2`)];
/** The files that the first picture needs, in addition to the program. */
export const FIRST_ASSETS = [MANIFEST, FIRST_PIECE, STORY];
/** A style sheet. It is published as .txt, because bundlers would turn a .css file into a script or insert it into the page. */
const SHEET = { from: "www/element/furniture.css", to: "dist/assets/furniture.txt" };
/** The locale files, one for each language. The element knows the addresses of those of the built-in story; the others are in a file of their own. */
const LOCALES = readdirSync(`${ROOT}locales`).filter((name) => name.endsWith(".json"));
const OWN_LOCALES = ["en", ...Object.keys(translations)].map((lang) => `${lang}.json`);
const MORE_LOCALES = LOCALES.filter((name) => !OWN_LOCALES.includes(name));
/** The files generated from them: addresses, and the type of their keys. */
const KEYS = ["target/glue/locales.js", "target/glue/locales.d.ts", "target/glue/languages.js", "target/glue/languages.d.ts", "target/glue/strings.d.ts"];
/** Other files of assets/ that are published: schemas for authors, sources and licences. */
const PAPERS = ["story.schema.json", "translation.schema.json", "basemap.schema.json", "SOURCES.md"].concat(
  // Who serves dist/ alone serves the licences with the data.
  readdirSync(`${ROOT}assets/LICENSES`).map((name) => `LICENSES/${name}`),
);

/** Types for frameworks, and the description of the element for editors. They are published as they are. */
const TYPES = ["attributes", "react", "vue", "svelte", "solid", "story"].map((name) => `types/${name}.d.ts`).concat("custom-elements.json");

const TARGET = "--target=wasm32-unknown-unknown";
const WASM = "target/wasm32-unknown-unknown/release/darien_map.wasm";
const BINDGEN = `target/debug/darien-bindgen${process.platform === "win32" ? ".exe" : ""}`;
/** The output of wasm-bindgen. GLUE is the part that the element imports, with short names. */
const LONG = ["darien_map_bg.wasm", "darien_map.js", "darien_map.d.ts"].map((name) => `target/bindgen/${name}`);
/** The table of the addresses of all files. Bundlers find addresses only if they are literals. */
const TABLE = ["target/glue/files.js", "target/glue/files.d.ts"];
/** Bundles that are loaded when they are needed: `later.js` with every map, the others with the maps that use them. */
export const BUNDLES = ["later", "media", "tiles", "world", "languages", "alphabets", "kiosk", "time", "explain"];
/** The same for the basemap of stories elsewhere. */
const WORLD_TABLE = ["target/glue/world.js", "target/glue/world.d.ts"];
const GLUE = ["target/glue/darien_map.js", "target/glue/darien_map.d.ts"];
const RUST = ["Cargo.lock", "rust-toolchain.toml"];

/**
 * - Panic messages contain paths. Removing the machine's own part of them makes the build reproducible, and smaller.
 * - The linker keeps relocations, so that the bindgen tool can remove code and data that nothing refers to any more.
 * - Some of LLVM's passes are off: they keep values in variables that a loop could compute again. The browser's compiler
 *   optimizes loops itself, so these passes only cost 1.5 kB.
 * - Instructions are not duplicated to save a jump.
 */
const CRATES = `${process.env["CARGO_HOME"] ?? join(homedir(), ".cargo")}/registry/src`;
const RUSTFLAGS = [...(process.env["RUSTFLAGS"]?.split(/\s+/) ?? [])]
  .concat([`--remap-path-prefix=${CRATES}=`, "-Clink-arg=--emit-relocs"])
  .concat(["lsr", "licm-promotion", "machine-licm", "constant-hoisting"].map((pass) => `-Cllvm-args=-disable-${pass}`))
  .concat(["bonus-inst-threshold", "tail-dup-size"].map((limit) => `-Cllvm-args=-${limit}=0`))
  .filter((flag) => flag !== "")
  .join("\x1f");

/** The WASM features that rustc 1.95 uses for wasm32-unknown-unknown. All browsers since 2023 have them. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals"]
  .concat(["nontrapping-float-to-int", "reference-types", "sign-ext"])
  .map((feature) => `--enable-${feature}`);
// - low-memory-unused: the lowest kilobyte of memory is the far end of Rust's stack and contains no objects.
// - one-caller-inline-max-function-size, reorder-functions-by-name: functions with one caller are not inlined, and functions
//   with the same name are next to each other. The file is larger, but compresses better: small functions resemble each other
//   more than parts of one function of thirty thousand bytes.
// - always-inline-max-function-size: functions that are hardly larger than a call are inlined.
// - dealign: loads and stores have no alignment hints. Engines ignore them, and the compressed file is 0.5 kB smaller.
const OPTIMIZE = ["--low-memory-unused", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "-Oz"].concat([
  "--always-inline-max-function-size=5",
  "--one-caller-inline-max-function-size=20",
  "--dealign",
  "--reorder-functions-by-name",
]);

/**
 * Builds everything that has changed. Throws a Failure with the output of the program that failed.
 * @param {{ quick?: boolean }} [options] quick: do not optimize the WASM, for development
 */
export async function build({ quick = false } = {}) {
  const start = performance.now();
  await table();
  const words = await locales();
  const done = [[words], ...(await settle([program(quick), assets().then((done) => [done])]))];
  done.push([await embedded(), await classic()]);
  if (done.flat().includes(true)) console.log(`Built dist/ in ${since(start)}`);
  else console.log(`dist/ is up to date (${since(start)})`);
}

/** @param {boolean} quick */
async function program(quick) {
  const rust = perform({
    name: "Rust → WASM",
    reads: ["src", "Cargo.toml", ...RUST],
    writes: [WASM],
    how: RUSTFLAGS,
    // Build only this crate type: if both types are built, there is no link-time optimization.
    make: () => cargo("rustc", "--release", "--lib", "--crate-type=cdylib", TARGET),
  });
  const tool = perform({
    name: "the bindgen tool",
    reads: ["tools/bindgen", ...RUST],
    writes: [BINDGEN],
    make: () => cargo("build", "--package", "darien-bindgen"),
  });
  const done = await settle([rust, tool]);
  done.push(
    await perform({
      name: "bindgen",
      reads: [WASM, BINDGEN],
      writes: LONG,
      make: () => run(ROOT + BINDGEN, [WASM, "target/bindgen"]),
    }),
    await optimize(quick),
  );
  return [...done, ...(await settle([element().then(async (done) => (await framePage()) || done), types(), frameworks(), licences()]))];
}

/**
 * @param {"build" | "rustc"} verb
 * @param {string[]} args
 */
function cargo(verb, ...args) {
  const color = process.stdout.isTTY ? "always" : "never";
  return run("cargo", [verb, "--quiet", "--locked", "--color", color, ...args], {
    // If a target is given, the flags are used for that target only.
    env: args.includes(TARGET) ? { CARGO_ENCODED_RUSTFLAGS: RUSTFLAGS } : {},
  });
}

/**
 * Like Promise.all, but rejects only when all promises are settled, so that nothing still writes files afterwards.
 * @template T
 * @param {Promise<T>[]} promises
 */
async function settle(promises) {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** @param {boolean} quick */
function optimize(quick) {
  const passes = quick ? [] : OPTIMIZE;
  return perform({
    name: "wasm-opt",
    how: passes.join(" "),
    reads: [...LONG, "node_modules/binaryen/package.json", "tools/shorten.mjs"],
    writes: ["dist/darien_map_bg.wasm", ...GLUE],
    make: async () => {
      const { INSTANTIATE, shorten } = await import("./shorten.mjs");
      await mkdir(`${ROOT}dist`, { recursive: true });
      await mkdir(`${ROOT}target/glue`, { recursive: true });
      const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
      const finish = ["--minify-imports-and-exports-and-modules", ...strip];
      const files = ["target/bindgen/darien_map_bg.wasm", "-o", "dist/darien_map_bg.wasm"];
      const names = await run(process.execPath, [
        "node_modules/binaryen/bin/wasm-opt",
        ...[...FEATURES, ...passes, ...finish, ...files],
      ]);
      const glue = await readFile(`${ROOT}target/bindgen/darien_map.js`, "utf8");
      await writeFile(`${ROOT}target/glue/darien_map.js`, await shorten(glue, JSON.parse(names)));
      const types = await readFile(`${ROOT}target/bindgen/darien_map.d.ts`, "utf8");
      await writeFile(`${ROOT}target/glue/darien_map.d.ts`, types + INSTANTIATE);
    },
  });
}

function element() {
  return perform({
    name: "esbuild",
    reads: ["www/element", "target/glue/darien_map.js", "target/glue/locales.js", "target/glue/languages.js", TABLE[0] ?? "", WORLD_TABLE[0] ?? "", "node_modules/esbuild/package.json"],
    writes: ["index", "element", ...BUNDLES].flatMap((name) => [`dist/${name}.js`, `dist/${name}.js.map`]).concat("dist/again.js"),
    make: async () => {
      await sweep((name) => /\.js(\.map)?$/.test(name) && !/^(embedded|classic)\./.test(name) && !FRAME.scripts.includes(name));
      const { build: bundle } = await import("esbuild");
      const done = bundle({
        absWorkingDir: ROOT,
        entryPoints: { index: "www/element/define.ts", element: "www/element/index.ts", ...Object.fromEntries(BUNDLES.map((name) => [name, `www/element/${name}.ts`])) },
        outdir: "dist",
        bundle: true,
        plugins: [{ name: "entries", setup: shareElement }],
        format: "esm",
        target: "es2022",
        minify: true,
        sourcemap: true,
        // Names of the glue. The element has no properties with such names.
        mangleProps: /^__/,
        charset: "utf8",
        // Made last, from the other files. It is loaded only if those cannot be fetched.
        external: ["./embedded.js", "./again.js", ...BUNDLES.map((name) => `./${name}.js`)],
        logLevel: "warning",
        metafile: true,
      });
      const { metafile } = await done.catch(() => {
        throw new Failure("esbuild: see above");
      });
      keepStateSingle(metafile);
      // Not minified, because that would remove the comments for bundlers.
      await bundle({ absWorkingDir: ROOT, entryPoints: ["www/element/again.ts"], outdir: "dist", format: "esm", target: "es2022" });
    },
  });
}

/** One script with everything in it, for pages without modules, without a server, or on another origin than the script. */
function classic() {
  return perform({
    name: "classic.js",
    reads: ["www/element", "dist/embedded.js", "target/glue/darien_map.js", "target/glue/locales.js", "target/glue/languages.js", TABLE[0] ?? "", "node_modules/esbuild/package.json"],
    writes: ["dist/classic.js", "dist/classic.js.map"],
    make: async () => {
      const { build: bundle } = await import("esbuild");
      const done = bundle({
        absWorkingDir: ROOT,
        entryPoints: { classic: "www/element/define.ts" },
        outdir: "dist",
        bundle: true,
        plugins: [{ name: "embedded", setup: ({ onResolve }) => onResolve({ filter: /^\.\/embedded\.js$/ }, () => ({ path: `${ROOT}dist/embedded.js` })) }],
        format: "iife",
        // What a module exports, such as `DarienMap.configure()`.
        globalName: "DarienMap",
        target: "es2022",
        minify: true,
        sourcemap: true,
        mangleProps: /^__/,
        charset: "utf8",
        // Without an address, the embedded copies are used.
        define: { "import.meta.url": "undefined" },
        logLevel: "warning",
      });
      await done.catch(() => {
        throw new Failure("esbuild: see above");
      });
      // The embedded copies are data, half a megabyte of it; nobody reads them.
      const map = JSON.parse(await readFile(`${ROOT}dist/classic.js.map`, "utf8"));
      map.sourcesContent = map.sourcesContent.map((/** @type {string} */ text, /** @type {number} */ i) => (/embedded\.js$/.test(map.sources[i]) ? "// copies of the files of this package" : text));
      await writeFile(`${ROOT}dist/classic.js.map`, JSON.stringify(map));
    },
  });
}

/** Modules that are in both bundles, element.js and later.js. Each bundle has its own copy, so they must keep no state. */
const STATELESS = ["canvas.ts", "dom.ts", "input.ts", "resume.ts", "theme.ts", "watch.ts", "yield.ts"];

/**
 * Fails if a file that may keep state is in both bundles. (esbuild's `splitting` would put it into a third file, but the first
 * picture would wait a round trip longer for that, and be a quarter of a kilobyte larger.)
 * @param {import("esbuild").Metafile} metafile
 */
function keepStateSingle({ outputs }) {
  const [first = [], later = []] = ["dist/element.js", "dist/later.js"].map((name) => Object.keys(outputs[name]?.inputs ?? {}));
  const both = later.filter((file) => first.includes(file) && !STATELESS.includes(basename(file)));
  if (both.length) throw new Failure(`${both.join(", ")}: in element.js and in later.js; expected in one, for it may keep state`);
}

/**
 * Makes one entry import the other, instead of containing the same code.
 * @param {import("esbuild").PluginBuild} build
 */
function shareElement({ onResolve }) {
  onResolve({ filter: /^\.\/index\.js$/ }, () => ({ path: "./element.js", external: true }));
}

function table() {
  const files = ["darien_map_bg.wasm", ...[basename(SHEET.to), ...ASSETS].map((name) => `assets/${name}`)];
  return perform({
    name: "files.js",
    reads: [`assets/${MANIFEST}`, `assets/${WORLD}`],
    how: TRANSLATIONS.join(" "),
    writes: [...TABLE, ...WORLD_TABLE],
    make: async () => {
      const entry = (/** @type {string} */ file) => `  "${file}": () => new URL("./${file}", import.meta.url),\n`;
      const type = (/** @type {string} */ file) => `  "${file}": () => URL;\n`;
      const first = `export const FIRST_PIECE`;
      await mkdir(`${ROOT}target/glue`, { recursive: true });
      await writeFile(`${ROOT}${TABLE[0]}`, `export const FILES = {\n${files.map(entry).join("")}};\n${first} = "assets/${FIRST_PIECE}";\n`);
      await writeFile(`${ROOT}${TABLE[1]}`, `export const FILES: {\n${files.map(type).join("")}};\n${first}: "assets/${FIRST_PIECE}";\n`);
      const world = WORLD_FILES.map((name) => entry(`assets/${name}`));
      await writeFile(`${ROOT}${WORLD_TABLE[0]}`, `export const WORLD = {\n${world.join("")}};\n`);
      await writeFile(`${ROOT}${WORLD_TABLE[1]}`, "export declare const WORLD: Partial<Record<string, () => URL>>;\n");
    },
  });
}

/** Writes the published locale files and the generated files that the element imports. */
function locales() {
  return perform({
    name: "locales",
    reads: LOCALES.map((name) => `locales/${name}`),
    how: LOCALES.join(" "),
    writes: [...KEYS, ...LOCALES.map((name) => `dist/locales/${name}`)],
    make: async () => {
      await rm(`${ROOT}dist/locales`, { recursive: true, force: true });
      for (const directory of ["dist/locales", "target/glue"]) await mkdir(ROOT + directory, { recursive: true });
      for (const name of LOCALES) {
        await writeFile(`${ROOT}dist/locales/${name}`, JSON.stringify(await wordsOf(name)));
      }
      // Each address is a literal, because bundlers find only literals.
      const address = (/** @type {string} */ name) => `  ${JSON.stringify(name.replace(".json", ""))}: () => new URL("./locales/${name}", import.meta.url),\n`;
      const table = (/** @type {string} */ name, /** @type {string[]} */ files) =>
        `// A reader may ask for the language "toString".\nexport const ${name} = {\n  __proto__: null,\n${files.map(address).join("")}};\n`;
      const type = (/** @type {string} */ name) => `export declare const ${name}: Partial<Record<string, () => URL>>;\n`;
      const texts = [table("LOCALES", OWN_LOCALES), type("LOCALES"), table("LANGUAGES", MORE_LOCALES), type("LANGUAGES"), stringsType(await wordsOf("en.json"))];
      await Promise.all(KEYS.map((name, i) => writeFile(ROOT + name, texts[i] ?? "")));
    },
  });
}

/**
 * The words of a locale file, without what it says of itself.
 * @param {string} name
 * @returns {Promise<Record<string, string>>}
 */
async function wordsOf(name) {
  const { $read, ...words } = JSON.parse(await readFile(`${ROOT}locales/${name}`, "utf8"));
  return words;
}

/**
 * The type of the interface's texts, made from the keys of the English file. A key that ends in a country's code or in a
 * plural category, such as `wayInto.US` and `chapterCount.one`, is a form of a text for that country or number. Each language has the forms
 * that it needs.
 * @param {Record<string, string>} english
 */
function stringsType(english) {
  const lines = ["/** The texts of the interface by their keys. `{…}` in a text is the placeholder of a value. */", "export interface Strings {"];
  const forms = new Set();
  for (const [key, text] of Object.entries(english)) {
    const [, base] = /^(.+)\.(?:[A-Z]+|zero|one|two|few|many)$/.exec(key) ?? [];
    if (base) forms.add(base);
    else lines.push(`  /** ${text} */`, `  readonly ${JSON.stringify(key)}: string;`);
  }
  for (const base of forms) lines.push(`  /** The same for one country, by its ISO 3166-1 code, or for a number, by its plural category. */`, `  readonly [form: \`${base}.\${string}\`]: string;`);
  return `${lines.join("\n")}\n}\n`;
}

function types() {
  return perform({
    name: "types",
    reads: ["www/element", "tsconfig.json", "tsconfig.types.json", "target/glue/darien_map.d.ts", "target/glue/strings.d.ts", TABLE[1] ?? ""],
    writes: ["dist/index.d.ts", "dist/element.d.ts"],
    make: async () => {
      await rm(`${ROOT}.cache/types`, { recursive: true, force: true });
      await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"]);
      await sweep((name) => name.endsWith(".d.ts"));
      await publishTypes();
    },
  });
}

function frameworks() {
  return perform({
    name: "types of frameworks",
    reads: TYPES.map((name) => `www/${name}`),
    how: TYPES.join(" "),
    writes: TYPES.map((name) => `dist/${name}`),
    make: async () => {
      await rm(`${ROOT}dist/types`, { recursive: true, force: true });
      await mkdir(`${ROOT}dist/types`, { recursive: true });
      for (const name of TYPES) await copyFile(`${ROOT}www/${name}`, `${ROOT}dist/${name}`);
    },
  });
}

function licences() {
  return perform({
    name: "licences",
    reads: ["Cargo.toml", "Cargo.lock", "tools/notices.mjs"],
    writes: ["dist/THIRD-PARTY.txt"],
    make: async () => {
      await mkdir(`${ROOT}dist`, { recursive: true });
      await writeFile(`${ROOT}dist/THIRD-PARTY.txt`, await notices());
    },
  });
}

/** Publishes the type declarations that the two entries use, with the names of the published files. */
async function publishTypes() {
  /** @type {Record<string, string>} */
  const names = { define: "index", index: "element", element: "darien-map-element" };
  const wanted = ["define", "index"];
  for (const name of wanted) {
    const from = name === "strings" ? "target/glue/strings.d.ts" : `.cache/types/${name}.d.ts`;
    const text = (await readFile(ROOT + from, "utf8")).replace("../../target/glue/strings.js", "./strings.js");
    const renamed = text.replace(/(["'])\.\/([\w-]+)\.js\1/g, (_, quote, other) => {
      if (!wanted.includes(other)) wanted.push(other);
      return `${quote}./${names[other] ?? other}.js${quote}`;
    });
    if (/["']\.\.\//.test(renamed)) throw new Error(`${from}: names a file outside www/element; expected none`);
    await writeFile(`${ROOT}dist/${names[name] ?? name}.d.ts`, renamed);
  }
}

/**
 * Removes the files directly in dist/ for whose names `old` returns true.
 * @param {(name: string) => boolean} old
 */
async function sweep(old) {
  await mkdir(`${ROOT}dist`, { recursive: true });
  for (const name of await readdir(`${ROOT}dist`)) {
    if (old(name)) await rm(`${ROOT}dist/${name}`);
  }
}

function assets() {
  const names = [...ASSETS, ...ALPHABETS, ...WORLD_FILES, ...PAPERS];
  return perform({
    name: "assets",
    reads: [SHEET.from, "tools/translations.mjs", ...names.filter((name) => !TRANSLATIONS.includes(name)).map((name) => `assets/${name}`)],
    writes: [SHEET.to, ...names.map((name) => `dist/assets/${name}`)],
    make: async () => {
      await rm(`${ROOT}dist/assets`, { recursive: true, force: true });
      for (const name of names) {
        const [from, to] = [`${ROOT}assets/${name}`, `${ROOT}dist/assets/${name}`];
        await mkdir(dirname(to), { recursive: true });
        if (STORY_FILES[name]) await writeFile(to, JSON.stringify(STORY_FILES[name]));
        else if (/\.json$/.test(name) && !PAPERS.includes(name)) await writeFile(to, JSON.stringify(JSON.parse(await readFile(from, "utf8"))));
        else await copyFile(from, to);
      }
      const { transform } = await import("esbuild");
      const sheet = await transform(await readFile(ROOT + SHEET.from, "utf8"), { loader: "css", minify: true });
      await writeFile(ROOT + SHEET.to, sheet.code);
    },
  });
}

/**
 * The files of a basemap, by their names in assets/.
 * @param {string} manifest
 */
function basemapFiles(manifest) {
  /** @type {{ pieces: { file: string, role: string, sketch?: string, relief?: string }[], words: string, translations?: Record<string, string>, elsewhere: string }} */
  const { pieces, words, translations = {}, elsewhere } = JSON.parse(readFileSync(`${ROOT}assets/${manifest}`, "utf8"));
  const at = (/** @type {string} */ file) => posix.join(dirname(manifest), file);
  const files = (/** @type {string} */ wanted) =>
    pieces.filter(({ role }) => role === wanted).flatMap(({ file, sketch, relief }) => [sketch, file, relief]).filter((name) => name !== undefined).map(at);
  const details = [...files("detail"), ...files("relief")];
  return { words: at(words), translations: Object.values(translations).map(at), elsewhere, base: files("base"), details };
}

/** Code of embedded.js: returns the bytes of a file by its path in dist/. */
const UNPACK = `export default async (path) => {
  const packed = Uint8Array.from(atob(copies[path]), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
`;

function embedded() {
  const files = ["dist/darien_map_bg.wasm", SHEET.to, ...[...ASSETS, ...WORLD_BASE].map((name) => `dist/assets/${name}`)]
    .concat(OWN_LOCALES.map((name) => `dist/locales/${name}`));
  return perform({
    name: "embedded.js",
    reads: files,
    writes: ["dist/embedded.js"],
    make: async () => {
      const lines = await Promise.all(
        files.map(async (file) => {
          const packed = gzipSync(await readFile(ROOT + file), { level: 9 });
          return `${JSON.stringify(file.replace("dist/", ""))}:"${packed.toString("base64")}"`;
        }),
      );
      await writeFile(`${ROOT}dist/embedded.js`, `const copies={${lines.join(",\n")}};\n${UNPACK}`);
    },
  });
}

if (isMain(import.meta.url)) {
  await command(async () => {
    await ensurePackages();
    await ensureRust();
    await build();
  });
}
