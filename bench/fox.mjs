// The same pages as in page.mjs, in Firefox: no CDP there, so the processor time is read from the kernel.
// @ts-check
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { findFirefox } from "../tools/browser.mjs";
import { Failure } from "../tools/setup.mjs";
import { along, flight, mapped, read, sharpZoom, within } from "./page.mjs";

/** The longest wait for anything, in ms. */
const PATIENCE = 30_000;

/** The unit in which the kernel counts processor time, in ms. */
const TICK = 10;

/** No processes that Firefox starts in advance: they would add to whatever is measured at that time. */
const PREFERENCES = { "dom.ipc.processPrelaunch.enabled": false };

/** The path of a Firefox: $FIREFOX or the system's. */
export function firefoxPath() {
  const found = findFirefox();
  if (!found) throw new Failure("No Firefox: install one, or set FIREFOX to the path of one.");
  return found;
}

export class Fox {
  /** @param {import("puppeteer-core").Browser} browser @param {string} name */
  constructor(browser, name) {
    this.browser = browser;
    this.name = name;
  }

  static async start() {
    if (process.platform !== "linux") throw new Failure("The cost of Firefox's processes can be read on Linux only.");
    const executablePath = firefoxPath();
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath,
      headless: true,
      extraPrefsFirefox: PREFERENCES,
    });
    return new Fox(browser, execFileSync(executablePath, ["--version"], { encoding: "utf8" }).trim());
  }

  /**
   * Opens a page in a context of its own, so that nothing is cached, and waits for its map.
   * @param {string} url
   */
  async open(url) {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage();
    await size(page);
    await page.goto(url, { waitUntil: "domcontentloaded" });
    await until(page, () => "row" in globalThis);
    return new OpenedInFox(this, page, (await within(url, page.evaluate(mapped))).ms);
  }

  /** Processor time of all the browser's processes so far, in ms; of those that have ended, too. */
  cpu() {
    const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
    /** @type {Map<number, { parent: number, ticks: number }>} */
    const all = new Map();
    for (const id of ids) {
      // A program's name may contain anything, brackets too: the numbers begin after the last bracket.
      const fields = read(`/proc/${id}/stat`).replace(/^.*\) /s, "").split(" ").map(Number);
      // utime, stime, and those of children that have ended.
      const ticks = fields.slice(11, 15).reduce((sum, part) => sum + part, 0);
      if (fields.length > 15) all.set(id, { parent: fields[1] ?? 0, ticks });
    }
    const root = this.browser.process()?.pid;
    /** @param {number | undefined} id @returns {boolean} */
    const ours = (id) => id !== undefined && id > 1 && (id === root || ours(all.get(id)?.parent));
    return TICK * [...all].reduce((sum, [id, { ticks }]) => sum + (ours(id) ? ticks : 0), 0);
  }

  close() {
    return this.browser.close();
  }
}

/**
 * Gives a page the size of the comparison. Puppeteer also asks for an orientation, which Firefox 140 does not support.
 * @param {import("puppeteer-core").Page} page
 */
export async function size(page) {
  await page.setViewport({ width: 1000, height: 700 }).catch((error) => {
    if (!/setScreenOrientationOverride/.test(String(error))) throw error;
  });
  await until(page, () => innerWidth === 1000 && innerHeight === 700);
}

/**
 * Waits until something is true in the page, by calls from outside: in Firefox 140, a strict content policy forbids what
 * puppeteer's own `waitForFunction` does inside a page.
 * @param {import("puppeteer-core").Page} page
 * @param {() => unknown} holds
 */
export async function until(page, holds) {
  const end = Date.now() + PATIENCE;
  while (!(await page.evaluate(`Boolean((${holds})())`))) {
    if (Date.now() > end) throw new Error(`got no end within ${PATIENCE} ms of waiting for ${holds}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A page with its map. */
class OpenedInFox {
  /** @param {Fox} fox @param {import("puppeteer-core").Page} page @param {number} ms from the navigation to the map */
  constructor(fox, page, ms) {
    this.fox = fox;
    this.page = page;
    this.ms = ms;
  }

  /**
   * What a piece of work costs per frame, in ms of processor time.
   * @param {() => Promise<number>} work returns how many frames it had
   */
  async cost(work) {
    const before = this.fox.cpu();
    const frames = await work();
    return { all: (this.fox.cpu() - before) / frames, frames };
  }

  /** Drags the map in loops of 120 px, one move a frame. @param {number} moves */
  async drag(moves) {
    const [x, y] = [500, 330];
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    const cost = await this.cost(async () => {
      for (let i = 1; i <= moves; i++) {
        const [dx, dy] = along(i);
        await mouse.move(x + dx, y + dy);
        await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      }
      return moves;
    });
    // Rests before the release, or the map would glide on.
    await new Promise((done) => setTimeout(done, 200));
    await mouse.up();
    return cost;
  }

  /** Flies in and back. @param {number} seconds */
  fly(seconds) {
    return this.cost(() => this.page.evaluate(flight, seconds));
  }

  /** A whole new view in each frame, from all of the route to zoom 10. @param {number} frames */
  zoom(frames) {
    return this.cost(() => this.page.evaluate(sharpZoom, frames));
  }

  /** The page as a PNG. */
  async shot() {
    return Buffer.from(await this.page.screenshot({ type: "png", clip: { x: 0, y: 0, width: 1000, height: 700 } }));
  }

  close() {
    return this.page.browserContext().close();
  }
}
