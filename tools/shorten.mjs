// Makes the glue of wasm-bindgen smaller: short names, and only the one way in that the element takes.
// @ts-check
import { transform } from "esbuild";

/**
 * wasm-opt's report of the names it made short: of imports [module, name, short], of exports [name, short].
 * @typedef {{ imports: [string, string, string][], exports: [string, string][] }} Names
 */

/**
 * Functions of the glue that can be shorter, because the element needs less of them than they can:
 * it hands over a compiled module, once, and text that is short or passed only once; every browser
 * with the WebAssembly we use has the rest.
 */
const SHORTER = [
  `function initSync({ module }) {
    wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
    wasm.__wbindgen_start();
}`,
  `function passStringToWasm0(arg, malloc) {
    return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc);
}`,
  `function handleError(use) {
    return (...args) => {
        try {
            return use(...args);
        } catch (e) {
            wasm.__wbindgen_exn_store(addToExternrefTable0(e));
        }
    };
}`,
  `function getDataViewMemory0() {
    if (cachedDataViewMemory0?.buffer !== wasm.memory.buffer) cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    return cachedDataViewMemory0;
}`,
];

/** What the glue does when it is loaded, for browsers that are too old or for code that is not ours. */
const NEEDLESS = [
  /^if \(Symbol\.dispose\) .*$/m,
  /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?^\}$/m,
  /\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{ register: \(\) => \{\}, unregister: \(\) => \{\} \}\s*:/,
];

/**
 * The glue with the names that the optimised WASM has.
 * @param {string} glue what wasm-bindgen wrote
 * @param {Names} names
 */
export async function shorten(glue, names) {
  let text = glue;
  for (const shorter of SHORTER) {
    const head = shorter.slice(0, shorter.indexOf("("));
    text = replaced(text, new RegExp(`^${escaped(head)}\\([^]*?^\\}$`, "gm"), shorter, head);
  }
  for (const pattern of NEEDLESS) text = replaced(text, new RegExp(pattern, "gm"), "", String(pattern));
  // Of the functions handed to the WASM none asks for `this`.
  text = text
    .replace(/\bfunction\(\) \{ return handleError\(function \(([^)]*)\) \{/g, "handleError(($1) => {")
    .replaceAll("}, arguments); },", "}),")
    .replace(/^( +\w+): function\(([^)]*)\) \{/gm, "$1: ($2) => {");
  text = text.replaceAll(", wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)", ", wasm.__wbindgen_malloc)");
  for (const [module, name, short] of names.imports) {
    // A property of the object of imports: `        __wbg_arc_5db38c0e38d7e184: function`
    text = replaced(text, new RegExp(`^( +)${escaped(name)}(?=: )`, "gm"), `$1${short}`, name);
    // All come from one module, whose name wasm-opt has made "a".
    text = text.replace(`${JSON.stringify(module)}:`, '"a":');
  }
  for (const [name, short] of names.exports) {
    // Some are exported for wasm-bindgen alone, and the glue never names them.
    text = text.replace(new RegExp(`\\bwasm\\.${escaped(name)}\\b`, "g"), `wasm.${short}`);
  }
  const forgotten = [...names.imports.map(([, name]) => name), ...names.exports.map(([name]) => name)]
    .filter((name) => name.includes("_"))
    .find((name) => new RegExp(`["'.]${escaped(name)}\\b`).test(text));
  if (forgotten) throw new Error(`the glue still names ${forgotten}; this wasm-bindgen writes another shape`);

  // What may throw is wrapped in a function that is called with its `arguments`: arrows are shorter.
  text = text.replace(
    /function\(\) { return handleError\(function \((.*)\) {\n([^]*?)\n {8}}, arguments\); },/g,
    "guarded(($1) => {\n$2\n        }),",
  );
  text = text.replace(/^( {8}\w+): function\((.*)\) {$/gm, "$1: ($2) => {");
  for (const [head, by] of plain(names)) text = withFunction(text, head, by);
  text = replaced(text, /^if \(Symbol\.dispose\).*$/gm, "", "Symbol.dispose");
  text = replaced(text, /^if \(!\('encodeInto' in cachedTextEncoder\)\) {\n[^]*?^}$/gm, "", "encodeInto");
  const { code } = await transform(text, { drop: ["console"], minifySyntax: true, charset: "utf8" });
  return code;
}

/**
 * Plainer functions in place of some of the glue's, which also serve pages that ours is not: the
 * element always hands over a compiled module, and views of the memory are cheap to make.
 * @param {Names} names
 * @returns {[string, string][]} how each begins, and what stands for it
 */
function plain({ exports }) {
  const short = (/** @type {string} */ long) => exports.find(([name]) => name === long)?.[1] ?? long;
  const [memory, start] = [`wasm.${short("memory")}.buffer`, `wasm.${short("__wbindgen_start")}`];
  return [
    ["getDataViewMemory0()", `return new DataView(${memory});`],
    ["getFloat64ArrayMemory0()", `return new Float64Array(${memory});`],
    ["getUint8ArrayMemory0()", `return new Uint8Array(${memory});`],
    ["getUint8ClampedArrayMemory0()", `return new Uint8ClampedArray(${memory});`],
    ["passStringToWasm0(arg, malloc, realloc)", "return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc);"],
    [
      "handleError(f, args)",
      `}
function guarded(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (e) {
            wasm.${short("__wbindgen_exn_store")}(addToExternrefTable0(e));
        }
    };`,
    ],
    ["initSync(module)", `wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;\n    ${start}();`],
  ];
}

/**
 * @param {string} text
 * @param {string} head
 * @param {string} by
 */
function withFunction(text, head, by) {
  const pattern = new RegExp(`^function ${escaped(head).replace(/[()]/g, "\\$&")} {\\n[^]*?^}$`, "gm");
  // A short name may be a dollar sign, which means something in a replacement.
  return replaced(text, pattern, `function ${head} {\n    ${by}\n}`.replaceAll("$", "$$$$"), head);
}

/**
 * @param {string} text
 * @param {RegExp} pattern must match exactly once
 * @param {string} by
 * @param {string} name
 */
function replaced(text, pattern, by, name) {
  const count = text.match(pattern)?.length ?? 0;
  if (count !== 1) throw new Error(`the glue has ${name} ${count} times, expected once`);
  return text.replace(pattern, by);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[$.]/g, "\\$&");
}
