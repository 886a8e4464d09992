// npm run engines: the browser tests that run in Chromium, Firefox and WebKit, in those that are installed.
//
//   npm run engines                            all of them
//   npm run engines -- firefox                 in one engine (chromium, firefox, webkit)
//   npm run engines -- webkit scenes           only the files of e2e/engines/ whose names have this word
//
// Debian's packages are firefox-esr, and webkit2gtk-driver with xvfb.
// @ts-check
import { existsSync } from "node:fs";
import { ensureBrowser, findFirefox, findWebKit } from "./browser.mjs";
import { Failure, ROOT, command, ensurePackages, isMain, run } from "./setup.mjs";

/** The engines by the names of their Playwright projects, and whether each is installed. @type {[name: string, found: () => unknown][]} */
const ENGINES = [["chromium", ensureBrowser], ["firefox", findFirefox], ["webkit", findWebKit]];

/** Where the native drawings are that the engines' are compared with. */
const SCENES = `${ROOT}target/scenes`;

/**
 * Runs the tests. An engine that is not installed is left out, and that is said.
 * @param {string[]} [words] names of engines, and words for Playwright
 */
export async function testEngines(words = []) {
  const names = ENGINES.map(([name]) => name);
  const asked = words.filter((word) => names.includes(word));
  /** @type {string[]} */
  const projects = [];
  for (const [name, find] of ENGINES) {
    if (asked.length && !asked.includes(name)) continue;
    if (await find()) projects.push(`--project=${name}`);
    else if (asked.length) throw new Failure(`${name}: got none, expected it to be installed`);
    else console.log(`${name} is not installed: its tests are left out`);
  }
  await run("cargo", ["test", "--quiet", "--locked", "--test", "scenes"], { env: { DARIEN_SCENES: SCENES } });
  const rest = words.filter((word) => !names.includes(word));
  const playwright = ["node_modules/@playwright/test/cli.js", "test", ...projects, ...rest];
  await run(process.execPath, playwright, { show: true, env: { DARIEN_SCENES: SCENES } });
}

if (isMain(import.meta.url)) {
  await command(async () => {
    await ensurePackages();
    if (!existsSync(`${ROOT}dist/index.js`)) throw new Failure("dist/: got nothing, expected the built package; run npm run build");
    await testEngines(process.argv.slice(2));
  });
}
