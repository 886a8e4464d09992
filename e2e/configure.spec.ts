// `configure()`: the page says where the files of the package are.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { Configuration, DarienMapElement } from "../www/element/index.js";
import { ROOT } from "../tools/setup.mjs";
import { events, expect, mapOf, test, waitForEvent } from "./helpers.js";

/** What a test configures. Bytes are given by the address that the page reads them from. */
interface Setting {
  base?: string;
  wasm?: string;
  /** The program and the files are passed as bytes: as a buffer, or the program as a compiled module. */
  bytes?: "buffer" | "module";
  files?: Record<string, string>;
}

/** Adds a map to an empty page that has called `configure()` before. Returns the files that are then requested, scripts left out. */
async function configured(page: Page, setting: Setting): Promise<string[]> {
  const asked: string[] = [];
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(async ({ base, wasm, bytes, files }: Setting) => {
    const { configure } = (await import("/darien-map/index.js" as string)) as typeof import("../www/element/index.js");
    const read = async (address: string) => (await fetch(address)).arrayBuffer();
    const configuration: Configuration = {};
    if (base !== undefined) configuration.base = base;
    if (wasm !== undefined) configuration.wasm = bytes === "module" ? await WebAssembly.compile(await read(wasm)) : bytes ? await read(wasm) : wasm;
    if (files) configuration.files = Object.fromEntries(await Promise.all(Object.entries(files).map(async ([path, address]) => [path, bytes ? new Uint8Array(await read(address)) : address] as const)));
    configure(configuration);
  }, setting);
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.evaluate(() => {
    const map = document.createElement("darien-map");
    map.id = "map";
    document.querySelector("main")?.append(map);
  });
  await waitForEvent(page, "ready");
  expect(await mapOf(page).evaluate((map: DarienMapElement) => map.places.length)).toBeGreaterThan(10);
  return asked.filter((path) => !path.endsWith(".js"));
}

/** Serves the package's files below `/elsewhere/` too. */
async function serveElsewhere(page: Page): Promise<void> {
  await page.route("**/elsewhere/**", async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/elsewhere/", "");
    await route.fulfill({ body: await readFile(`${ROOT}dist/${path}`), contentType: path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream" });
  });
}

for (const base of ["/elsewhere", "../../elsewhere/"]) {
  test(`all files come from the directory ${base}`, async ({ page }) => {
    await serveElsewhere(page);
    const asked = await configured(page, { base });
    expect(asked).toEqual(expect.arrayContaining(["/elsewhere/darien_map_bg.wasm", "/elsewhere/assets/sketch.bin", "/elsewhere/locales/en.json", "/elsewhere/assets/fonts/sans-400.woff2"]));
    expect(asked.filter((path) => !path.startsWith("/elsewhere/"))).toEqual([]);
  });
}

test("single files come from their own addresses, the others from where they were", async ({ page }) => {
  await serveElsewhere(page);
  const asked = await configured(page, { wasm: "/elsewhere/darien_map_bg.wasm", files: { "assets/story.geojson": "/elsewhere/assets/story.geojson" } });
  const elsewhere = asked.filter((path) => path.startsWith("/elsewhere/"));
  expect(elsewhere.sort()).toEqual(["/elsewhere/assets/story.geojson", "/elsewhere/darien_map_bg.wasm"]);
  expect(asked).toContain("/darien-map/assets/sketch.bin");
});

for (const bytes of ["buffer", "module"] as const) {
  test(`what is given as bytes is not requested (the program as a ${bytes})`, async ({ page }) => {
    const asked = await configured(page, { wasm: "/darien-map/darien_map_bg.wasm", bytes, files: { "assets/sketch.bin": "/darien-map/assets/sketch.bin", "assets/story.geojson": "/darien-map/assets/story.geojson" } });
    for (const name of ["darien_map_bg.wasm", "assets/sketch.bin", "assets/story.geojson"]) expect(asked).not.toContain(`/darien-map/${name}`);
    expect(asked).toContain("/darien-map/assets/basemap.json");
  });
}

test("files that are not where the page says, or are something else, come from the embedded copies", async ({ page }) => {
  await page.route("**/nowhere/**", (route) => (route.request().url().endsWith("json") ? route.fulfill({ body: "export default {}", contentType: "text/javascript" }) : route.fulfill({ status: 404 })));
  await configured(page, { base: "/nowhere/" });
  expect(await events(page, "error")).toEqual([]);
});

test("an address that is none is refused", async ({ page }) => {
  await page.goto("/e2e/pages/empty.html");
  const refused = await page.evaluate(async () => {
    const { configure } = (await import("/darien-map/index.js" as string)) as typeof import("../www/element/index.js");
    try {
      configure({ base: "http://[" });
      return "accepted";
    } catch (error) {
      return String(error);
    }
  });
  expect(refused).toContain("TypeError");
});
