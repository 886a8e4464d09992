// Looks for inputs that harm the core, with cargo-fuzz: stories, basemaps with a right checksum, events and scenes with any number.
//
//   node tools/fuzz.mjs [--seconds 900] [--only story]      (the default: a quarter of an hour for each target, an hour in all)
//
// What is found stays in fuzz/artifacts; a copy of it in fuzz/corpus becomes a test (tests/hostile.rs).
// @ts-check
import { parseArgs } from "node:util";
import { Failure, command, run } from "./setup.mjs";

const MISSING =
  "cargo-fuzz or a nightly toolchain is missing: rustup toolchain install nightly; cargo install cargo-fuzz";

/**
 * The longest input of each target, in bytes. On one core `svg`, `story` and `basemap` give some thousands of executions per second, and
 * `events`, which draws up to 17 pictures in each, some hundreds.
 * @type {Record<string, number>}
 */
const LENGTHS = { story: 4000, basemap: 4000, events: 200, svg: 300 };

/**
 * How the targets are built. The core has no unsafe code, so an address sanitizer would find nothing, and take two thirds of the time.
 * Reports of every comparison would take nearly half of what is left: they help to guess the words of a format, but a basemap has none, and those
 * of stories are in fuzz/story.dict.
 */
const BUILD = ["--sanitizer", "none", "--no-trace-compares"];

await command(async () => {
  const { values } = parseArgs({ options: { seconds: { type: "string", default: "900" }, only: { type: "string" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Failure(`--seconds: got ${values.seconds}, expected a number above 0`);
  const targets = Object.keys(LENGTHS);
  const chosen = targets.filter((target) => target === (values.only ?? target));
  if (!chosen.length) throw new Failure(`--only: got ${values.only}, expected one of ${targets.join(", ")}`);
  await run("cargo", ["+nightly", "fuzz", "--version"], { missing: MISSING }).catch(() => {
    throw new Failure(MISSING);
  });
  console.log("Building …");
  await run("cargo", ["+nightly", "fuzz", "build", ...BUILD]);
  const harmful = [];
  for (const target of chosen) if (!(await fuzz(target, seconds))) harmful.push(target);
  if (harmful.length) throw new Failure(`Inputs did harm: ${harmful.join(", ")}. They are in fuzz/artifacts.`);
});

/**
 * Runs one target, and says what came of it; false if an input did harm. Inputs that it learns from are kept in fuzz/target, not
 * in the committed corpus.
 * @param {string} target
 * @param {number} seconds
 */
async function fuzz(target, seconds) {
  console.log(`${target}: ${seconds} s …`);
  const learned = `fuzz/target/learned/${target}`;
  const artifacts = `fuzz/artifacts/${target}`;
  await run("mkdir", ["-p", learned, artifacts]);
  const limits = [`-max_total_time=${seconds}`, `-max_len=${LENGTHS[target]}`, "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"];
  const dictionary = target === "story" ? ["-dict=fuzz/story.dict"] : [];
  const fuzzer = ["+nightly", "fuzz", "run", ...BUILD, target, learned, `fuzz/corpus/${target}`, "--", ...limits, ...dictionary];
  const { report, harmless } = await run("cargo", fuzzer).then(
    (report) => ({ report, harmless: true }),
    (error) => ({ report: String(error), harmless: false }),
  );
  const last = (/** @type {RegExp} */ pattern) => [...report.matchAll(pattern)].at(-1)?.[1] ?? "?";
  const executions = `${last(/number_of_executed_units: (\d+)/g)} executions, ${last(/average_exec_per_sec: +(\d+)/g)} a second`;
  console.log(`${target}: ${executions}, ${last(/ cov: (\d+)/g)} branches reached, ${last(/ corp: (\d+)/g)} inputs kept`);
  // The end of the report has the panic, and the path of the input.
  if (!harmless) console.error(report.split("\n").slice(-60).join("\n"));
  return harmless;
}
