// The figures as a page of docs/.
// @ts-check

/** @typedef {import("./measure.mjs").Result} Result */

/** How a figure is told: its name, its unit, its decimals, and whether the blank page's is taken off. */
const FIGURES = /** @type {const} */ ([
  ["bytes", "kB to the first map", 1, false, 1e-3],
  ["requests", "requests to it", 0, false, 1],
  ["time @1", "ms to the map", 0, false, 1],
  ["time names", "ms to its names", 0, false, 1],
  ["time, slow", "ms to the map, 1.6 Mbit/s, 150 ms, CPU ÷ 4", 0, false, 1],
  ["longest task", "ms of the longest task while loading (0: none over 50)", 0, false, 1],
  ["drag @1", "ms CPU a dragged frame", 2, true, 1],
  ["drag main @1", "of it main thread", 2, true, 1],
  ["flight @1", "ms CPU a frame of a flight", 2, true, 1],
  ["flight frames @1", "frames of it", 0, false, 1],
  ["zoom @1", "ms CPU a frame of a sharp zoom", 2, true, 1],
  ["drag @2", "ms CPU a dragged frame, 2×", 2, true, 1],
  ["drag main @2", "of it main thread, 2×", 2, true, 1],
  ["flight @2", "ms CPU a frame of a flight, 2×", 2, true, 1],
  ["flight frames @2", "frames of it, 2×", 0, false, 1],
  ["zoom @2", "ms CPU a frame of a sharp zoom, 2×", 2, true, 1],
  ["hover @1", "ms a hover (blank and darien: with the event that brings it)", 3, false, 1],
  ["memory @1", "MB of memory", 1, true, 1],
  ["memory @2", "MB of memory, 2×", 1, true, 1],
  ["left nodes", "nodes left by mounts", 0, false, 1],
  ["left listeners", "listeners left", 0, false, 1],
  ["left heap", "kB of heap left", 0, false, 1],
  ["left backing", "kB of buffers left", 0, false, 1],
]);

/** @param {Result} result */
export function table(result) {
  const { lines, growth } = result;
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
    "One plain scene for the peers: land and borders (\"ours\": this map's own simplified lines, \"raw\": Natural Earth",
    "10m), the story's route of 400 vertices, 25 places, no labels. This map draws its whole story, relief, names and",
    `insets included. The PNG is that picture at 1000 × 700, twice the pixels, 256 colours: ${kB(result.png)}. Box 1000 × 700.`,
    "ms to the map: until the frame that shows it has been made (of this map, without words: those come \"to its names\").",
    "CPU is that of all the browser's processes, a frame; of what moves, the blank page's own is taken off, and of memory.",
    "At two pixels to one this map's flight has one of them, from its third late frame to its end: see ARCHITECTURE.md.",
    "The main thread's is by the kernel's clock: the browser's `TaskDuration` leaves out part of it.",
    "MapLibre runs in a browser of its own, with WebGL made by the processor: its CPU cannot be set beside the others', and it is measured once; so is all at two pixels to one.",
    "\"Best\": the best peer in that figure; \"× PNG\" only where the picture can be compared.",
    "",
    `| figure | ${names.join(" | ")} | darien ÷ best | darien ÷ PNG |`,
    `|---|${names.map(() => "---:|").join("")}---:|---:|`,
  ];
  for (const [name, label, digits, above, unit] of FIGURES) {
    if (!lines.some(({ cells }) => name in cells)) continue;
    /** @param {Record<string, number>} cells */
    const value = (cells) => ((cells[name] ?? NaN) - (above ? (blank[name] ?? 0) : 0)) * unit;
    const best = Math.min(...peers.map(({ cells }) => value(cells)).filter(Number.isFinite));
    const told = lines.map(({ row, cells }) => (row === "blank" ? (cells[name] ?? NaN) * unit : value(cells)));
    const against = above || name.startsWith("left") || name.startsWith("flight frames") ? NaN : value(ours) / value(png);
    const ratio = name.startsWith("left") || name.startsWith("flight frames") ? NaN : value(ours) / best;
    out.push(`| ${label} | ${told.map((v) => number(v, digits)).join(" | ")} | ${number(ratio, 2)} | ${number(against, 2)} |`);
  }
  if (growth.length) {
    out.push("", "## More places, longer routes", "", "One run each (of the time to the map, the median of three), pixel ratio 1; drag above the blank page's. " +
      "\"Longest task\": what blocks the main thread longest while the map loads.", "");
    out.push("| row | ms to the map | longest task, ms | ms CPU a dragged frame | of it main thread | ms a hover |", "|---|---:|---:|---:|---:|---:|");
    for (const { row, cells } of growth) {
      if (row.startsWith("blank")) continue;
      const tell = (/** @type {string} */ name, /** @type {number} */ digits, off = 0) => number((cells[name] ?? NaN) - off, digits);
      const dragged = [tell("drag", 2, blank["drag @1"]), tell("drag main", 2, blank["drag main @1"])];
      out.push(`| ${[row, tell("time", 0), tell("longest task", 0), ...dragged, tell("hover", 3)].join(" | ")} |`);
    }
  }
  return `${out.join("\n")}\n`;
}

/** @param {number} value @param {number} digits */
function number(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : "–";
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
