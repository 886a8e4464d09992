// What the two usual checkers of packages find: publint, and "Are the types wrong?".
// @ts-check
import { Failure, run } from "../setup.mjs";
import { HERE } from "./registry.mjs";

/**
 * - The classic script is for `<script src>`: nobody imports it, so it has no types.
 * - The package has ES modules alone. Its oldest Node (`engines`) can `require` them; a row of the matrix shows it.
 */
const OPTIONS = ["--exclude-entrypoints", "./classic.js", "--ignore-rules", "cjs-resolves-to-esm"];

/**
 * Throws a Failure if one of them has a finding.
 * @param {string} archive the packed package
 */
export async function lint(archive) {
  const modules = `${HERE}node_modules/`;
  const publint = await run(process.execPath, [`${modules}publint/src/cli.js`, "run", "--strict", archive]);
  if (!/All good/.test(publint)) throw new Failure(publint);
  console.log("  ok                publint --strict");
  await run(process.execPath, [`${modules}@arethetypeswrong/cli/dist/index.js`, archive, "--no-color", ...OPTIONS]);
  console.log("  ok                attw");
}
