// One page in a real browser, and what it costs: time, bytes, processor, memory.
// @ts-check
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { ARGUMENTS, ensureBrowser } from "../tools/browser.mjs";

/** WebGL without a graphics card, for the one row that needs it: the others are slower with it. */
const WEBGL = ["--enable-unsafe-swiftshader", "--use-angle=swiftshader"];

/** A slow phone on a slow network: 1.6 Mbit/s, 150 ms, a quarter of this machine's speed. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };

/** Longer than any row may take to show a map, in ms. */
const PATIENCE = 120_000;

/**
 * How far the i-th move of a drag is from its start, in px: loops of 120 px.
 * @param {number} i
 * @returns {[number, number]}
 */
export function along(i) {
  const turn = (i / 90) * 2 * Math.PI;
  return [Math.round(120 * Math.sin(turn)), Math.round(60 * (1 - Math.cos(turn)))];
}

// The next functions run in the page, in every browser and with every driver.

/** Flies in and back; returns how many frames there were. @param {number} seconds */
export async function flight(seconds) {
  const row = /** @type {any} */ (globalThis).row;
  let frames = 0;
  let going = true;
  const count = () => {
    frames++;
    if (going) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await row.fly(-77.6, 8.4, 8, seconds);
  await row.fly(-87, 17, 4.7, seconds);
  going = false;
  return frames;
}

/** A whole new view in each frame, from all of the route to zoom 10. @param {number} frames */
export async function sharpZoom(frames) {
  const row = /** @type {any} */ (globalThis).row;
  for (let i = 0; i < frames; i++) {
    const t = i / (frames - 1);
    row.show(-87 + 9.4 * Math.min(1, 1.6 * t), 17 - 8.6 * Math.min(1, 1.6 * t), 4.6 + 5.4 * t);
    await new Promise(requestAnimationFrame);
  }
  row.show(-87, 17, 4.6);
  await new Promise(requestAnimationFrame);
  return frames;
}

/** When the map had been drawn, and when the frame had been made that shows it: in ms from the navigation. */
export async function mapped() {
  if (/[?&]wait/.test(location.search)) return { drawn: NaN, ms: NaN };
  await /** @type {any} */ (globalThis).row.ready;
  const [drawn = NaN, ms = NaN] = ["drawn", "map"].map((name) => performance.getEntriesByName(name)[0]?.startTime);
  return { drawn, ms };
}

export class Bench {
  /** @param {import("@playwright/test").Browser} browser @param {import("@playwright/test").CDPSession} root */
  constructor(browser, root) {
    this.browser = browser;
    this.root = root;
  }

  /** @param {{ webgl?: boolean }} [options] */
  static async start({ webgl = false } = {}) {
    const executablePath = await ensureBrowser();
    const args = [...ARGUMENTS, ...(webgl ? WEBGL : [])];
    const browser = await chromium.launch({ executablePath, args });
    return new Bench(browser, await browser.newBrowserCDPSession());
  }

  /**
   * Opens a page in a context of its own, so that nothing is cached, and waits for its map.
   * @param {string} url
   * @param {{ ratio?: number, slow?: boolean }} [options]
   */
  async open(url, { ratio = 1, slow = false } = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: ratio });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const opened = new Opened(this, context, page, cdp);
    await opened.watch();
    if (slow) {
      await cdp.send("Network.emulateNetworkConditions", SLOW);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    }
    await page.goto(url, { waitUntil: "commit", timeout: PATIENCE });
    await page.waitForFunction(() => "row" in globalThis, undefined, { timeout: PATIENCE });
    Object.assign(opened, await within(url, page.evaluate(mapped)));
    return opened;
  }

  /** Processor time of all the browser's processes so far, in ms. */
  async cpu() {
    const { processInfo } = await this.root.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  }

  /**
   * Processor time of all pages' main threads so far, in ms, by the kernel's clock; NaN where it is not known. The
   * browser's own `TaskDuration` leaves out the end of a frame, in which a desynchronized canvas is painted.
   */
  async mainThreads() {
    const { processInfo } = await this.root.send("SystemInfo.getProcessInfo");
    const pages = processInfo.filter(({ type }) => type === "renderer");
    const times = pages.map(({ id }) => Number(read(`/proc/${id}/task/${id}/schedstat`).split(" ")[0] || NaN));
    return times.reduce((sum, ns) => sum + ns / 1e6, 0);
  }

  /** Memory of all the browser's processes, shared memory divided among them, in MB; NaN where it is not known. */
  async memory() {
    const { processInfo } = await this.root.send("SystemInfo.getProcessInfo");
    const kB = processInfo.map(({ id }) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1]));
    return kB.reduce((sum, size) => sum + size, 0) / 1000;
  }

  version() {
    return this.browser.version();
  }

  close() {
    return this.browser.close();
  }
}

/** A page with its map. */
export class Opened {
  /** From the navigation to the map, in ms: drawn, and shown. */
  drawn = NaN;
  ms = NaN;
  /** @type {{ id: string, at: number, bytes: number }[]} */
  #requests = [];

  /**
   * @param {Bench} bench
   * @param {import("@playwright/test").BrowserContext} context
   * @param {import("@playwright/test").Page} page
   * @param {import("@playwright/test").CDPSession} cdp
   */
  constructor(bench, context, page, cdp) {
    this.bench = bench;
    this.context = context;
    this.page = page;
    this.cdp = cdp;
  }

  async watch() {
    const { cdp } = this;
    cdp.on("Network.requestWillBeSent", ({ requestId, timestamp, request }) => {
      if (request.url.startsWith("http")) this.#requests.push({ id: requestId, at: timestamp, bytes: 0 });
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      for (const request of this.#requests) if (request.id === requestId) request.bytes = encodedDataLength;
    });
    await cdp.send("Network.enable");
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    await this.page.addInitScript(() => {
      const tasks = Object.assign(globalThis, { longest: 0 });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.longest = Math.max(tasks.longest, duration);
      }).observe({ type: "longtask", buffered: true });
    });
  }

  /** The requests made before the map was drawn, headers included. */
  get load() {
    return this.loadBefore(this.drawn);
  }

  /** The requests made before a time, in ms from the navigation, headers included. @param {number} ms */
  loadBefore(ms) {
    const start = this.#requests[0]?.at ?? 0;
    const early = this.#requests.filter(({ at }) => (at - start) * 1000 < ms);
    return { requests: early.length, bytes: early.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** When all of the picture was there, in ms from the navigation: this map draws coarser ground before. */
  async whole() {
    await this.page.waitForFunction(() => performance.getEntriesByName("whole").length, undefined, { timeout: PATIENCE });
    return (await this.marked("whole")) ?? NaN;
  }

  /**
   * What a piece of work costs per frame, in ms of processor time: of all processes, and of the main thread.
   * @param {() => Promise<number>} work returns how many frames it had
   */
  async cost(work) {
    const [cpu, main] = [await this.bench.cpu(), await this.#task()];
    const frames = await work();
    const [mainAfter, cpuAfter] = [await this.#task(), await this.bench.cpu()];
    return { all: (cpuAfter - cpu) / frames, main: (mainAfter - main) / frames, frames };
  }

  /** The longest task of the main thread so far, in ms; 0 if none was longer than 50. */
  async longestTask() {
    return this.page.evaluate(() => Number(/** @type {any} */ (globalThis).longest));
  }

  /** When something was there, by the page's own mark; in ms from the navigation. @param {string} name */
  async marked(name) {
    return this.page.evaluate((name) => performance.getEntriesByName(name)[0]?.startTime, name);
  }

  /** Drags the map in loops of 120 px, one move a frame. @param {number} moves */
  async drag(moves) {
    const [x, y] = [500, 330];
    /** @param {"mousePressed" | "mouseMoved" | "mouseReleased"} type @param {number} dx @param {number} dy */
    const mouse = (type, dx, dy) =>
      this.cdp.send("Input.dispatchMouseEvent", { type, x: x + dx, y: y + dy, button: "left", buttons: 1, clickCount: 1 });
    await mouse("mousePressed", 0, 0);
    const { all, main } = await this.cost(async () => {
      for (let i = 1; i <= moves; i++) {
        await mouse("mouseMoved", ...along(i));
        await this.#frame();
      }
      return moves;
    });
    // Rests before the release, or the map would glide on.
    await this.page.waitForTimeout(200);
    await mouse("mouseReleased", 0, 0);
    return { all, main, frames: moves };
  }

  /** Flies in and back. @param {number} seconds */
  async fly(seconds) {
    return this.cost(() => this.page.evaluate(flight, seconds));
  }

  /** A whole new view in each frame, from all of the route to zoom 10. @param {number} frames */
  async zoom(frames) {
    return this.cost(() => this.page.evaluate(sharpZoom, frames));
  }

  /** The hit test under a pointer, in ms each. @param {number} count */
  async hover(count) {
    return this.page.evaluate((count) => {
      const row = /** @type {any} */ (globalThis).row;
      const start = performance.now();
      for (let i = 0; i < count; i++) row.over(100 + ((i * 37) % 800), 80 + ((i * 53) % 540));
      return (performance.now() - start) / count;
    }, count);
  }

  /** Mounts and unmounts the map; what is left after it against after the first ten. @param {number} times */
  async remount(times) {
    /** @param {number} n */
    const turns = async (n) => {
      await this.page.evaluate(async (n) => {
        const row = /** @type {any} */ (globalThis).row;
        for (let i = 0; i < n; i++) {
          await row.create();
          row.destroy();
          await new Promise((done) => setTimeout(done));
        }
      }, n);
      return this.#left();
    };
    const first = await turns(10);
    const last = await turns(times);
    return {
      nodes: last.nodes - first.nodes,
      listeners: last.listeners - first.listeners,
      heap: (last.heap - first.heap) / 1000,
      // WebAssembly's memory, bitmaps and the like.
      backing: (last.backing - first.backing) / 1000,
    };
  }

  /** Memory in MB, after garbage collection. */
  async memory() {
    await this.#collect();
    return this.bench.memory();
  }

  /** The page as a PNG. */
  shot() {
    return this.page.screenshot({ type: "png", clip: { x: 0, y: 0, width: 1000, height: 700 } });
  }

  async close() {
    await this.context.close();
  }

  async #frame() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }

  async #task() {
    const known = await this.bench.mainThreads();
    return Number.isFinite(known) ? known : (await this.#metrics())["TaskDuration"] * 1000;
  }

  /** @returns {Promise<Record<string, number> & { TaskDuration: number }>} */
  async #metrics() {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return Object.assign({ TaskDuration: NaN }, Object.fromEntries(metrics.map(({ name, value }) => [name, value])));
  }

  async #collect() {
    for (let i = 0; i < 4; i++) {
      await this.cdp.send("HeapProfiler.collectGarbage");
      await this.page.waitForTimeout(100);
    }
  }

  async #left() {
    await this.#collect();
    const metrics = await this.#metrics();
    const heap = await this.cdp.send("Runtime.getHeapUsage");
    return {
      nodes: metrics["Nodes"] ?? NaN,
      listeners: metrics["JSEventListeners"] ?? NaN,
      heap: heap.usedSize,
      backing: heap.backingStorageSize,
    };
  }
}

/**
 * @template T
 * @param {string} url
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
export function within(url, work) {
  /** @type {Promise<never>} */
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${url}: no map within ${PATIENCE} ms`)), PATIENCE).unref());
  return Promise.race([work, late]);
}

/** @param {string} path */
export function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
