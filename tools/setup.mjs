// Setup for all commands. It uses only Node's built-in modules, because the packages may not be installed yet.
// @ts-check
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The project's directory, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** An error that the user can act on. It is shown as one message without a stack trace. */
export class Failure extends Error {}

/**
 * Runs a program in the project's directory and returns its output, stdout and stderr together.
 * @param {string} program
 * @param {string[]} args
 * @param {{ show?: boolean, cwd?: string, env?: Record<string, string | undefined>, missing?: string }} [options]
 *   `show`: the program writes to the terminal instead; `missing`: the message if there is no such program
 * @returns {Promise<string>}
 */
export function run(program, args, options = {}) {
  const { show = false, cwd = ROOT, env = {}, missing = `${program}: not found; please install it` } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    }
    child.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(new Failure(error.code === "ENOENT" ? missing : `${program}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else {
        const line = [program === process.execPath ? "node" : program.replace(ROOT, ""), ...args].join(" ");
        const end = code === null ? `was ended by ${signal}` : `ended with ${code}`;
        reject(new Failure(`${output}${output && !output.endsWith("\n") ? "\n" : ""}${line}: ${end}`));
      }
    });
  });
}

/**
 * Runs npm. If npm started this process, the same npm is used.
 * @param {string[]} args
 * @param {{ show?: boolean, cwd?: string, env?: Record<string, string | undefined> }} [options]
 */
export function npm(args, options) {
  const script = process.env["npm_execpath"];
  return script?.endsWith(".js") ? run(process.execPath, [script, ...args], options) : run("npm", args, options);
}

/**
 * Installs the npm packages of a directory if they are missing or differ from its package-lock.json.
 * @param {string} [directory] with a slash at its end
 */
export async function ensurePackages(directory = ROOT) {
  if (packagesAreCurrent(directory)) return;
  console.log("Installing the npm packages …");
  // None of the packages needs its install script, so none may run one.
  await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: directory });
}

/** @param {string} directory */
function packagesAreCurrent(directory) {
  const there = `${directory}node_modules/.package-lock.json`;
  if (!existsSync(there)) return false;
  const wanted = packages(`${directory}package-lock.json`);
  const got = packages(there);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || got[path]?.version === version || (optional && !got[path]),
  );
}

/**
 * @param {string} lock
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function packages(lock) {
  return JSON.parse(readFileSync(lock, "utf8")).packages;
}

/** Checks that Rust is installed, and installs its WASM target if needed. */
export async function ensureRust() {
  const rust = "Rust is missing: install it from https://rustup.rs, then run this again";
  await run("cargo", ["--version"], { missing: rust });
  const sysroot = (await run("rustc", ["--print", "sysroot"], { missing: rust })).trim().split("\n").at(-1);
  if (existsSync(`${sysroot}/lib/rustlib/wasm32-unknown-unknown`)) return;
  console.log("Adding Rust's wasm32-unknown-unknown target …");
  await run("rustup", ["target", "add", "wasm32-unknown-unknown"], {
    missing: "Rust's wasm32-unknown-unknown target is missing, and so is rustup: install it from https://rustup.rs",
  });
}

/**
 * Runs a command's main function. A Failure is shown as one message, and the exit code is 1.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * Whether the module at `url` is the script that Node was started with.
 * @param {string} url
 */
export function isMain(url) {
  return process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1];
}

/**
 * The time since `start` (of performance.now()), as a short text.
 * @param {number} start
 */
export function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
