// The figures: all rows in turn, for several rounds, and the median of each figure.
// @ts-check
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import sharp from "sharp";
import { ROOT } from "../tools/setup.mjs";
import { Bench } from "./page.mjs";
import { SIZES } from "./scene.mjs";
import { SITE, openSite } from "./site.mjs";

/** Peers, each with Natural Earth's geography and with ours; the other rows have one geography. */
const PEERS = ["leaflet", "openlayers", "d3", "maplibre"];
const ROWS = [
  { name: "blank", query: "" },
  { name: "png", query: "" },
  { name: "darien", query: "" },
  ...PEERS.flatMap((name) => [{ name, query: "geo=ours" }, { name, query: "geo=raw" }]),
];

/** A story in the Mediterranean, on the ground of the whole Earth: ours, and Natural Earth's cut to a large part around it. */
const WORLD = [{ name: "darien", page: "world.html" }, ...PEERS.map((name) => ({ name, page: "?geo=world" }))];

/** @typedef {Record<string, number[]>} Cells figures by name, one for each round */
/** @typedef {{ row: string, cells: Record<string, number> }} Line */
/** @typedef {{ machine: string, browser: string, date: string, rounds: number, versions: Record<string, string>,
 *    lines: Line[], growth: Line[], world: Line[], blank: string[], png: number }} Result */

/**
 * @param {{ quick: boolean, only: string[] }} options `only`: names of rows to measure, beside the blank page; "world" is the story
 *   elsewhere, with all libraries
 * @returns {Promise<Result>}
 */
export async function measure({ quick, only }) {
  const site = await openSite();
  const bench = await Bench.start();
  try {
    const png = await picture(bench, site.url);
    const named = only.filter((name) => name !== "world");
    const rows = ROWS.filter(({ name }) => !only.length || (named.length > 0 && name === "blank") || named.includes(name));
    const rounds = quick ? 1 : 3;
    // The server compresses a file at its first request: that must not count for a page.
    for (const { name, query } of rows.filter(({ name }) => name !== "maplibre")) {
      await (await bench.open(`${site.url}${name}/?${query}`)).close();
    }
    /** @type {Map<string, Cells>} */
    const found = new Map();
    /** @type {Set<string>} */
    const blank = new Set();
    for (let round = 0; round < rounds; round++) {
      for (const row of rows) {
        // With WebGL on the processor a frame takes half a second: once is enough.
        const heavy = row.name === "maplibre";
        if (heavy && round > 0) continue;
        const name = [row.name, row.query.replace("geo=", "")].filter(Boolean).join(" ");
        const cells = found.get(name) ?? {};
        found.set(name, cells);
        console.log(`round ${round + 1}: ${name}`);
        const url = `${site.url}${row.name}/?${row.query}`;
        // A separate browser for WebGL: with WebGL on, all other rows would be drawn more slowly.
        const own = heavy ? await Bench.start({ webgl: true }) : bench;
        try {
          const frames = heavy ? 30 : quick ? 60 : 180;
          for (const ratio of quick || heavy || round > 0 ? [1] : [1, 2]) {
            if (!(await one(own, url, ratio, frames, cells))) blank.add(name);
          }
          const slow = await own.open(url, { slow: true });
          add(cells, "time, slow", slow.ms);
          await slow.close();
          if (round === 0 && row.name !== "png") await mounts(own, `${url}&wait`, quick || heavy ? 30 : 200, cells);
        } catch (error) {
          console.error(`${name}: ${error}`);
          blank.add(name);
        } finally {
          if (own !== bench) await own.close();
        }
      }
    }
    const growth = await grown(bench, site.url, rows, quick);
    const world = only.length && !only.includes("world") ? [] : await elsewhere(bench, site.url, rounds, blank);
    const packages = JSON.parse(await readFile(`${ROOT}bench/package.json`, "utf8"));
    return {
      machine: `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, no graphics card`,
      browser: `Chromium ${bench.version()}`,
      date: new Date().toISOString().slice(0, 10),
      rounds,
      versions: { ...packages.dependencies, commit: commit() },
      lines: [...found].map(([row, cells]) => ({ row, cells: medians(cells) })),
      growth,
      world,
      blank: [...blank],
      png,
    };
  } finally {
    await bench.close();
    site.close();
  }
}

/**
 * All figures of one page. False if it did not draw its map.
 * @param {Bench} bench
 * @param {string} url
 * @param {number} ratio
 * @param {number} frames
 * @param {Cells} cells
 */
async function one(bench, url, ratio, frames, cells) {
  const page = await bench.open(url, { ratio });
  const at = `@${ratio}`;
  add(cells, `time ${at}`, page.ms);
  if (ratio === 1) {
    add(cells, "bytes", page.load.bytes);
    add(cells, "requests", page.load.requests);
  }
  // Waits for the parts that come after the first picture.
  await page.page.waitForTimeout(1500);
  const drawn = await shows(await page.shot(), url);
  if (ratio === 1) {
    add(cells, "longest task", await page.longestTask());
    const names = await page.marked("names");
    if (names) add(cells, "time names", names);
  }
  add(cells, `memory ${at}`, await page.memory());
  // A picture does nothing that could be measured.
  if (/\/png\//.test(url)) {
    await page.close();
    return drawn;
  }
  add(cells, `hover ${at}`, await page.hover(1000));
  for (const [name, work] of /** @type {const} */ ([
    ["drag", () => page.drag(frames)],
    ["flight", () => page.fly(frames / 90)],
    ["zoom", () => page.zoom(frames)],
  ])) {
    const cost = await work();
    add(cells, `${name} ${at}`, cost.all);
    add(cells, `${name} main ${at}`, cost.main);
    if (name === "flight") add(cells, `flight frames ${at}`, cost.frames);
  }
  await page.close();
  return drawn;
}

/**
 * What is left after mounting and unmounting.
 * @param {Bench} bench
 * @param {string} url
 * @param {number} times
 * @param {Cells} cells
 */
async function mounts(bench, url, times, cells) {
  const page = await bench.open(url);
  const left = await page.remount(times);
  for (const [name, value] of Object.entries(left)) add(cells, `left ${name}`, value);
  await page.close();
}

/**
 * The figures with more and more places and longer and longer routes: once each.
 * @param {Bench} bench
 * @param {string} site
 * @param {typeof ROWS} rows
 * @param {boolean} quick
 */
async function grown(bench, site, rows, quick) {
  /** @type {Line[]} */
  const lines = [];
  for (const what of /** @type {const} */ (["places", "vertices"])) {
    for (const count of quick ? SIZES[what].slice(0, 3) : SIZES[what]) {
      for (const { name, query } of rows.filter((row) => row.query !== "geo=raw")) {
        if (name === "png" || name === "maplibre") continue;
        console.log(`${count} ${what}: ${name}`);
        const growth = name === "blank" ? "" : `&${what}=${count}`;
        /** @type {Cells} */
        const cells = {};
        try {
          const url = `${site}${name}/?${query}${growth}`;
          // The server compresses the file.
          await (await bench.open(url)).close();
          // A single run that takes seconds is not reliable.
          for (const _ of [1, 2]) {
            const page = await bench.open(url);
            add(cells, "time", page.ms);
            await page.close();
          }
          const page = await bench.open(url);
          add(cells, "time", page.ms);
          await page.page.waitForTimeout(1500);
          add(cells, "longest task", await page.longestTask());
          const { all, main } = await page.drag(60);
          add(cells, "drag", all);
          add(cells, "drag main", main);
          add(cells, "hover", await page.hover(count > 10_000 ? 100 : 1000));
          await page.close();
        } catch (error) {
          console.error(String(error));
        }
        lines.push({ row: `${name}, ${count} ${what}`, cells: medians(cells) });
      }
    }
  }
  return lines;
}

/**
 * The story elsewhere: bytes and times to the first and to the whole picture.
 * @param {Bench} bench
 * @param {string} site
 * @param {number} rounds
 * @param {Set<string>} blank takes the rows that did not draw their map
 */
async function elsewhere(bench, site, rounds, blank) {
  /** @type {Map<string, Cells>} */
  const found = new Map(WORLD.map(({ name }) => [name, {}]));
  const webgl = await Bench.start({ webgl: true });
  try {
    // The first round only makes the server compress its files.
    for (let round = 0; round <= rounds; round++) {
      for (const { name, page } of WORLD) {
        console.log(`world, round ${round}: ${name}`);
        const own = name === "maplibre" ? webgl : bench;
        const cells = (round > 0 && found.get(name)) || {};
        for (const slow of [false, true]) {
          const opened = await own.open(`${site}${name}/${page}`, { slow });
          const whole = await opened.whole();
          const kind = slow ? ", slow" : "";
          add(cells, `time${kind}`, opened.ms);
          add(cells, `whole${kind}`, whole);
          if (!slow) {
            const [first, all] = [opened.load, opened.loadBefore(whole)];
            for (const [figure, value] of Object.entries(first)) add(cells, figure, value);
            for (const [figure, value] of Object.entries(all)) add(cells, `${figure}, whole`, value);
            if (!(await shows(await opened.shot(), page))) blank.add(`world ${name}`);
          }
          await opened.close();
        }
      }
    }
  } finally {
    await webgl.close();
  }
  return [...found].map(([row, cells]) => ({ row, cells: medians(cells) }));
}

/**
 * The picture that a newsroom would use instead of the map: at pixel ratio 2, 256 colours. Returns its size in bytes.
 * @param {Bench} bench
 * @param {string} site
 */
async function picture(bench, site) {
  const page = await bench.open(`${site}darien/`, { ratio: 2 });
  await page.page.waitForTimeout(2500);
  const png = await sharp(await page.shot()).png({ palette: true, colours: 256, effort: 10, compressionLevel: 9 }).toBuffer();
  await page.close();
  await writeFile(`${SITE}/map.png`, png);
  return png.length;
}

/**
 * Whether a picture has land, sea and a route on it: three colours with about the shares that they have on a map.
 * @param {Buffer} png
 * @param {string} url
 */
export async function shows(png, url) {
  if (/\/blank\//.test(url)) return true;
  const { data, info } = await sharp(png).resize(1000, 700).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let [land, sea, route] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    const [r = 0, g = 0, b = 0] = [data[i], data[i + 1], data[i + 2]];
    if (r > 200 && r > b + 4) land++;
    else if (b > 190 && b > r + 3) sea++;
    else if (r < 210 && r > g + 50) route++;
  }
  const all = info.width * info.height;
  return land > 0.1 * all && sea > 0.1 * all && route > 0.0008 * all;
}

/** @param {Cells} cells @param {string} name @param {number} value */
export function add(cells, name, value) {
  (cells[name] ??= []).push(value);
}

/** @param {Cells} cells */
export function medians(cells) {
  return Object.fromEntries(
    Object.entries(cells).map(([name, values]) => {
      const sorted = values.toSorted((a, b) => a - b);
      return [name, sorted[Math.floor(sorted.length / 2)] ?? NaN];
    }),
  );
}

export function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  } catch {
    return "?";
  }
}
