// Programs that run beside the matrix: servers of frameworks, and the registry.
// @ts-check
import { createServer } from "node:net";
import { Failure } from "../setup.mjs";

/** How long a server may take until it says that it is ready, in ms. */
const PATIENCE = 120_000;

/** A port that nothing uses. */
export async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Failure("got no port");
  return address.port;
}

/**
 * Waits until a program has printed a text.
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} text
 * @returns {Promise<void>}
 */
export function untilSaid(child, text) {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (/** @type {string} */ why) => reject(new Failure(`${child.spawnargs.join(" ")}: ${why}; it said:\n${said}`));
    const timer = setTimeout(() => fail(`not ready after ${PATIENCE / 1000} s`), PATIENCE);
    for (const stream of [child.stdout, child.stderr]) {
      // It reads on, so that the program never waits for its reader.
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
        said += part;
        if (!said.includes(text)) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

/**
 * Waits until a server answers: some say where they will be before they are there.
 * @param {string} url
 */
export async function untilAnswers(url) {
  const end = performance.now() + PATIENCE;
  while (!(await fetch(url).catch(() => undefined))?.ok) {
    if (performance.now() > end) throw new Failure(`${url}: no page within ${PATIENCE / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Ends a program and those that it started. It must have been started with `detached`.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<void>}
 */
export function stop(child) {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return done();
    child.on("exit", () => done());
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      child.kill();
    }
  });
}
