// Makes the glue code of wasm-bindgen smaller: short names, and only the functions that the element uses.
// @ts-check
import { transform } from "esbuild";

/**
 * wasm-opt's report of shortened names: imports as [module, name, short], exports as [name, short].
 * @typedef {{ imports: [string, string, string][], exports: [string, string][] }} Names
 */

/**
 * Simpler versions of glue functions, with only what the element needs. The element passes a compiled module. Views of
 * the memory are cheap, so they are not cached. Addresses are below 2 GB. The functions `pass…` return address and length as a
 * pair.
 */
const PLAINER = [
  `function initSync(module) {
    wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
    wasm.__wbindgen_start();
    return [Engine, wasm.memory];
}`,
  `function passArray8ToWasm0(bytes) {
    const at = wasm.__wbindgen_malloc(bytes.length, 1);
    new Uint8Array(wasm.memory.buffer).set(bytes, at);
    return [at, bytes.length];
}`,
  `function passArrayF64ToWasm0(numbers) {
    const at = wasm.__wbindgen_malloc(numbers.length * 8, 8);
    new Float64Array(wasm.memory.buffer, at).set(numbers);
    return [at, numbers.length];
}`,
  `function passStringToWasm0(text) {
    return text == null ? [0, 0] : passArray8ToWasm0(cachedTextEncoder.encode(text));
}`,
  `function getArrayU8FromWasm0(at, length) {
    return new Uint8Array(wasm.memory.buffer, at, length);
}`,
  `function getStringFromWasm0(at, length) {
    return cachedTextDecoder.decode(getArrayU8FromWasm0(at, length));
}`,
  `function getClampedArrayU8FromWasm0(at, length) {
    return new Uint8ClampedArray(wasm.memory.buffer, at, length);
}`,
  `function takeFromExternrefTable0([at, failed]) {
    if (!failed) return;
    const thrown = wasm.__wbindgen_externrefs.get(at);
    wasm.__externref_table_dealloc(at);
    throw thrown;
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
  `    free() {
        wasm.__wbg_engine_free(this.__wbg_ptr, 0);
    }`,
];

const RETURNED = `const text = passStringToWasm0(arg1.toDataURL());
            new Uint32Array(wasm.memory.buffer, arg0).set(text);`;

/** Code for browsers that are too old, and for freeing engines automatically. The element frees its engine itself. */
const NEEDLESS = [
  /^ +__destroy_into_raw\(\) \{[^]*?^    \}$/m,
  /^if \(Symbol\.dispose\) .*$/m,
  /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?^\}$/m,
  /^const EngineFinalization = [^]*?;$/m,
  /^ +EngineFinalization\.register\(.*$/m,
  /^ +return this;$/m,
  /, \{ ignoreBOM: true \}(?=\);\ncachedTextDecoder\.decode\(\);\nconst)/,
  /^cachedTextDecoder\.decode\(\);$/m,
];

/** Canvas functions that never throw, for any numbers and strings. */
const HARMLESS = /handleError\((?=\(.*\) => \{\n.*(new Path2D|\.(fillText|measureText|rotate|setLineDash|setTransform|strokeText|translate)\())/;

/**
 * Returns the glue with the names of the optimized WASM.
 * @param {string} glue the output of wasm-bindgen
 * @param {Names} names
 */
export async function shorten(glue, names) {
  let text = glue;
  for (const plainer of PLAINER) {
    const [head = "", indent] = /^( *)[\w ]+/.exec(plainer) ?? [];
    text = replaced(text, new RegExp(`^${head}\\([^]*?^${indent}\\}$`, "gm"), plainer, head);
  }
  for (const pattern of NEEDLESS) text = replaced(text, new RegExp(pattern, "gm"), "", String(pattern));
  // None of the functions passed to the WASM uses `this`, so all can be arrow functions.
  text = text
    .replace(/\bfunction\(\) \{ return handleError\(function \(([^)]*)\) \{/g, "handleError(($1) => {")
    .replaceAll("}, arguments); },", "}),")
    .replace(/^( +\w+): function\(([^)]*)\) \{/gm, "$1: ($2) => {")
    .replace(new RegExp(`${HARMLESS.source}([^]*?)\\}\\),`, "g"), "$3},")
    .replaceAll(" >>> 0", "")
    .replaceAll("__proto__: null,", "");
  text = text.replace(/^    \w+\(.*\) \{\n[^]*?^    \}$/gm, pairs);
  // The only string that is returned through the memory. `arg0` is where its address and length are written.
  text = replaced(text, /const ret = arg1\.toDataURL\(\);[^]*?ptr1, true\);/g, RETURNED, "toDataURL");
  for (const [module, name, short] of names.imports) {
    // A property of the imports object: `        __wbg_arc_5db38c0e38d7e184: function`
    text = replaced(text, new RegExp(`^( +)${escaped(name)}(?=: )`, "gm"), `$1${short}`, name);
    // All imports are from one module, which wasm-opt has renamed to "a".
    text = text.replace(`${JSON.stringify(module)}:`, '"a":');
  }
  for (const [name, short] of names.exports) {
    // Some are exported only for wasm-bindgen; the glue does not use them.
    text = text.replace(new RegExp(`\\bwasm\\.${escaped(name)}\\b`, "g"), `wasm.${short}`);
  }
  const forgotten = [...names.imports.map(([, name]) => name), ...names.exports.map(([name]) => name)]
    .filter((name) => name.includes("_"))
    .find((name) => new RegExp(`["'.]${escaped(name)}\\b`).test(text));
  if (forgotten) throw new Error(`the glue still names ${forgotten}; this wasm-bindgen writes another shape`);
  if (/= WASM_VECTOR_LEN;/.test(text)) throw new Error("the glue asks for a length; this wasm-bindgen writes another shape");

  /** @type {import("esbuild").TransformOptions} */
  const options = { drop: ["console"], minifySyntax: true, charset: "utf8", format: "esm" };
  // First only what is used: inside a function, nothing is removed.
  const { code } = await transform(text.replace(", __wbg_init as default", ""), { ...options, treeShaking: true });
  const body = replaced(code.replace("export class Engine", "class Engine"), /^export \{[^}]*\};$/gm, "", "exports");
  return `export function instantiate(module) {\n${body}\nreturn initSync(module);\n}\n`;
}

/** The declaration of what `shorten` adds to the glue. */
export const INSTANTIATE = `
/** A new instance of a compiled module: its class and its memory. Each call makes another one. */
export function instantiate(module: WebAssembly.Module): [typeof Engine, WebAssembly.Memory];
`;

/**
 * Rewrites a function so that it spreads the pairs of address and length that `pass…` returns.
 * @param {string} text
 */
function pairs(text) {
  /** @type {[pair: string, passed: string][]} */
  const passed = [];
  return text
    .replace(/^ +let ptr0.*\n +try \{\n([^]*?)^ +\} catch \(e\) \{\n[^]*?throw e;\n +\}\n/m, "$1")
    .replace(/(?:(?:const|var) )?ptr(\d) = (?:.*\? 0 : )?(pass\w+\(\w+), .*\n.*WASM_VECTOR_LEN;\n/g, (_, n, pass) => {
      passed.push([`ptr${n}, len${n}`, `...${pass})`]);
      return "";
    })
    .replace(/ptr\d, len\d/g, (pair) => passed.find(([name]) => name === pair)?.[1] ?? pair)
    .replace(/^ +const (val\d) = \+(\w+);\n/gm, (_, val, name) => {
      passed.push([val, name]);
      return "";
    })
    .replace(/\bval\d\b/g, (val) => passed.find(([name]) => name === val)?.[1] ?? val)
    .replace(/const ret = (.*);\n.*ret\[1\].*\n.*\n.*\}/, "takeFromExternrefTable0($1);");
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
