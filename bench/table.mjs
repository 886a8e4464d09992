// The figures as a page of docs/.
// @ts-check

/** @typedef {import("./measure.mjs").Result} Result */

/** How each figure is written: its name, its label, its decimals, whether the blank page's is subtracted, and its unit. */
const FIGURES = /** @type {const} */ ([
  ["bytes", "kB to the first map", 1, false, 1e-3],
  ["requests", "requests to the first map", 0, false, 1],
  ["time @1", "ms to the map", 0, false, 1],
  ["time names", "ms to the map's names", 0, false, 1],
  ["time, slow", "ms to the map, 1.6 Mbit/s, 150 ms, CPU ÷ 4", 0, false, 1],
  ["longest task", "ms of the longest task while loading (0: none over 50 ms)", 0, false, 1],
  ["drag @1", "ms CPU per frame of a drag", 2, true, 1],
  ["drag main @1", "of which main thread", 2, true, 1],
  ["flight @1", "ms CPU per frame of a flight", 2, true, 1],
  ["flight frames @1", "frames of the flight", 0, false, 1],
  ["zoom @1", "ms CPU per frame of a sharp zoom", 2, true, 1],
  ["drag @2", "ms CPU per frame of a drag, 2×", 2, true, 1],
  ["drag main @2", "of which main thread, 2×", 2, true, 1],
  ["flight @2", "ms CPU per frame of a flight, 2×", 2, true, 1],
  ["flight frames @2", "frames of the flight, 2×", 0, false, 1],
  ["zoom @2", "ms CPU per frame of a sharp zoom, 2×", 2, true, 1],
  ["hover @1", "ms per hover (blank and darien: including the mouse event)", 3, false, 1],
  ["memory @1", "MB of memory", 1, true, 1],
  ["memory @2", "MB of memory, 2×", 1, true, 1],
  ["left nodes", "nodes left after unmounting", 0, false, 1],
  ["left listeners", "listeners left after unmounting", 0, false, 1],
  ["left heap", "kB of heap left after unmounting", 0, false, 1],
  ["left backing", "kB of buffers left after unmounting", 0, false, 1],
]);

/** @param {Result} result */
export function table(result) {
  const { lines, growth, world } = result;
  const blank = lines.find(({ row }) => row === "blank")?.cells ?? {};
  const names = lines.map(({ row }) => row);
  const peers = lines.filter(({ row }) => !["blank", "png", "darien"].includes(row));
  const ours = lines.find(({ row }) => row === "darien")?.cells ?? {};
  const png = lines.find(({ row }) => row === "png")?.cells ?? {};
  const out = [
    "# What it costs",
    "",
    `Made by \`npm run bench\`, ${result.date}, ${result.machine}; ${result.browser}; ` +
      `${result.rounds === 1 ? "one round" : `medians of ${result.rounds} rounds`}, all rows in turn. ` +
      `${Object.entries(result.versions).map(([name, version]) => `${name} ${version}`).join(", ")}.`,
    "",
    "The peers draw a plain scene: land and borders (\"ours\": this map's own simplified lines; \"raw\": Natural Earth 10m),",
    "the story's route with 400 vertices, 25 places, no labels. This map (\"darien\") draws its whole story with relief, names",
    `and insets. \"png\" is a picture of this map: 1000 × 700 at two pixels per CSS pixel, 256 colours, ${kB(result.png)}. Each map is 1000 × 700.`,
    "",
    "- \"ms to the map\" ends with the frame that shows the map. This map is then without text: that comes at \"ms to the map's names\".",
    "- CPU is the time of all the browser's processes, per frame. For moving maps and for memory, the blank page's figure is subtracted.",
    "- \"2×\" is a device pixel ratio of 2, measured once. There, after the third late frame of a flight, this map draws the rest of the flight at ratio 1 (see ARCHITECTURE.md).",
    "- The main thread's time is from the kernel, because the browser's `TaskDuration` leaves out part of it.",
    "- MapLibre runs in another browser, with WebGL on the processor, and is measured once: its CPU time is not comparable with the others'.",
    "- \"darien ÷ best\" compares with the best peer in that figure; \"darien ÷ PNG\" is given where the picture has a comparable figure.",
    "",
    `| figure | ${names.join(" | ")} | darien ÷ best | darien ÷ PNG |`,
    `|---|${names.map(() => "---:|").join("")}---:|---:|`,
  ];
  for (const [name, label, digits, above, unit] of FIGURES) {
    if (!lines.some(({ cells }) => name in cells)) continue;
    /** @param {Record<string, number>} cells */
    const value = (cells) => ((cells[name] ?? NaN) - (above ? (blank[name] ?? 0) : 0)) * unit;
    const best = Math.min(...peers.map(({ cells }) => value(cells)).filter(Number.isFinite));
    const values = lines.map(({ row, cells }) => (row === "blank" ? (cells[name] ?? NaN) * unit : value(cells)));
    const against = above || name.startsWith("left") || name.startsWith("flight frames") ? NaN : value(ours) / value(png);
    const ratio = name.startsWith("left") || name.startsWith("flight frames") ? NaN : value(ours) / best;
    out.push(`| ${label} | ${values.map((v) => number(v, digits)).join(" | ")} | ${number(ratio, 2)} | ${number(against, 2)} |`);
  }
  if (growth.length) {
    out.push("", "## More places, longer routes", "", "One run each (three for the time to the map: the median), pixel ratio 1. For drags, the blank page's figure is subtracted. " +
      "\"Longest task\": the longest time that the main thread is blocked while the map loads.", "");
    out.push("| row | ms to the map | longest task, ms | ms CPU per frame of a drag | of which main thread | ms per hover |", "|---|---:|---:|---:|---:|---:|");
    for (const { row, cells } of growth) {
      if (row.startsWith("blank")) continue;
      const figure = (/** @type {string} */ name, /** @type {number} */ digits, off = 0) => number((cells[name] ?? NaN) - off, digits);
      const dragged = [figure("drag", 2, blank["drag @1"]), figure("drag main", 2, blank["drag main @1"])];
      out.push(`| ${[row, figure("time", 0), figure("longest task", 0), ...dragged, figure("hover", 3)].join(" | ")} |`);
    }
  }
  if (world.length) out.push("", ...elsewhere(world));
  return `${out.join("\n")}\n`;
}

/** How the figures of the story elsewhere are written: name, label, unit, decimals. */
const WORLD = /** @type {const} */ ([
  ["bytes", "kB to the first map", 1e-3, 1],
  ["requests", "requests", 1, 0],
  ["time", "ms to the first map", 1, 0],
  ["bytes, whole", "kB to the whole picture", 1e-3, 1],
  ["requests, whole", "requests", 1, 0],
  ["whole", "ms to the whole picture", 1, 0],
  ["time, slow", "ms to the first map, 1.6 Mbit/s, 150 ms, CPU ÷ 4", 1, 0],
  ["whole, slow", "ms to the whole picture, the same", 1, 0],
]);

/** The table of the row "world". @param {import("./measure.mjs").Line[]} lines */
function elsewhere(lines) {
  return [
    "## A story elsewhere: \"world\"",
    "",
    "The example story of the central Mediterranean (four legs, six places), 1000 × 700. The peers draw coast and borders of Natural Earth 10m between 20° west, 45° east, 5° and",
    "60° north, the route and the places, without names. This map draws the story on its ground of the whole Earth, which is made of Natural Earth 10m: first coarse and without",
    "text (\"first map\"), then with finer ground, relief, rivers, lakes, cities and names (\"whole picture\"). The peers have only one picture.",
    "All in turn, medians. MapLibre is in another browser, with WebGL on the processor.",
    "",
    `| figure | ${lines.map(({ row }) => row).join(" | ")} |`,
    `|---|${lines.map(() => "---:|").join("")}`,
    ...WORLD.map(([name, label, unit, digits]) => `| ${label} | ${lines.map(({ cells }) => number((cells[name] ?? NaN) * unit, digits)).join(" | ")} |`),
  ];
}

/** @param {number} value @param {number} digits */
function number(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : "–";
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
