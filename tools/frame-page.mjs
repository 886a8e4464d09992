// Builds the frame page, for sites that embed the map in a frame: www/frame/ to dist/.
// @ts-check
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { Failure, ROOT } from "./setup.mjs";
import { perform } from "./steps.mjs";

/** The files of the frame page in dist/. `frame-classic.html` is made of `frame.html`. */
export const FRAME = { scripts: ["frame.js", "frame-resize.js"], copies: ["frame.html", "frame.css", "oembed.mjs"], sandboxed: "frame-classic.html" };

/** Builds what has changed. */
export function framePage() {
  const { scripts, copies, sandboxed } = FRAME;
  return perform({
    name: "frame page",
    reads: ["www/frame", "node_modules/esbuild/package.json"],
    writes: [...scripts, ...copies, sandboxed].map((name) => `dist/${name}`),
    make: async () => {
      const { build: bundle } = await import("esbuild");
      const done = bundle({
        absWorkingDir: ROOT,
        entryPoints: { frame: "www/frame/frame.ts", "frame-resize": "www/frame/resize.ts" },
        outdir: "dist",
        bundle: true,
        // Classic scripts: a sandboxed frame may not load modules.
        format: "iife",
        target: "es2022",
        minify: true,
        charset: "utf8",
        logLevel: "warning",
      });
      await done.catch(() => {
        throw new Failure("esbuild: see above");
      });
      for (const name of copies) await copyFile(`${ROOT}www/frame/${name}`, `${ROOT}dist/${name}`);
      const page = await readFile(`${ROOT}www/frame/frame.html`, "utf8");
      const script = '<script defer src="frame.js"></script>';
      if (!page.includes(script)) throw new Failure(`www/frame/frame.html: got no ${script}, expected one`);
      await writeFile(`${ROOT}dist/${sandboxed}`, page.replace(script, `${script}\n    <script defer src="classic.js"></script>`));
    },
  });
}
