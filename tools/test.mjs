// npm test: sets itself up, then checks everything, cheapest first, and stops at the first failure.
//
//   npm test                      all of it
//   npm test -- native            only these steps, or groups of steps (names below)
// @ts-check
import { Failure, command, ensurePackages, ensureRust, run, since } from "./setup.mjs";

const CARGO = ["--quiet", "--locked"];
const WASM = ["--lib", "--target", "wasm32-unknown-unknown"];
const DENY = ["--", "--deny", "warnings"];

/** @type {{ name: string, groups: string[], check: () => Promise<unknown> }[]} */
const STEPS = [
  { name: "format", groups: ["rust"], check: () => cargo("fmt", "--all", "--check") },
  { name: "clippy", groups: ["rust"], check: () => cargo("clippy", ...CARGO, "--workspace", "--all-targets", ...DENY) },
  { name: "clippy-wasm", groups: ["rust"], check: () => cargo("clippy", ...CARGO, ...WASM, ...DENY) },
  { name: "native", groups: ["rust"], check: () => cargo("test", ...CARGO, "--workspace") },
  { name: "docs", groups: ["rust"], check: () => cargo("doc", ...CARGO, "--workspace", "--no-deps") },
  { name: "build", groups: ["types", "size", "browser", "package", "web"], check: async () => (await import("./build.mjs")).build() },
  { name: "types", groups: ["web"], check: types },
  { name: "size", groups: ["web"], check: () => node("tools/size.mjs") },
  { name: "browser", groups: ["web"], check: () => playwright("map") },
  { name: "package", groups: ["web"], check: () => playwright("package") },
];

/** @param {string[]} args */
function cargo(...args) {
  return run("cargo", args, { show: true, env: { RUSTDOCFLAGS: "--deny warnings" } });
}

/** @param {string[]} args */
function node(...args) {
  return run(process.execPath, args, { show: true });
}

async function types() {
  await node("node_modules/typescript/bin/tsc", "-p", "tsconfig.json");
  await node("node_modules/typescript/bin/tsc", "-p", "tsconfig.tools.json");
  await node("tools/no-any.mjs");
}

/** @param {string} project */
async function playwright(project) {
  const { ensureBrowser } = await import("./browser.mjs");
  await ensureBrowser();
  await node("node_modules/@playwright/test/cli.js", "test", `--project=${project}`);
}

await command(async () => {
  const wanted = process.argv.slice(2);
  const known = new Set(STEPS.flatMap(({ name, groups }) => [name, ...groups]));
  const unknown = wanted.filter((word) => !known.has(word));
  if (unknown.length) throw new Failure(`Got ${unknown.join(", ")}, expected some of ${[...known].join(", ")}`);
  const steps = STEPS.filter(
    ({ name, groups }) => wanted.length === 0 || [name, ...groups].some((word) => wanted.includes(word)),
  );

  const start = performance.now();
  await ensurePackages();
  await ensureRust();
  /** @type {string[]} */
  const summary = [`  ok      ${since(start).padStart(8)}  set-up`];
  for (const { name, check } of steps) {
    const begin = performance.now();
    console.log(`\n── ${name}`);
    try {
      await check();
    } catch (error) {
      if (!(error instanceof Failure)) console.error(error);
      summary.push(`  FAILED  ${since(begin).padStart(8)}  ${name}`);
      console.log(`\n${summary.join("\n")}`);
      const why = error instanceof Failure ? `: ${error.message}` : "";
      throw new Failure(`The step "${name}" failed${why}`);
    }
    console.log(`── ${name}: ok, ${since(begin)}`);
    summary.push(`  ok      ${since(begin).padStart(8)}  ${name}`);
  }
  console.log(`\n${summary.join("\n")}\nAll passed in ${since(start)}.`);
});
