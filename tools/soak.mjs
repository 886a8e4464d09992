// Uses a map for a long time and prints how much memory the page needs meanwhile: maps that come and go, stories that replace each
// other, and random input. Fails if the curves rise, or if the page throws.
//
//   npm run soak                                  (all of it: about half an hour)
//   node tools/soak.mjs [--mounts 1000] [--loads 500] [--minutes 10] [--seed 1]
//
// The input follows from the seed, but what it meets also depends on how fast the machine is. Needs `npm run build`.
// @ts-check
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { needsOf, recordMemories } from "./memory.mjs";
import { SITE, serve } from "./serve.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/** How much more a page may need at the end than after a fifth of a run. Heap and WASM in bytes, the others are counts. */
const ALLOWED = { heap: 3e6, wasm: 2e6, nodes: 300, listeners: 20 };

/** The rows of a curve. */
const ROWS = 10;

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "0", "Home", "End", "Enter", "Escape", "Tab", "Shift+Tab", "1", "5", " ", "PageDown"];
const SIZES = [[320, 568], [390, 844], [768, 1024], [1280, 800], [844, 390]];
const CHANGES = [
  ["lang", "es"], ["lang", "ar"], ["lang", "en"], ["theme", "dark"], ["theme", "contrast"], ["theme", "light"], ["progress", "0.4"],
  ["progress", "1"], ["selected", "monterrey"], ["selected", "nobody"], ["selected", "darien-gap"], ["chapter", "camp"], ["without", "title key"], ["without", ""],
];

/** @typedef {import("./memory.mjs").Needs} Needs */
/** @typedef {import("../www/element/index.js").DarienMapElement} MapElement */

await command(async () => {
  const { values } = parseArgs({
    options: {
      mounts: { type: "string", default: "1000" },
      loads: { type: "string", default: "500" },
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
    },
  });
  const [mounts, loads, minutes, seed] = [values.mounts, values.loads, values.minutes, values.seed].map(Number);
  if (![mounts, loads, minutes, seed].every((number) => number !== undefined && number >= 0)) {
    throw new Failure("--mounts, --loads, --minutes, --seed: expected numbers from 0");
  }
  const server = await serve({ mounts: { ...SITE, "/e2e/pages/": `${ROOT}e2e/pages` } });
  const browser = await launch();
  const rising = [];
  try {
    for (const [what, count, work] of /** @type {const} */ ([
      ["mounts", mounts, mount],
      ["loads", loads, load],
      ["minutes of input", minutes, input],
    ])) {
      if (!count) continue;
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      rising.push(...(await run(page, server.url, what, count, work, random(seed ?? 1))));
      await context.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  if (rising.length) throw new Failure(rising.join("\n"));
  console.log("All curves are flat.");
});

/**
 * Runs one kind of work, in parts, and prints what the page needs after each.
 * @param {import("@playwright/test").Page} page
 * @param {string} url
 * @param {string} what
 * @param {number} count
 * @param {(page: import("@playwright/test").Page, count: number, next: () => number) => Promise<void>} work
 * @param {() => number} next
 * @returns {Promise<string[]>} what is wrong
 */
async function run(page, url, what, count, work, next) {
  /** @type {string[]} */
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`${what}: thrown: ${error.stack ?? error.message}`));
  await page.addInitScript(recordMemories);
  await page.goto(`${url}e2e/pages/empty.html`);
  await page.waitForFunction(() => customElements.get("darien-map"));
  console.log(`${what.padEnd(18)} heap MB  WASM MB    nodes  listeners`);
  /** @type {Needs[]} */
  const curve = [];
  for (let row = 0; row < ROWS; row++) {
    await work(page, count / ROWS, next);
    const needs = await needsOf(page);
    curve.push(needs);
    const { heap, wasm, nodes, listeners } = needs;
    const done = String(Math.round((count * (row + 1) * 100) / ROWS) / 100);
    console.log(`${done.padEnd(18)} ${(heap / 1e6).toFixed(2).padStart(7)} ${(wasm / 1e6).toFixed(2).padStart(8)} ${String(nodes).padStart(8)} ${String(listeners).padStart(10)}`);
  }
  const [first, last] = [curve[ROWS / 5 - 1], curve.at(-1)];
  for (const key of /** @type {(keyof Needs)[]} */ (Object.keys(ALLOWED))) {
    const more = (last?.[key] ?? NaN) - (first?.[key] ?? NaN);
    if (!(more <= ALLOWED[key])) wrong.push(`${what}: ${key}: got ${Math.round(more)} more than after a fifth, expected at most ${ALLOWED[key]} more`);
  }
  return wrong;
}

/**
 * Puts maps into the page, opens a card, and removes them.
 * @param {import("@playwright/test").Page} page
 * @param {number} count
 */
async function mount(page, count) {
  await page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) {
      const map = document.createElement("darien-map");
      const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
      document.querySelector("main")?.append(map);
      await ready;
      map.select("monterrey");
      map.remove();
      recorded.events.length = 0;
    }
  }, count);
}

/**
 * Loads stories of many sizes into one map, some of them with problems.
 * @param {import("@playwright/test").Page} page
 * @param {number} count
 * @param {() => number} next
 */
async function load(page, count, next) {
  const sizes = Array.from({ length: count }, () => next());
  // The largest story comes early, because WASM memory never shrinks.
  if (!(await page.locator("darien-map").count())) sizes[0] = 0.999;
  await page.evaluate(async (sizes) => {
    const main = document.querySelector("main");
    const map = main?.querySelector("darien-map") ?? document.createElement("darien-map");
    if (!map.isConnected) main?.append(map);
    for (const size of sizes) {
      const features = Array.from({ length: Math.ceil(size ** 4 * 3000) }, (_, i) => ({
        type: "Feature",
        id: `p${i}`,
        properties: { name: `Place ${i}`, rank: i % 9 ? "context" : "main", kind: i % 5 ? "stop" : "town", ...(size < 0.1 && { kind: 7 }) },
        geometry: { type: "Point", coordinates: [-77 - ((i * size * 7.3) % 20), 8 + ((i * 3.7) % 18)] },
      }));
      const ways = [{ type: "Feature", properties: { mode: "foot" }, geometry: { type: "LineString", coordinates: [[-77, 8], [-86, 14], [-97, 26]] } }];
      await map.load({ type: "FeatureCollection", title: `Story ${size}`, features: [...features, ...ways] }).catch((error) => {
        if (size >= 0.1) throw error;
      });
      map.select("p0");
      recorded.events.length = 0;
    }
    map.select(null);
    await map.load(null);
  }, sizes);
}

/**
 * Gives one map random input for some minutes.
 * @param {import("@playwright/test").Page} page
 * @param {number} minutes
 * @param {() => number} next
 */
async function input(page, minutes, next) {
  const map = page.locator("darien-map");
  if (!(await map.count())) {
    await page.evaluate(async () => {
      const map = document.createElement("darien-map");
      const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
      document.querySelector("main")?.append(map);
      await ready;
    });
  }
  const one = (/** @type {readonly any[]} */ list) => list[Math.floor(next() * list.length)];
  const at = () => /** @type {const} */ ([next() * (page.viewportSize()?.width ?? 0), next() * (page.viewportSize()?.height ?? 0)]);
  const actions = [
    () => page.mouse.click(...at()),
    () => page.mouse.dblclick(...at()),
    () => page.mouse.move(...at(), { steps: 4 }),
    () => page.mouse.wheel(0, (next() - 0.5) * 600),
    async () => {
      await page.mouse.move(...at());
      await page.mouse.down();
      await page.mouse.move(...at(), { steps: 5 });
      await page.mouse.up();
    },
    () => page.keyboard.press(one(KEYS)),
    () => page.keyboard.press(one(KEYS)),
    () => map.evaluate((map, [name, value]) => map.setAttribute(name ?? "", value ?? ""), one(CHANGES)),
    () => map.evaluate((/** @type {MapElement} */ map) => map.fit()),
    async () => {
      if (next() < 0.2) await page.setViewportSize({ width: one(SIZES)[0], height: one(SIZES)[1] });
      else if (next() < 0.1) await map.evaluate((map) => document.body.append(map));
    },
  ];
  const end = performance.now() + minutes * 60_000;
  while (performance.now() < end) {
    await one(actions)();
    // A link may have opened a page, and full screen may have been entered.
    for (const other of page.context().pages()) if (other !== page) await other.close();
    await page.evaluate(() => {
      recorded.events.length = 0;
    });
  }
  // Every measurement is of the same state.
  await page.setViewportSize({ width: 1280, height: 800 });
  await map.evaluate((/** @type {MapElement} */ map) => {
    for (const name of ["lang", "theme", "progress", "chapter", "without"]) map.removeAttribute(name);
    document.exitFullscreen().catch(() => {});
    map.select(null);
    map.jumpTo({ lon: -90, lat: 15, zoom: 5 });
  });
}

/**
 * Numbers from 0 to 1 that follow from a seed.
 * @param {number} seed
 */
function random(seed) {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
