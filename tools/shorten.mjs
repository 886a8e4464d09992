// Makes the glue of wasm-bindgen smaller: short names, and only the one way in that the element takes.
// @ts-check
import { transform } from "esbuild";

/**
 * wasm-opt's report of the names it made short: of imports [module, name, short], of exports [name, short].
 * @typedef {{ imports: [string, string, string][], exports: [string, string][] }} Names
 */

/**
 * Functions of the glue that can be plainer, because the element needs less of them than they can. It
 * hands over a compiled module, once; views of the memory are cheap to make; addresses lie below 2 GB;
 * and what a function passes, its address and length, comes back as a pair.
 */
const PLAINER = [
  `function initSync(module) {
    wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
    wasm.__wbindgen_start();
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

/** What the glue does for browsers that are too old, and for code that is not ours: that lets maps go itself. */
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

/** Functions of the canvas that throw nothing, whatever numbers and letters they are given. */
const HARMLESS = /handleError\((?=\(.*\) => \{\n.*(new Path2D|\.(fillText|measureText|rotate|setLineDash|setTransform|strokeText|translate)\())/;

/**
 * The glue with the names that the optimised WASM has.
 * @param {string} glue what wasm-bindgen wrote
 * @param {Names} names
 */
export async function shorten(glue, names) {
  let text = glue;
  for (const plainer of PLAINER) {
    const [head = "", indent] = /^( *)[\w ]+/.exec(plainer) ?? [];
    text = replaced(text, new RegExp(`^${head}\\([^]*?^${indent}\\}$`, "gm"), plainer, head);
  }
  for (const pattern of NEEDLESS) text = replaced(text, new RegExp(pattern, "gm"), "", String(pattern));
  // Of the functions handed to the WASM none asks for `this`.
  text = text
    .replace(/\bfunction\(\) \{ return handleError\(function \(([^)]*)\) \{/g, "handleError(($1) => {")
    .replaceAll("}, arguments); },", "}),")
    .replace(/^( +\w+): function\(([^)]*)\) \{/gm, "$1: ($2) => {")
    .replace(new RegExp(`${HARMLESS.source}([^]*?)\\}\\),`, "g"), "$3},")
    .replaceAll(" >>> 0", "")
    .replaceAll("__proto__: null,", "");
  text = text.replace(/^    \w+\(.*\) \{\n[^]*?^    \}$/gm, pairs);
  // The one text that goes back by way of the memory: as the address of its address and length.
  text = replaced(text, /const ret = arg1\.toDataURL\(\);[^]*?ptr1, true\);/g, RETURNED, "toDataURL");
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
  if (/= WASM_VECTOR_LEN;/.test(text)) throw new Error("the glue asks for a length; this wasm-bindgen writes another shape");

  const { code } = await transform(text, { drop: ["console"], minifySyntax: true, charset: "utf8" });
  return code;
}

/**
 * A function that hands addresses and lengths over as the pairs that `pass…` returns.
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
