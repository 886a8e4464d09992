// The npm package, installed into an empty project without configuration.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, expect, test } from "@playwright/test";
import { serve } from "../../tools/serve.mjs";
import { ROOT, npm, run } from "../../tools/setup.mjs";

/** Bajo Chiquito, longitude and latitude in degrees. */
const PLACE: readonly [number, number] = [-77.5, 8.37];

// One after the other: all share the one installation.
test.describe.configure({ mode: "default" });

let site = "";
let packed: string[] = [];

test.beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), "darien-map-"));
  await cp(`${ROOT}e2e/package/site`, site, { recursive: true });
  const said = await npm(["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", site]);
  const report: { filename: string; files: { path: string }[] } = JSON.parse(said)[0];
  packed = report.files.map((file) => file.path).sort();
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await npm(["ci", ...quiet], { cwd: site });
  await npm(["install", "--no-save", ...quiet, `./${report.filename}`], { cwd: site });
});

test.afterAll(async () => {
  if (site) await rm(site, { recursive: true, force: true });
});

test("the package has the WASM, assets, types, licences and documents, and nothing else", () => {
  const declared = packed.filter((file) => file.endsWith(".d.ts"));
  expect(packed.filter((file) => !declared.includes(file))).toEqual(
    [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "dist/THIRD-PARTY.txt",
      "dist/assets/LICENSES/OFL-1.1.txt",
      "dist/assets/SOURCES.md",
      "dist/assets/basemap-words.json",
      "dist/assets/basemap.json",
      "dist/assets/basemap.schema.json",
      "dist/assets/darien.bin",
      "dist/assets/darien.webp",
      "dist/assets/fonts/sans-400-italic.woff2",
      "dist/assets/fonts/sans-400.woff2",
      "dist/assets/fonts/sans-600.woff2",
      "dist/assets/fonts/serif-400-italic.woff2",
      "dist/assets/fonts/serif-600.woff2",
      "dist/assets/furniture.txt",
      "dist/assets/overview.bin",
      "dist/assets/overview.webp",
      "dist/assets/rio-grande.bin",
      "dist/assets/sketch.bin",
      "dist/assets/story.ar.json",
      "dist/assets/story.es.json",
      "dist/assets/story.geojson",
      "dist/assets/story.schema.json",
      "dist/assets/translation.schema.json",
      "dist/darien_map_bg.wasm",
      "dist/element.js",
      "dist/embedded.js",
      "dist/index.js",
      "dist/later.js",
      "dist/locales/ar.json",
      "dist/locales/en.json",
      "dist/locales/es.json",
      "package.json",
    ].sort(),
  );
  expect(declared).toEqual(expect.arrayContaining(["dist/element.d.ts", "dist/index.d.ts"]));
});

test("every path named in package.json exists", async () => {
  const { exports, sideEffects } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const paths = JSON.stringify([exports, sideEffects]).match(/(?<="\.\/)dist\/[^"]+/g) ?? [];
  expect(paths.length).toBeGreaterThan(4);
  for (const path of paths) expect(packed).toContain(path);
});

test("the package can be imported on a server without side effects", async () => {
  const script = `
    const before = Object.getOwnPropertyNames(globalThis).join();
    await import("darien-map");
    await import("darien-map/element");
    if (before !== Object.getOwnPropertyNames(globalThis).join()) console.log("a global was added");`;
  expect(await run(process.execPath, ["--input-type=module", "-e", script], { cwd: site })).toBe("");
});

test("the types pass in a strict TypeScript project", async () => {
  for (const module of ["--module esnext --moduleResolution bundler", "--module nodenext"]) {
    const options = `--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom ${module}`;
    const tsc = `${ROOT}node_modules/typescript/bin/tsc`;
    await run(process.execPath, [tsc, ...options.split(" "), "--types", "", "types.ts"], { cwd: site });
  }
});

test("a Vite build shows the map and fetches the WASM as a file", async ({ page }) => {
  await run(process.execPath, ["node_modules/vite/bin/vite.js", "build"], { cwd: site });
  // Under the strict headers of our own server: Vite's preview sends none.
  const server = await serve({ mounts: { "/": join(site, "dist") } });
  try {
    const fetched = await clickThePlace(page, server.url);
    expect(fetched.filter((path) => /darien_map_bg.*\.wasm$/.test(path))).toHaveLength(1);
    expect(fetched.filter((path) => path.includes("embedded"))).toEqual([]);
  } finally {
    await server.close();
  }
});

test("an esbuild bundle without the other files shows the map from the embedded copy", async ({ page }) => {
  const { build } = await import("esbuild");
  const common = { absWorkingDir: site, bundle: true, splitting: true, format: "esm" } as const;
  await build({ ...common, entryPoints: ["main.js"], outdir: "bundled", logLevel: "error" });
  await cp(join(site, "index.html"), join(site, "bundled/index.html"));
  const server = await serve({ mounts: { "/": join(site, "bundled") } });
  try {
    const fetched = await clickThePlace(page, server.url);
    expect(fetched.filter((path) => path.includes("embedded"))).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test("the Vite development server shows the map", async ({ page }) => {
  const port = await freePort();
  const words = ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", `${port}`, "--strictPort"];
  const vite = spawn(process.execPath, words, { cwd: site, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise<void>((ready, fail) => {
      let said = "";
      vite.stdout.on("data", (text) => (said += text).includes("127.0.0.1") && ready());
      vite.on("exit", (code) => fail(new Error(`vite ended with ${code}: ${said}`)));
    });
    await clickThePlace(page, `http://127.0.0.1:${port}/`);
  } finally {
    vite.kill();
  }
});

/** Opens the site, clicks Bajo Chiquito on the canvas, reads its card. Returns the paths fetched. */
async function clickThePlace(page: Page, url: string): Promise<string[]> {
  const fetched: string[] = [];
  const errors: string[] = [];
  page.on("response", (response) => fetched.push(new URL(response.url()).pathname));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  await expect(page.locator("html")).toHaveAttribute("data-map", "ready", { timeout: 30_000 });
  const [x, y] = await page.locator("darien-map").evaluate(async (element, place) => {
    const map = element as unknown as {
      jumpTo(view: { lon: number; lat: number; zoom: number }): void;
      project(place: readonly [number, number]): readonly [number, number];
    };
    map.jumpTo({ lon: place[0], lat: place[1], zoom: 11 });
    // A click is tested against the last drawn frame.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const box = element.getBoundingClientRect();
    const [left, top] = map.project(place);
    return [box.left + left, box.top + top] as const;
  }, PLACE);
  await page.mouse.click(x, y);
  const card = page.locator("darien-map").locator("[part~=card]");
  await expect(card).toBeVisible();
  await expect(card).toContainText("Bajo Chiquito");
  // The detail near the place is loaded late.
  await page.waitForLoadState("networkidle");
  expect(errors).toEqual([]);
  return fetched;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("got no port");
  return address.port;
}
