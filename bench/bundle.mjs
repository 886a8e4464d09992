// The pages of the comparison, each bundled as an app that uses the library would be.
// @ts-check
import { copyFile, cp, mkdir, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROWS = fileURLToPath(new URL("rows/", import.meta.url));

/**
 * Files that a library needs beside its bundle.
 * @type {Record<string, string[]>}
 */
const BESIDE = { maplibre: ["maplibre-gl/dist/maplibre-gl-worker.mjs"] };

/**
 * Writes every row's page into a directory of its name, with `main.js` and `style.css` bundled. A row
 * that has an `index.html` of its own is copied as it is.
 * @param {string} directory
 */
export async function bundle(directory) {
  const entries = await readdir(ROWS, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const [row, out] = [`${ROWS}${name}`, `${directory}/${name}`];
    if (existsSync(`${row}/index.html`)) {
      await cp(row, out, { recursive: true });
      continue;
    }
    await mkdir(out, { recursive: true });
    await build({
      entryPoints: [`${row}/main.js`, `${row}/style.css`],
      outdir: out,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      // Pictures of controls that no page shows: the CSS names them, no page fetches them.
      loader: { ".png": "file" },
      logLevel: "warning",
    });
    await copyFile(`${ROWS}page.html`, `${out}/index.html`);
    for (const file of BESIDE[name] ?? []) {
      const from = fileURLToPath(import.meta.resolve(file));
      await copyFile(from, `${out}/${file.split("/").at(-1)}`);
    }
  }
}
