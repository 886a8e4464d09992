// Build steps. A step runs only if its input or its output has changed since its last run.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, since } from "./setup.mjs";

const STAMPS = `${ROOT}.cache/stamps.json`;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} reads files and directories, relative to the project's directory
 * @property {string[]} writes all files and directories that it writes, also relative
 * @property {string} [how] anything else that the result depends on
 * @property {() => Promise<string | void>} make may return warnings to show
 */

/**
 * @param {Step} step
 * @returns {Promise<boolean>} whether the step had to run
 */
export async function perform({ name, reads, writes, how = "", make }) {
  // The build scripts are part of the input: changing a flag rebuilds.
  const before = hash([...reads, "tools/build.mjs"], how);
  const old = stamps()[name];
  if (old?.before === before && old.after === hash(writes)) return false;
  const start = performance.now();
  const said = await make();
  const lost = writes.find((path) => !existsSync(ROOT + path));
  if (lost) throw new Error(`the step "${name}" should have written ${lost}, and has not`);
  mkdirSync(`${ROOT}.cache`, { recursive: true });
  // Read the stamps again, because steps run in parallel.
  writeFileSync(STAMPS, JSON.stringify({ ...stamps(), [name]: { before, after: hash(writes) } }, null, 1));
  console.log(`  ${name.padEnd(22)} ${since(start).padStart(7)}`);
  if (said) console.log(said.trimEnd());
  return true;
}

/** @returns {Record<string, { before: string, after: string }>} */
function stamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, "utf8"));
  } catch {
    return {}; // There are no stamps yet, or an interrupted build left an incomplete file: run all steps.
  }
}

/**
 * @param {string[]} paths
 * @param {string} more
 */
function hash(paths, more = "") {
  const sum = createHash("sha256").update(more);
  for (const path of paths.flatMap(filesIn)) {
    sum.update(`\0${path}\0`).update(existsSync(ROOT + path) ? readFileSync(ROOT + path) : "absent");
  }
  return sum.digest("hex");
}

/**
 * The files at or under a path, in a fixed order.
 * @param {string} path from the project's directory
 * @returns {string[]}
 */
export function filesIn(path) {
  if (!existsSync(ROOT + path) || !statSync(ROOT + path).isDirectory()) return [path];
  return readdirSync(ROOT + path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
