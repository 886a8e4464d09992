// npm test: installs what is missing, then runs all checks, the fastest first, and stops at the first failure. The checks of the
// Rust code and of the built package run in parallel. The browser tests run last and alone.
//
//   npm test                      all steps
//   npm test -- native            only these steps, or groups of steps (names below)
// @ts-check
import { Failure, command, ensurePackages, ensureRust, run, since } from "./setup.mjs";

const CARGO = ["--quiet", "--locked"];
const WASM = ["--lib", "--target", "wasm32-unknown-unknown"];
const DENY = ["--", "--deny", "warnings"];

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} groups other names that select it
 * @property {(show: boolean) => Promise<string | void>} check `show`: its output goes to the terminal at once; otherwise it is returned
 */

/** @type {Step[]} */
const RUST = [
  { name: "format", groups: ["rust"], check: (show) => cargo(show, "fmt", "--all", "--check") },
  { name: "clippy", groups: ["rust"], check: (show) => cargo(show, "clippy", ...CARGO, "--workspace", "--all-targets", ...DENY) },
  { name: "clippy-wasm", groups: ["rust"], check: (show) => cargo(show, "clippy", ...CARGO, ...WASM, ...DENY) },
  { name: "native", groups: ["rust"], check: (show) => cargo(show, "test", ...CARGO, "--workspace") },
  { name: "docs", groups: ["rust"], check: (show) => cargo(show, "doc", ...CARGO, "--workspace", "--no-deps") },
];

/** @type {Step[]} */
const PACKAGE = [
  { name: "build", groups: ["types", "size", "browser", "engines", "package", "web"], check: async () => (await import("./build.mjs")).build() },
  { name: "types", groups: ["web"], check: types },
  { name: "release", groups: ["web"], check: async () => void (await Promise.all(RELEASE.map((tool) => node(false, tool)))) },
  { name: "size", groups: ["web"], check: (show) => node(show, "tools/size.mjs") },
];

/** What a release depends on. */
const RELEASE = ["tools/workflows.mjs", "tools/licences.mjs", "tools/release-notes.mjs"];

/** @type {Step[]} */
const BROWSER = [
  { name: "browser", groups: ["web"], check: () => playwright("map") },
  { name: "engines", groups: ["web"], check: async () => (await import("./engines.mjs")).testEngines() },
  { name: "package", groups: ["web"], check: () => playwright("package") },
];

/**
 * @param {boolean} show
 * @param {string[]} args
 */
function cargo(show, ...args) {
  return run("cargo", args, { show, env: { RUSTDOCFLAGS: "--deny warnings" } });
}

/**
 * @param {boolean} show
 * @param {string[]} args
 */
function node(show, ...args) {
  return run(process.execPath, args, { show });
}

/** @param {boolean} show */
async function types(show) {
  const compiler = "node_modules/typescript/bin/tsc";
  return [
    await node(show, compiler, "-p", "tsconfig.json"),
    await node(show, compiler, "-p", "tsconfig.tools.json"),
    await node(show, "tools/no-any.mjs"),
  ].join("");
}

/** @param {string} project */
async function playwright(project) {
  const { ensureBrowser } = await import("./browser.mjs");
  await ensureBrowser();
  return node(true, "node_modules/@playwright/test/cli.js", "test", `--project=${project}`);
}

/** @type {string[]} */
const summary = [];
let failed = false;

/**
 * Runs steps one after the other. After any failure, here or in parallel, no further step starts.
 * @param {Step[]} steps
 * @param {boolean} show
 */
async function runAll(steps, show) {
  for (const { name, check } of steps) {
    if (failed) return;
    const begin = performance.now();
    if (show) console.log(`\n── ${name}`);
    try {
      const said = await check(show);
      const lines = show ? "" : `\n── ${name}\n${said ?? ""}`.trimEnd() + "\n";
      console.log(`${lines}── ${name}: ok, ${since(begin)}`);
      summary.push(`  ok      ${since(begin).padStart(8)}  ${name}`);
    } catch (error) {
      failed = true;
      if (!(error instanceof Failure)) console.error(error);
      summary.push(`  FAILED  ${since(begin).padStart(8)}  ${name}`);
      const why = error instanceof Failure ? `: ${error.message}` : "";
      throw new Failure(`The step "${name}" failed${why}`);
    }
  }
}

await command(async () => {
  const wanted = process.argv.slice(2);
  const known = new Set([...RUST, ...PACKAGE, ...BROWSER].flatMap(({ name, groups }) => [name, ...groups]));
  const unknown = wanted.filter((word) => !known.has(word));
  if (unknown.length) throw new Failure(`Got ${unknown.join(", ")}, expected some of ${[...known].join(", ")}`);
  const [rust = [], built = [], browser = []] = [RUST, PACKAGE, BROWSER].map((steps) =>
    steps.filter(({ name, groups }) => wanted.length === 0 || [name, ...groups].some((word) => wanted.includes(word))),
  );

  const start = performance.now();
  await ensurePackages();
  await ensureRust();
  summary.push(`  ok      ${since(start).padStart(8)}  set-up`);
  try {
    const sides = [runAll(rust, true), runAll(built, rust.length === 0)];
    await Promise.allSettled(sides);
    await Promise.all(sides);
    await runAll(browser, true);
  } catch (error) {
    console.log(`\n${summary.join("\n")}`);
    throw error;
  }
  console.log(`\n${summary.join("\n")}\nAll passed in ${since(start)}.`);
});
