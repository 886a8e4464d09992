// The npm package, installed into an empty project without configuration.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
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

test("the package has the WASM, assets, types, licences and documents, and nothing else", async () => {
  const locales = await readdir(`${ROOT}locales`);
  const world: { words: string; translations: Record<string, string>; pieces: { file: string }[] } = JSON.parse(await readFile(`${ROOT}assets/world/world.json`, "utf8"));
  const declared = packed.filter((file) => file.endsWith(".d.ts"));
  expect(packed.filter((file) => !declared.includes(file))).toEqual(
    [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "SECURITY.md",
      "assets/LICENSES/CC-BY-4.0.txt",
      "assets/LICENSES/GPL-3.0.txt",
      "assets/LICENSES/LGPL-3.0.txt",
      "assets/LICENSES/ODbL-1.0.txt",
      "assets/LICENSES/OFL-1.1.txt",
      "assets/LICENSES/README.md",
      "assets/SOURCES.md",
      "assets/basemap-words.json",
      "assets/basemap.json",
      "dist/THIRD-PARTY.txt",
      "dist/assets/LICENSES/CC-BY-4.0.txt",
      "dist/assets/LICENSES/GPL-3.0.txt",
      "dist/assets/LICENSES/LGPL-3.0.txt",
      "dist/assets/LICENSES/ODbL-1.0.txt",
      "dist/assets/LICENSES/OFL-1.1.txt",
      "dist/assets/LICENSES/README.md",
      "dist/assets/SOURCES.md",
      "dist/assets/basemap-ar.json",
      "dist/assets/basemap-words.json",
      "dist/assets/basemap.json",
      "dist/assets/basemap.schema.json",
      "dist/assets/darien.bin",
      "dist/assets/darien.webp",
      ...["cyrillic", "greek", "latin", "vietnamese", "western"].map((name) => `dist/assets/fonts/${name}.bin`),
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
      ...["world.json", world.words, ...Object.values(world.translations), ...world.pieces.map(({ file }) => file)].map((file) => `dist/assets/world/${file}`),
      "dist/alphabets.js",
      "dist/alphabets.js.map",
      "dist/classic.js",
      "dist/classic.js.map",
      "dist/custom-elements.json",
      "dist/darien_map_bg.wasm",
      "dist/element.js",
      "dist/element.js.map",
      "dist/embedded.js",
      "dist/explain.js",
      "dist/explain.js.map",
      "dist/frame-classic.html",
      "dist/frame-resize.js",
      "dist/frame.css",
      "dist/frame.html",
      "dist/frame.js",
      "dist/index.js",
      "dist/index.js.map",
      "dist/again.js",
      "dist/later.js",
      "dist/later.js.map",
      "dist/kiosk.js",
      "dist/kiosk.js.map",
      "dist/languages.js",
      "dist/languages.js.map",
      ...locales.map((file) => `dist/locales/${file}`),
      "dist/oembed.mjs",
      "dist/media.js",
      "dist/media.js.map",
      "dist/tiles.js",
      "dist/tiles.js.map",
      "dist/time.js",
      "dist/time.js.map",
      "dist/world.js",
      "dist/world.js.map",
      "docs/accessibility.md",
      "docs/basemap.md",
      "docs/bench-firefox.md",
      "docs/city.md",
      "docs/bench.md",
      "docs/frame.md",
      "docs/map.webp",
      "docs/matrix.md",
      "docs/set-ups.md",
      "docs/story-format.md",
      "docs/theming.md",
      "package.json",
    ].sort(),
  );
  expect(declared).toEqual(expect.arrayContaining(["dist/element.d.ts", "dist/index.d.ts"]));
});

test("every path named in package.json exists", async () => {
  const { scripts, devDependencies, ...description } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const paths = JSON.stringify(description).match(/(?<="\.\/)dist\/[^"]+/g) ?? [];
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) expect(packed).toContain(path);
  // Tools that do not read `exports` find the main entry and the types of all entries.
  for (const name of ["main", "types"]) expect(description[name]).toContain("./dist/index.");
  // The main entry is above, the script is for `<script src>`, and package.json is where everyone looks for it.
  const others = Object.entries<string | { types: string }>(description.exports).filter(([name]) => ![".", "./classic.js", "./package.json"].includes(name));
  expect(description.typesVersions["*"]).toEqual(Object.fromEntries(others.map(([name, target]) => [name.slice(2), [typeof target === "string" ? target : target.types]])));
});

test("every file that the README links to is in the package", async () => {
  for (const document of ["README.md", "CHANGELOG.md", "SECURITY.md", "docs/frame.md", "docs/set-ups.md", "assets/SOURCES.md"]) {
    const text = await readFile(`${ROOT}${document}`, "utf8");
    const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, path = ""]) => normalize(join(dirname(document), path)));
    for (const link of links) expect(packed, `${document} links to ${link}`).toContain(link);
  }
});

test("the licence names the code's licences and those of each data file", async () => {
  const { license } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const files = packed.filter((file) => /^assets\/LICENSES\/.*\.txt$/.test(file)).map((file) => file.replace(/.*\/|\.txt$/g, ""));
  // The LGPL is an addition to the text of the GPL.
  for (const name of files.filter((name) => name !== "GPL-3.0")) expect(license).toContain(name);
});

test("the description for editors has every attribute, property, method and event", async () => {
  const { modules } = JSON.parse(await readFile(`${ROOT}dist/custom-elements.json`, "utf8"));
  const [{ attributes, members, events, cssProperties }] = modules[0].declarations;
  const namesOf = (all: { name: string }[]) => all.map(({ name }) => name).sort();
  const types = await readFile(`${ROOT}dist/darien-map-element.d.ts`, "utf8");
  const body = types.slice(types.indexOf("class DarienMapElement"), types.indexOf("type Listener"));
  const declared = [...body.matchAll(/^ {4}(?:get )?(\w+)\(/gm)].map(([, name = ""]) => name).filter((name) => !/Callback$/.test(name));
  expect(namesOf(members)).toEqual([...new Set(declared)].sort());
  const { DarienMapElement } = await import(pathToFileURL(`${ROOT}dist/element.js`).href);
  expect(namesOf(attributes)).toEqual([...new Set([...DarienMapElement.observedAttributes, "mode", "hash", "gestures", "loading", "autoplay", "loop", "idle"])].sort());
  const map = (await readFile(`${ROOT}dist/types.d.ts`, "utf8")).match(/interface DarienMapEventMap \{([^]*?)\n\}/)?.[1] ?? "";
  expect(namesOf(events)).toEqual([...map.matchAll(/^ {4}(\w+):/gm)].map(([, name = ""]) => name).sort());
  const readme = await readFile(`${ROOT}README.md`, "utf8");
  for (const name of namesOf([...attributes, ...members, ...events])) expect(readme, `README.md describes ${name}`).toMatch(new RegExp(`^\\|.*\`${name}[\`(]`, "m"));
  const colors = (await readFile(`${ROOT}docs/theming.md`, "utf8")).match(/(?<=^\| `)--darien-map-[\w-]+/gm) ?? [];
  expect(namesOf(cssProperties)).toEqual(expect.arrayContaining(colors));
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

for (const [name, file, options] of [
  ["React 19", "react.tsx", { jsxImportSource: "react" }],
  ["React 18", "react.tsx", { jsxImportSource: "react", paths: { react: ["./node_modules/react18-types"], "react/*": ["./node_modules/react18-types/*"] } }],
  ["Solid", "solid.tsx", { jsxImportSource: "solid-js" }],
  ["Vue", "vue.ts", {}],
  ["Svelte", "svelte.ts", {}],
  ["the built-in story", "story.ts", {}],
] as const) {
  test(`there are types for ${name}`, async () => {
    const common = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], module: "esnext", moduleResolution: "bundler" };
    // The types of the frameworks themselves are not what is tested.
    const compilerOptions = { ...common, types: [], jsx: "preserve", skipLibCheck: true, ...options };
    await writeFile(join(site, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [`frameworks/${file}`] }));
    await run(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, "-p", "tsconfig.json"], { cwd: site });
  });
}

for (const [name, set] of [
  ["jsdom", 'const { JSDOM } = await import("jsdom"); const { window } = new JSDOM("<!doctype html>");'],
  ["happy-dom", 'const { Window } = await import("happy-dom"); const window = new Window();'],
] as const) {
  test(`in ${name} the element keeps what is between its tags, and throws nothing`, async () => {
    const script = `
      ${set}
      for (const name of ["window", "document", "HTMLElement", "customElements", "Node", "Event", "CustomEvent", "MutationObserver"]) {
        globalThis[name] = name === "window" ? window : window[name];
      }
      const failures = [];
      window.addEventListener("error", (event) => failures.push(event.message));
      console.error = (...words) => failures.push(words.join(" "));
      await import("darien-map");
      const map = document.createElement("darien-map");
      map.append("What the map tells");
      map.theme = "dark";
      map.selected = "acandi";
      map.story = { type: "FeatureCollection", features: [] };
      document.body.append(map);
      map.setAttribute("lang", "es");
      map.jumpTo({ lon: 1, lat: 2, zoom: 3 });
      map.fit();
      map.play();
      map.chapter = "one";
      map.remove();
      document.body.append(map);
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(JSON.stringify([failures, map.shadowRoot, map.textContent, map.theme, map.places.length]));
      process.exit();`;
    expect(await run(process.execPath, ["--input-type=module", "-e", script], { cwd: site })).toBe('[[],null,"What the map tells","dark",0]\n');
  });
}

test("the classic script shows the map, from a server and from a file, without any request", async ({ page }) => {
  const server = await serve({ mounts: { "/": site } });
  try {
    for (const url of [`${server.url}classic.html`, pathToFileURL(join(site, "classic.html")).href]) {
      const fetched = await clickThePlace(page, url);
      expect(fetched.filter((path) => !/classic/.test(path))).toEqual([]);
    }
  } finally {
    await server.close();
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

test("an esbuild bundle without the other files shows the map from the embedded copy, without asking for them", async ({ page }) => {
  const { build } = await import("esbuild");
  const common = { absWorkingDir: site, bundle: true, splitting: true, format: "esm" } as const;
  await build({ ...common, entryPoints: ["main.js"], outdir: "bundled", logLevel: "error" });
  await cp(join(site, "index.html"), join(site, "bundled/index.html"));
  const server = await serve({ mounts: { "/": join(site, "bundled") } });
  try {
    const fetched = await clickThePlace(page, server.url);
    expect(fetched.filter((path) => path.includes("embedded"))).toHaveLength(1);
    expect(fetched.filter((path) => !path.endsWith("/") && !path.endsWith(".js"))).toEqual([]);
  } finally {
    await server.close();
  }
});

test("an esbuild bundle that is told where the files are fetches them from there", async ({ page }) => {
  const { build } = await import("esbuild");
  const contents = `
    import "./main.js";
    import { configure } from "darien-map";
    configure({ base: "files" });`;
  const common = { absWorkingDir: site, bundle: true, splitting: true, format: "esm" } as const;
  await build({ ...common, stdin: { contents, resolveDir: site, sourcefile: "page.js" }, outdir: "configured", entryNames: "main", logLevel: "error" });
  await cp(join(site, "index.html"), join(site, "configured/index.html"));
  await cp(join(site, "node_modules/darien-map/dist"), join(site, "configured/files"), { recursive: true });
  const server = await serve({ mounts: { "/": join(site, "configured") } });
  try {
    const fetched = (await clickThePlace(page, server.url)).filter((path) => !/\/$|\.js$/.test(path));
    expect(fetched).toEqual(expect.arrayContaining(["/files/darien_map_bg.wasm", "/files/assets/sketch.bin", "/files/locales/en.json", "/files/assets/fonts/sans-400.woff2"]));
    expect(fetched.filter((path) => !path.startsWith("/files/"))).toEqual([]);
  } finally {
    await server.close();
  }
});

test("an esbuild bundle in its default format is one script that needs no other file", async ({ page }) => {
  const { build } = await import("esbuild");
  const { warnings } = await build({ absWorkingDir: site, bundle: true, entryPoints: ["main.js"], outfile: "one/main.js", logLevel: "silent" });
  expect(warnings.every(({ id }) => id === "empty-import-meta")).toBe(true);
  await cp(join(site, "index.html"), join(site, "one/index.html"));
  const server = await serve({ mounts: { "/": join(site, "one") } });
  try {
    expect(await clickThePlace(page, server.url)).toEqual(["/", "/main.js"]);
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
