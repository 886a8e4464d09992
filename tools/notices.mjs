// Collects the licences of the crates in the WASM. The licences require that their text is distributed with it.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, run } from "./setup.mjs";

/**
 * @typedef {{ id: string, name: string, version: string, license: string | null, repository: string | null,
 *   manifest_path: string, targets: { kind: string[] }[] }} Package
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 */

const STD = `The Rust standard library (MIT OR Apache-2.0)
https://github.com/rust-lang/rust`;

/** The crates whose code is in the WASM. */
export async function crates() {
  const target = ["--filter-platform", "wasm32-unknown-unknown"];
  const said = await run("cargo", ["metadata", "--format-version", "1", "--locked", "--quiet", ...target]);
  /** @type {{ packages: Package[], resolve: { nodes: Node[], root: string } }} */
  const { packages, resolve } = JSON.parse(said);
  const inside = new Set([resolve.root]);
  for (const id of inside) {
    for (const { pkg, dep_kinds } of resolve.nodes.find((node) => node.id === id)?.deps ?? []) {
      // Skip dependencies of tests and of build scripts, and procedural macros: their code is not in the WASM.
      const macro = packages.find((one) => one.id === pkg)?.targets.some(({ kind }) => kind.includes("proc-macro"));
      if (!macro && dep_kinds.some(({ kind }) => kind === null)) inside.add(pkg);
    }
  }
  return packages.filter(({ id }) => inside.has(id) && id !== resolve.root);
}

/** The text of dist/THIRD-PARTY.txt. */
export async function notices() {
  // Many crates have exactly the same text; it is written once.
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { name, version, license, repository, manifest_path } of await crates()) {
    const title = `${name} ${version} (${license ?? "see below"})${repository ? `\n${repository}` : ""}`;
    const text = licence(dirname(manifest_path));
    if (text === undefined && !license) throw new Failure(`${name} ${version}: no licence found`);
    names.set(text ?? "", [...(names.get(text ?? "") ?? []), title]);
  }
  names.set("", [...(names.get("") ?? []), STD]);
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  const parts = [...names].map(([text, titles]) => `${titles.join("\n")}${text && `\n\n${text}`}`);
  return ["darien_map_bg.wasm contains the following.", ...parts].join(rule) + "\n";
}

/**
 * The licence text of a crate. If there are several, it is the MIT licence, because that names the authors.
 * @param {string} directory
 * @returns {string | undefined}
 */
function licence(directory) {
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|unlicense)/i.test(entry.name))
    .map((entry) => entry.name);
  const file = files.find((name) => /mit/i.test(name)) ?? files.sort()[0];
  return file && readFileSync(join(directory, file), "utf8").trim();
}
