// Loads stories as large as they may be, uses the map, and prints the longest tasks of the page: for so long the page does not respond.
// Fails if a task is longer than allowed. It measures processor time, so that it does not matter what else the machine does.
//
//   npm run long-tasks                            (all stories: some minutes)
//   node tools/long-tasks.mjs [--only PART]       (stories whose names contain PART)
//
// Needs `npm run build`.
// @ts-check
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { STORIES, makers } from "./large-stories.mjs";
import { SITE, serve } from "./serve.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/** The longest task that is allowed, in ms: for a story with at most so many positions, and for every other. */
const SMALL = 100_000;
const ALLOWED = { small: 50, large: 200 };

/** Processors differ: times are of one that does the fixed piece of work of `reference` in this time, in ms (a server of 2024). */
const REFERENCE = 200;

const CATEGORIES = ["-*", "disabled-by-default-devtools.timeline", "toplevel", "blink.user_timing", "__metadata"];

/** @typedef {import("../www/element/index.js").DarienMapElement} MapElement */
/** @typedef {{ name: string, ph: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number, args?: { name?: string } }} TraceEvent */

await command(async () => {
  const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
  const stories = STORIES.filter(({ name }) => name.includes(values.only));
  if (!stories.length) throw new Failure(`--only: got "${values.only}", expected a part of one of: ${STORIES.map(({ name }) => name).join(", ")}`);
  const server = await serve({ mounts: { ...SITE, "/e2e/pages/": `${ROOT}e2e/pages` } });
  const browser = await launch();
  const wrong = [];
  console.log(`${"story".padEnd(44)} positions  longest tasks in ms, by action`);
  try {
    for (const story of stories) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`${server.url}e2e/pages/empty.html`);
      await page.waitForFunction(() => customElements.get("darien-map"));
      await page.evaluate(makers, story);
      await browser.startTracing(page, { categories: CATEGORIES });
      await use(page);
      const trace = /** @type {{ traceEvents: TraceEvent[] }} */ (JSON.parse((await browser.stopTracing()).toString()));
      const { reference, ...actions } = longest(trace.traceEvents);
      const scale = REFERENCE / (reference ?? NaN);
      const most = story.positions > SMALL ? ALLOWED.large : ALLOWED.small;
      const times = Object.entries(actions).map(([action, time]) => ({ action, time: Math.round(time * scale) })).sort((a, b) => b.time - a.time);
      for (const { action, time } of times) if (!(time <= most)) wrong.push(`${story.name}: ${action}: got a task of ${time} ms, expected at most ${most} ms`);
      const text = times.slice(0, 6).map(({ action, time }) => `${action} ${time}`).join(", ");
      console.log(`${story.name.padEnd(44)} ${String(story.positions).padStart(9)}  ${text}  (reference ${Math.round(reference ?? NaN)} ms)`);
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  if (wrong.length) throw new Failure(wrong.join("\n"));
});

/**
 * Loads the story of the page and uses the map. Each action begins with a mark of its name.
 * @param {import("@playwright/test").Page} page
 */
async function use(page) {
  await page.evaluate(async () => {
    const { text } = /** @type {{ text: string }} */ (/** @type {unknown} */ (globalThis));
    /** A new task, so that a mark and what follows it are not in the task of the action before. */
    const next = () => new Promise((resolve) => setTimeout(resolve));
    const rest = async () => {
      // Until nothing has been painted for some frames.
      for (let i = 0; i < 6; i++) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    };
    const begin = async (/** @type {string} */ action) => {
      await next();
      performance.mark(`action ${action}`);
      await next();
    };
    await begin("reference");
    // A fixed piece of work, to compare processors.
    for (let i = 0, x = 1; i < 40_000_000; i++) x = (x * 1_103_515_245 + i) | 0;
    const map = document.createElement("darien-map");
    map.style.cssText = "width: 100%; height: 700px";
    const ready = new Promise((resolve) => map.addEventListener("ready", resolve, { once: true }));
    await begin("first story");
    map.story = text;
    document.querySelector("main")?.append(map);
    await ready;
    await rest();
    await begin("places");
    const { places } = map;
    await begin("places again");
    map.places.at(0);
    await begin("chapter");
    map.seek(0);
    await rest();
    await begin("next chapter");
    map.seek(1);
    await rest();
    await begin("select");
    map.select(places.at(places.length / 2)?.id ?? null);
    await rest();
    await begin("close");
    map.select(null);
    await rest();
    await begin("whole route");
    map.fit();
    await rest();
    const view = map.view;
    await begin("zoom in");
    if (view) map.jumpTo({ ...view, zoom: view.zoom + 2 });
    await rest();
    await begin("hover");
    const canvas = map.shadowRoot?.querySelector("canvas");
    const { x = 0, y = 0, width = 0, height = 0 } = canvas?.getBoundingClientRect() ?? {};
    const send = (/** @type {string} */ type, /** @type {number} */ at, buttons = 0) =>
      canvas?.dispatchEvent(new PointerEvent(type, { clientX: x + width * at, clientY: y + height * at, pointerId: 1, pointerType: "mouse", isPrimary: true, buttons, bubbles: true }));
    for (let i = 1; i < 9; i++) {
      send("pointermove", i / 10);
      await rest();
    }
    await begin("drag");
    send("pointerdown", 0.4, 1);
    for (let i = 1; i < 9; i++) {
      send("pointermove", 0.4 + i / 40, 1);
      await rest();
    }
    send("pointerup", 0.6);
    await rest();
    await begin("language");
    map.lang = "es";
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rest();
    await begin("theme");
    map.theme = "dark";
    await rest();
    await begin("SVG");
    await map.toSVG({ fonts: "named" });
    await begin("story again");
    await map.load(text);
    await rest();
    await begin("small story");
    await map.load(null);
    await rest();
    await begin("remove");
    map.remove();
    await rest();
    await begin("end");
  });
}

/**
 * The longest task of each action, in ms of processor time.
 * @param {readonly TraceEvent[]} events
 */
function longest(events) {
  const marks = events.filter(({ name, ph }) => /^action /.test(name) && /[RIin]/.test(ph)).sort((a, b) => a.ts - b.ts);
  const [{ pid, tid } = { pid: 0, tid: 0 }] = marks;
  /** @type {Record<string, number>} */
  const times = {};
  const tasks = events.filter((event) => event.pid === pid && event.tid === tid && /RunTask$/.test(event.name) && event.tdur);
  if (!marks.length || !tasks.length) throw new Failure("got a trace without tasks: is this browser a Chromium?");
  for (const task of tasks) {
    const mark = marks.filter(({ ts }) => ts <= task.ts + (task.dur ?? 0)).at(-1);
    const action = mark?.name.replace("action ", "") ?? "before";
    if (action === "before" || action === "end") continue;
    times[action] = Math.max(times[action] ?? 0, (task.tdur ?? 0) / 1000);
  }
  return times;
}
