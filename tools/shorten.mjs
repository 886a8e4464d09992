// Makes the glue of wasm-bindgen smaller: short names, and only the one way in that the element takes.
// @ts-check
import { transform } from "esbuild";

/**
 * wasm-opt's report of the names it made short: of imports [module, name, short], of exports [name, short].
 * @typedef {{ imports: [string, string, string][], exports: [string, string][] }} Names
 */

/**
 * Functions of the glue that can be plainer, because the element needs less of them than they can: it
 * hands over a compiled module, once, and views of the memory and coders of text are cheap to make.
 */
const PLAINER = [
  `function initSync(module) {
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
    return new DataView(wasm.memory.buffer);
}`,
  `function getFloat64ArrayMemory0() {
    return new Float64Array(wasm.memory.buffer);
}`,
  `function getUint8ArrayMemory0() {
    return new Uint8Array(wasm.memory.buffer);
}`,
  `function getUint8ClampedArrayMemory0() {
    return new Uint8ClampedArray(wasm.memory.buffer);
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
  for (const plainer of PLAINER) {
    const head = plainer.slice(0, plainer.indexOf("("));
    text = replaced(text, new RegExp(`^${head}\\([^]*?^\\}$`, "gm"), plainer, head);
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

  const { code } = await transform(text, { drop: ["console"], minifySyntax: true, charset: "utf8" });
  return code;
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
