// Finds the browsers for the tests. Installs a Chromium if none is found; Firefox and WebKit are used where they are installed.
// @ts-check
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Failure, run } from "./setup.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Options for a Chromium without network services of its own. Playwright adds --headless, --no-sandbox and a new profile. */
export const ARGUMENTS = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of the browser: $CHROMIUM, else the system's, else Playwright's; undefined if none is found. */
export function findBrowser() {
  const own = process.env["CHROMIUM"];
  if (own) return own;
  const found = [...NAMES.map(onPath), ...PLACES].find((path) => path && existsSync(path));
  return found ?? [chromium.executablePath()].find(existsSync);
}

/** The path of a browser that starts. Installs one if none is found. */
export async function ensureBrowser() {
  const found = findBrowser() ?? (await installed());
  await run(found, ["--version"]);
  return found;
}

/** The path of a Firefox: $FIREFOX, else the system's; undefined if none is found. */
export function findFirefox() {
  return process.env["FIREFOX"] || ["firefox-esr", "firefox"].map(onPath).find(Boolean);
}

/** WebKitGTK's driver, its small browser, and a screen for it; undefined if one of them is missing. */
export function findWebKit() {
  const [driver, screen] = ["WebKitWebDriver", "Xvfb"].map(onPath);
  const directories = ["/usr/lib", "/usr/libexec", ...below("/usr/lib", /-linux-gnu/)];
  const browser = directories.flatMap((path) => below(path, /^webkit2?gtk-/)).map((path) => `${path}/MiniBrowser`).find(existsSync);
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

/**
 * The directories in a directory whose names match.
 * @param {string} directory
 * @param {RegExp} name
 */
function below(directory, name) {
  try {
    return readdirSync(directory).filter((entry) => name.test(entry)).map((entry) => `${directory}/${entry}`);
  } catch {
    return [];
  }
}

/** Starts a browser. */
export async function launch() {
  return chromium.launch({ args: ARGUMENTS, executablePath: await ensureBrowser() });
}

/** @returns {Promise<string>} */
async function installed() {
  console.log("No Chromium found: installing Playwright's …");
  const playwright = ["node_modules/@playwright/test/cli.js", "install", "chromium"];
  try {
    await run(process.execPath, playwright);
    const found = chromium.executablePath();
    // If system libraries are missing, the browser is installed but does not start.
    await run(found, ["--version"]);
    return found;
  } catch {
    // Debian's package installs the libraries, too; the next lines try it.
  }
  const root = process.getuid?.() === 0;
  if (root && onPath("apt-get")) {
    console.log("That did not work: installing Debian's …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    try {
      await run("apt-get", ["update", "-q"], { env });
      await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
    } catch (error) {
      console.error(error instanceof Failure ? error.message : error);
    }
    const found = onPath("chromium");
    if (found) return found;
  }
  throw new Failure("No browser: install Chromium or Google Chrome, or set CHROMIUM to the path of one.");
}

/**
 * The full path of a program in PATH.
 * @param {string} name
 * @returns {string | undefined}
 */
function onPath(name) {
  if (process.platform === "win32") return undefined;
  try {
    return execFileSync("sh", ["-c", 'command -v "$0"', name], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
