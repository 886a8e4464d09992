// Looks for inputs that harm the core, with cargo-fuzz: stories, basemaps with a right checksum, events and scenes with any number.
//
//   node tools/fuzz.mjs [--seconds 900] [--only story]      (the default: a quarter of an hour for each target, an hour in all)
//
// What is found stays in fuzz/artifacts; a copy of it in fuzz/corpus becomes a test (tests/hostile.rs).
// @ts-check
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { Failure, ROOT, command, run } from "./setup.mjs";

/** The longest input of each target, in bytes. */
const LENGTHS = { story: 20_000, basemap: 20_000, events: 2_000, svg: 2_000 };

await command(async () => {
  const { values } = parseArgs({ options: { seconds: { type: "string", default: "900" }, only: { type: "string" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Failure(`--seconds: got ${values.seconds}, expected a number above 0`);
  const targets = readdirSync(`${ROOT}fuzz/fuzz_targets`).map((file) => basename(file, ".rs"));
  const chosen = targets.filter((target) => target === (values.only ?? target));
  if (!chosen.length) throw new Failure(`--only: got ${values.only}, expected one of ${targets.join(", ")}`);
  for (const target of chosen) await fuzz(target, seconds);
});

/**
 * Runs one target. Inputs that it learns from are kept in fuzz/target, not in the committed corpus.
 * @param {string} target
 * @param {number} seconds
 */
async function fuzz(target, seconds) {
  const length = LENGTHS[/** @type {keyof typeof LENGTHS} */ (target)];
  const limits = [`-max_total_time=${seconds}`, `-max_len=${length}`, "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"];
  const dictionary = target === "story" ? ["-dict=fuzz/story.dict"] : [];
  console.log(`${target}: ${seconds} s`);
  const learned = `fuzz/target/learned/${target}`;
  await run("mkdir", ["-p", learned]);
  try {
    await run("cargo", ["+nightly", "fuzz", "run", target, learned, `fuzz/corpus/${target}`, "--", ...limits, ...dictionary]);
  } catch (error) {
    throw new Failure(`${target}: an input did harm, or cargo-fuzz is missing (cargo install cargo-fuzz; rustup toolchain install nightly).\n${String(error)}`);
  }
}
