// A package registry on this machine, for one run of the matrix: the package is published to it and installed from it, as by its users.
// @ts-check
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, npm, run } from "../setup.mjs";
import { freePort, stop, untilSaid } from "./server.mjs";

/** The directory with the tools of the matrix. */
export const HERE = `${ROOT}tools/matrix/`;

/** Without anybody's rights, and without another registry behind it: it has this package alone. */
const settings = (/** @type {string} */ directory) => `
storage: ${directory}/storage
max_body_size: 50mb
web: { enable: false }
uplinks: {}
packages: { "**": { access: $all, publish: $all } }
log: { type: stdout, format: pretty, level: warn }
`;

/**
 * Starts a registry, and publishes the packed package to it.
 * @param {string} directory where it keeps its files
 * @param {string} archive the packed package
 * @param {string} node the Node that runs it
 */
export async function publish(directory, archive, node) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "settings.yaml"), settings(directory));
  // A registry refuses who does not give any token.
  await writeFile(join(directory, ".npmrc"), `registry=${url}\n//127.0.0.1:${port}/:_authToken=anybody\n`);
  const words = [`${HERE}node_modules/verdaccio/bin/verdaccio`, "--config", join(directory, "settings.yaml"), "--listen", url];
  const child = spawn(node, words, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], detached: true });
  try {
    await untilSaid(child, "http address");
    await npm(["publish", archive, "--ignore-scripts", "--loglevel=error"], { cwd: directory });
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, close: () => stop(child) };
}

/** The oldest Node that all set-ups and the registry run with. */
const NODE = "24.22.3";

/** The path of a Node that is new enough for every set-up: this one, or one from npm. */
export async function newNode() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const directory = `${ROOT}.cache/matrix-node`;
  const node = `${directory}/node_modules/${name}/bin/node${process.platform === "win32" ? ".exe" : ""}`;
  try {
    await run(node, ["--version"]);
  } catch {
    console.log(`Installing Node ${NODE}, which some frameworks need …`);
    await mkdir(directory, { recursive: true });
    await writeFile(`${directory}/package.json`, "{}\n");
    await npm(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", `${name}@${NODE}`], { cwd: directory });
  }
  return node;
}
