// A build step runs only if what it reads, or what it left behind, has changed since the last time.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, since } from "./setup.mjs";

const STAMPS = `${ROOT}.cache/stamps.json`;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} reads files and directories, from the project's directory
 * @property {string[]} writes likewise; all of it
 * @property {string} [how] anything else the result depends on
 * @property {() => Promise<string | void>} make may return warnings to show
 */

/**
 * @param {Step} step
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function perform({ name, reads, writes, how = "", make }) {
  // The recipes themselves are among what is read: changing a flag rebuilds.
  const before = hash([...reads, "tools/build.mjs"], how);
  const old = stamps()[name];
  if (old?.before === before && old.after === hash(writes)) return false;
  const start = performance.now();
  const said = await make();
  const lost = writes.find((path) => !existsSync(ROOT + path));
  if (lost) throw new Error(`the step "${name}" should have written ${lost}, and has not`);
  mkdirSync(`${ROOT}.cache`, { recursive: true });
  // Read anew: steps run side by side.
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
    return {}; // No stamps yet, or a file cut short by a build that was ended: do everything.
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
