// Flies over the ground of the whole Earth and prints how long the page's tasks are in which pieces arrive, beside those that compose
// and paint: a piece must not make a frame of a flight longer. It measures processor time, so that it does not matter what else the
// machine does.
//
//   node tools/flight-tasks.mjs
//
// Needs `npm run build`.
// @ts-check
import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";
import { SITE, serve } from "./serve.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/** The calls of the engine whose tasks are measured. */
const CALLS = ["loadPiece", "setRelief", "tone", "compose", "frame"];

const CATEGORIES = ["-*", "disabled-by-default-devtools.timeline", "toplevel", "blink.user_timing", "__metadata"];

/** @typedef {{ name: string, ph: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number }} TraceEvent */

await command(async () => {
  const server = await serve({ mounts: { ...SITE, "/e2e/pages/": `${ROOT}e2e/pages`, "/e2e/stories/": `${ROOT}examples/stories` } });
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(markCalls, shortNames());
    await page.goto(`${server.url}e2e/pages/empty.html`);
    await page.waitForFunction(() => customElements.get("darien-map"));
    await browser.startTracing(page, { categories: CATEGORIES });
    await page.evaluate(fly);
    const trace = /** @type {{ traceEvents: TraceEvent[] }} */ (JSON.parse((await browser.stopTracing()).toString()));
    console.log("tasks with a call of         count  longest, median in ms");
    for (const [calls, times] of tasksByCall(trace.traceEvents)) {
      const [longest, median] = [times[0] ?? NaN, times[times.length >> 1] ?? NaN];
      console.log(`${calls.padEnd(26)} ${String(times.length).padStart(7)}  ${longest.toFixed(1)}, ${median.toFixed(1)}`);
    }
  } finally {
    await browser.close();
    server.close();
  }
});

/** The calls by the short names of their exports. */
function shortNames() {
  const glue = readFileSync(`${ROOT}target/glue/darien_map.js`, "utf8");
  /** @type {Record<string, string>} */
  const names = {};
  for (const call of CALLS) {
    const name = new RegExp(`\\n  ${call}\\([^\\n]*\\n[^\\n]*?wasm\\.(\\w+)\\(this`).exec(glue)?.[1];
    if (!name) throw new Failure(`target/glue/darien_map.js: got no call of ${call}(), expected one; run npm run build`);
    names[name] = call;
  }
  return names;
}

/**
 * Marks these calls in the trace. It runs in the page, before the page's own scripts.
 * @param {Record<string, string>} names
 */
function markCalls(names) {
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Plain, [module, imports]) {
      /** @type {WebAssembly.Exports} */
      const exports = {};
      for (const [name, value] of Object.entries(new Plain(module, imports).exports)) {
        exports[name] = value;
        if (!names[name] || typeof value !== "function") continue;
        exports[name] = (/** @type {unknown[]} */ ...values) => {
          performance.mark(`call ${names[name]}`);
          return value(...values);
        };
      }
      return { exports };
    },
  });
}

/** Flies round the Earth, and rests at each stop. */
async function fly() {
  const map = document.createElement("darien-map");
  map.style.cssText = "display: block; width: 100%; height: 700px";
  map.setAttribute("story", "/e2e/stories/central-mediterranean.geojson");
  const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
  document.querySelector("main")?.append(map);
  await ready;
  const mark = async (/** @type {string} */ name) => {
    await new Promise((resolve) => setTimeout(resolve));
    performance.mark(name);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const stops = /** @type {const} */ ([[22, 38], [37.5, 55], [104, 30], [120, 32], [139, 36], [100, 10], [46, 23], [25, -27], [133, -24], [-60, -8], [-72, 20], [-102, 52], [-4, 40], [14, 37]]);
  await mark("flight begins");
  for (const [lon, lat] of stops) {
    await map.flyTo({ lon, lat, zoom: 5.8 }, { duration: 1.2 });
    for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
  }
  await mark("flight ends");
}

/**
 * The processor times of the flight's tasks in ms, the longest first, by the calls in them.
 * @param {readonly TraceEvent[]} events
 */
function tasksByCall(events) {
  const marks = events.filter(({ name, ph }) => /^(call|flight) /.test(name) && /[RIin]/.test(ph)).sort((a, b) => a.ts - b.ts);
  const [begin, end] = ["flight begins", "flight ends"].map((name) => marks.find((mark) => mark.name === name));
  const tasks = events.filter(({ pid, tid, name, tdur, ts }) => pid === begin?.pid && tid === begin.tid && /RunTask$/.test(name) && tdur && ts > begin.ts && ts < (end?.ts ?? 0));
  if (!tasks.length) throw new Failure("got a trace without tasks: is this browser a Chromium?");
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    const inside = marks.filter((mark) => mark.ts >= ts && mark.ts <= ts + dur && mark !== end).map(({ name }) => name.replace("call ", ""));
    const calls = [...new Set(inside)].join(", ") || "none of these";
    times.set(calls, [...(times.get(calls) ?? []), tdur / 1000]);
  }
  for (const list of times.values()) list.sort((a, b) => b - a);
  return [...times].sort(([a], [b]) => a.localeCompare(b));
}
