// npm run bench:firefox [-- --quick] [-- --built]: the map and its peers in Firefox, and the same in Chromium.
//
// The claim it checks: against Leaflet this map is no slower in Firefox than in Chromium. Writes
// docs/bench-firefox.md. `--quick` measures once and writes nothing; `--built` takes dist/ as it is.
// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { Failure, ROOT, command } from "../tools/setup.mjs";
import { prepare } from "./prepare.mjs";

const PAGE = `${ROOT}docs/bench-firefox.md`;

/** The rows, by the directory of each and what is asked of it. */
const ROWS = [
  ["blank", ""],
  ["darien", ""],
  ["leaflet", "geo=ours"],
  ["openlayers", "geo=ours"],
  ["d3", "geo=ours"],
];

/** How each figure is written: its name, its label, its decimals, whether the blank page's is subtracted. */
const FIGURES = /** @type {const} */ ([
  ["time", "ms to the map", 0, false],
  ["drag", "ms CPU per frame of a drag", 2, true],
  ["flight", "ms CPU per frame of a flight", 2, true],
  ["flight frames", "frames of the flight", 0, false],
  ["zoom", "ms CPU per frame of a sharp zoom", 2, true],
]);

/** @typedef {import("./measure.mjs").Cells} Cells */
/** @typedef {Map<string, Cells>} Lines the figures of each row, one for each round */

await command(async () => {
  const words = process.argv.slice(2);
  if (!words.includes("--built")) await prepare();
  const { openSite } = await import("./site.mjs");
  const site = await openSite();
  try {
    const quick = words.includes("--quick");
    const text = await compare(site.url, quick);
    console.log(text);
    if (!quick) await writeFile(PAGE, between(await readFile(PAGE, "utf8"), text));
  } finally {
    site.close();
  }
});

/** @param {string} site @param {boolean} quick */
async function compare(site, quick) {
  const { commit, medians } = await import("./measure.mjs");
  const { Bench } = await import("./page.mjs");
  const { Fox } = await import("./fox.mjs");
  const fox = await Fox.start();
  try {
    const bench = await Bench.start();
    try {
      const browsers = /** @type {const} */ ([[fox.name, fox], [`Chromium ${bench.version()}`, bench]]);
      const rounds = quick ? 1 : 3;
      /** @type {Map<string, Cells>} */
      const found = new Map();
      for (let round = 0; round < rounds; round++) {
        for (const [row = "", query] of ROWS) {
          for (const [name, browser] of browsers) {
            console.log(`round ${round + 1}: ${row} in ${name}`);
            const cells = found.get(`${name} ${row}`) ?? {};
            found.set(`${name} ${row}`, cells);
            await one(browser, `${site}${row}/?${query}`, quick, cells);
          }
        }
      }
      const results = browsers.map(([name]) => {
        /** @type {Lines} */
        const lines = new Map(ROWS.map(([row = ""]) => [row, found.get(`${name} ${row}`) ?? {}]));
        return /** @type {const} */ ([name, lines]);
      });
      const packages = JSON.parse(await readFile(`${ROOT}bench/package.json`, "utf8")).dependencies;
      const libraries = ["leaflet", "ol", "d3-geo", "puppeteer-core"].map((name) => `${name} ${packages[name]}`);
      const made = [
        new Date().toISOString().slice(0, 10),
        `${cpus()[0]?.model ?? "?"}, ${cpus().length} cores, no graphics card`,
        browsers.map(([name]) => name).join(", "),
        [...libraries, `commit ${commit()}`].join(", "),
        `${rounds === 1 ? "one round" : `medians of ${rounds} rounds`}, all rows and both browsers in turn.`,
      ].join("; ");
      return [made, "", ...table(results, medians)].join("\n");
    } finally {
      await bench.close();
    }
  } finally {
    await fox.close();
  }
}

/**
 * All figures of one page.
 * @param {import("./fox.mjs").Fox | import("./page.mjs").Bench} browser
 * @param {string} url
 * @param {boolean} quick
 * @param {Cells} cells
 */
async function one(browser, url, quick, cells) {
  const { add, shows } = await import("./measure.mjs");
  const page = await browser.open(url);
  try {
    add(cells, "time", page.ms);
    // What comes after the first picture is there, too.
    await new Promise((done) => setTimeout(done, 1500));
    if (!(await shows(await page.shot(), url))) throw new Failure(`${url}: no map is to be seen`);
    const frames = quick ? 60 : 180;
    add(cells, "drag", (await page.drag(frames)).all);
    const flight = await page.fly(quick ? 1 : 2);
    add(cells, "flight", flight.all);
    add(cells, "flight frames", flight.frames);
    add(cells, "zoom", (await page.zoom(frames)).all);
  } finally {
    await page.close();
  }
}

/**
 * @param {(readonly [browser: string, lines: Lines])[]} results
 * @param {(cells: Cells) => Record<string, number>} medians
 */
function table(results, medians) {
  const names = ROWS.map(([row = ""]) => row);
  const out = [
    `| browser | figure | ${names.join(" | ")} | darien ÷ leaflet | of single rounds |`,
    `|---|---|${"---:|".repeat(names.length + 2)}`,
  ];
  for (const [browser, lines] of results) {
    for (const [name, label, digits, above] of FIGURES) {
      /** @param {string} row @param {(cells: Cells) => number | undefined} one */
      const value = (row, one) => {
        const own = one(lines.get(row) ?? {}) ?? NaN;
        return above && row !== "blank" ? own - (one(lines.get("blank") ?? {}) ?? NaN) : own;
      };
      /** @param {(cells: Cells) => number | undefined} one */
      const ratio = (one) => (value("darien", one) / value("leaflet", one)).toFixed(2);
      /** @param {Cells} cells */
      const median = (cells) => medians(cells)[name];
      const rounds = lines.get("blank")?.[name]?.map((_, i) => ratio((cells) => cells[name]?.[i])) ?? [];
      const ratios = name === "flight frames" ? ["–", "–"] : [ratio(median), rounds.join(", ")];
      const values = names.map((row) => value(row, median).toFixed(digits));
      out.push(`| ${[browser.replace(/^Mozilla /, ""), label, ...values, ...ratios].join(" | ")} |`);
    }
  }
  return out;
}

/** The page with other text between its marks. @param {string} page @param {string} text */
function between(page, text) {
  const [begin, end] = ["<!-- figures -->\n", "<!-- /figures -->"];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`${PAGE}: got no marks, expected ${begin.trim()} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n${text}\n\n${page.slice(to)}`;
}
