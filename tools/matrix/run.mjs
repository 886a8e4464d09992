// npm run matrix: publishes the package to a registry on this machine, installs it from there into a small project of each set-up, builds
// that, opens it in a browser, and writes docs/matrix.md. It is not part of `npm test`: it installs hundreds of packages.
//
//   npm run matrix                     all set-ups
//   npm run matrix -- vite8 next       only these
//   npm run matrix -- lint             only publint and "Are the types wrong?"
//   npm run matrix -- --keep vite8     its project is not deleted afterwards
// @ts-check
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { launch } from "../browser.mjs";
import { build } from "../build.mjs";
import { serve } from "../serve.mjs";
import { Failure, command, ensurePackages, ensureRust, npm, run, since } from "../setup.mjs";
import { check } from "./check.mjs";
import { lint } from "./lint.mjs";
import { HERE, newNode, publish } from "./registry.mjs";
import { freePort, stop, untilAnswers, untilSaid } from "./server.mjs";
import { SET_UPS } from "./set-ups.mjs";
import { record } from "./table.mjs";

/** No framework reports to its makers from here. */
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false", NODE_ENV: undefined, CI: "1" };
const INSTALL = ["install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];

/**
 * @typedef {object} Bench what all set-ups share
 * @property {import("@playwright/test").Browser} browser
 * @property {string} registry the address of the registry
 * @property {string} node the path of a new Node
 * @property {string} scratch a directory for the projects
 */

/**
 * Makes the project of a set-up. Returns its directory.
 * @param {import("./set-ups.mjs").SetUp} setUp
 * @param {Bench} bench
 */
async function install({ name, template = name, versions = {} }, { registry, scratch }) {
  const project = join(scratch, name);
  await cp(HERE + template, project, { recursive: true });
  if (name !== template && existsSync(HERE + name)) await cp(HERE + name, project, { recursive: true });
  const file = join(project, "package.json");
  const description = JSON.parse(await readFile(file, "utf8"));
  const had = Object.keys(description.dependencies ?? {}).length > 0;
  Object.assign(description.dependencies ?? {}, versions);
  await writeFile(file, JSON.stringify(description, null, 2));
  if (had) await npm(INSTALL, { cwd: project });
  await npm([...INSTALL, "--registry", registry, "darien-map"], { cwd: project });
  return project;
}

/**
 * Builds a project and checks it in one way of use. Returns where the files of the map come from.
 * @param {import("./set-ups.mjs").Way} way
 * @param {string} project
 * @param {Bench} bench
 */
async function attempt(way, project, { browser, node }) {
  const env = { ...QUIET, PATH: [dirname(node), join(project, "node_modules/.bin"), process.env["PATH"]].join(delimiter) };
  for (const line of way.build ?? []) await run("sh", ["-c", line], { cwd: project, env });
  if (way.script) {
    const said = await run("sh", ["-c", way.script], { cwd: project, env });
    if (said) throw new Failure(`It printed:\n${said}`);
    return "";
  }
  if (way.file) return filesOf(await check(browser, `file://${join(project, way.file)}`));
  if (way.start) {
    const port = await freePort();
    const child = spawn("sh", ["-c", way.start.replaceAll("PORT", `${port}`)], { cwd: project, env: { ...process.env, ...env, PORT: `${port}`, HOST: "127.0.0.1" }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    try {
      await untilSaid(child, `${port}`);
      await untilAnswers(`http://127.0.0.1:${port}/`);
      return await visit(browser, `http://127.0.0.1:${port}/`, way);
    } finally {
      await stop(child);
    }
  }
  const page = await serve({ mounts: { "/": join(project, way.serve ?? ".") }, headers: { ...(way.open ? OPEN : {}), ...(way.cors ? CORS : {}) } });
  // Another origin: the same computer, another port.
  const other = way.other
    ? await serve({ mounts: { "/": join(project, "node_modules/darien-map/dist") }, headers: way.cors ? CORS : {}, port: OTHER })
    : undefined;
  try {
    if (other && !other.url.includes(`:${OTHER}/`)) throw new Failure(`port ${OTHER} is in use; expected it free`);
    return await visit(browser, page.url + (way.page ?? ""), way);
  } finally {
    await page.close();
    await other?.close();
  }
}

/** @param {boolean} fetched */
const filesOf = (fetched) => (fetched ? "fetched" : "in the script");

/** The port of the other origin. It stands in the pages of the set-ups `cross-origin`. */
const OTHER = 4987;
const OPEN = { "content-security-policy": "" };
const CORS = { "access-control-allow-origin": "*" };

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @param {import("./set-ups.mjs").Way} way
 */
async function visit(browser, url, { rendered = false, framed = false, other = false }) {
  if (rendered) {
    const html = await (await fetch(url)).text();
    const inside = /<darien-map\b[^>]*>([^]*?)<\/darien-map>/.exec(html)?.[1];
    if (!inside?.includes("A map")) throw new Failure(`the server sent ${JSON.stringify(inside)} between the tags, expected what the page has there`);
  }
  return filesOf(await check(browser, url, { framed, origins: other ? [`http://127.0.0.1:${OTHER}`] : [] }));
}

/** @param {string} project @param {string | undefined} name */
async function versionOf(project, name) {
  if (!name) return "";
  return JSON.parse(await readFile(join(project, "node_modules", name, "package.json"), "utf8")).version;
}

await command(async () => {
  const words = process.argv.slice(2);
  const keep = words.includes("--keep");
  const wanted = words.filter((word) => !word.startsWith("--"));
  const unknown = wanted.filter((word) => word !== "lint" && !SET_UPS.some(({ name }) => name === word));
  if (unknown.length) throw new Failure(`Got ${unknown.join(", ")}, expected lint or some of ${SET_UPS.map(({ name }) => name).join(", ")}`);
  const setUps = SET_UPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

  await ensurePackages();
  await ensureRust();
  await build();
  await ensurePackages(HERE);
  const scratch = await mkdtemp(join(tmpdir(), "darien-matrix-"));
  /** @type {string[]} */
  const failed = [];
  try {
    const said = await npm(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", scratch]);
    const archive = join(scratch, JSON.parse(said)[0].filename);
    if (wanted.length === 0 || wanted.includes("lint")) await lint(archive);
    if (setUps.length === 0) return;

    const node = await newNode();
    const registry = await publish(join(scratch, "registry"), archive, node);
    const browser = await launch();
    const bench = { browser, registry: registry.url, node, scratch };
    try {
      for (const setUp of setUps) {
        const project = join(scratch, setUp.name);
        /** @type {unknown} */
        let broken;
        let start = performance.now();
        await install(setUp, bench).catch((error) => (broken = error));
        for (const way of setUp.ways) {
          let files = "";
          const title = [setUp.title, way.title].filter(Boolean).join(", ");
          try {
            if (broken) throw broken;
            files = await attempt(way, project, bench);
            console.log(`  ok      ${since(start).padStart(8)}  ${title}`);
          } catch (error) {
            failed.push(title);
            console.log(`  FAILED  ${since(start).padStart(8)}  ${title}\n${error instanceof Failure ? error.message : error}`);
          }
          const seconds = (performance.now() - start) / 1000;
          await record({ title, version: await versionOf(project, setUp.of).catch(() => "?"), ok: !failed.includes(title), files, seconds });
          start = performance.now();
        }
        if (keep) console.log(`          ${project}`);
        else await rm(project, { recursive: true, force: true });
      }
    } finally {
      await browser.close();
      await registry.close();
    }
  } finally {
    if (!keep) await rm(scratch, { recursive: true, force: true });
  }
  if (failed.length) throw new Failure(`Failed: ${failed.join("; ")}`);
});
