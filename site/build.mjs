// npm run site: the site of the project, in target/site: the map, the guides, the API reference, a gallery. All of it is static files
// with relative links, so it works under any address and from a disk.
//
//   npm run site [-- --quick]      --quick: without the checks in the browser
// @ts-check
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { ROOT, command, ensurePackages, ensureRust, npm, since } from "../tools/setup.mjs";

export const OUT = `${ROOT}target/site`;

await command(async () => {
  const begin = performance.now();
  await ensurePackages();
  await ensureRust();
  const { build } = await import("../tools/build.mjs");
  await build();
  await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: `${ROOT}site` });
  const count = await write();
  const { checkLinks } = await import("./links.mjs");
  await checkLinks(OUT);
  console.log(`${count} pages in target/site, all links lead somewhere (${since(begin)})`);
  if (process.argv.includes("--quick")) return;
  const { checkPages } = await import("./check.mjs");
  await checkPages(OUT);
  console.log(`No violation of WCAG, no request to another origin, nothing wider than a phone (${since(begin)})`);
});

/** Writes the site. Returns the number of its pages. */
async function write() {
  const [{ gallery, css }, { layout }, { toHtml }, { PAGES }, { reference }, { HEAD, start }] = await Promise.all([
    import("./gallery.mjs"),
    import("./layout.mjs"),
    import("./markdown.mjs"),
    import("./pages.mjs"),
    import("./reference.mjs"),
    import("./start.mjs"),
  ]);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(`${OUT}/licences`, { recursive: true });
  await cp(`${ROOT}dist`, `${OUT}/darien-map`, { recursive: true });
  await cp(`${ROOT}assets/LICENSES`, `${OUT}/licences`, { recursive: true });
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await cp(ROOT + name, `${OUT}/licences/${name}`);
  await cp(`${ROOT}docs/map.webp`, `${OUT}/map.webp`);
  await cp(`${ROOT}www/map.svg`, `${OUT}/map.svg`);
  await cp(`${ROOT}site/site.js`, `${OUT}/site.js`);
  await writeFile(`${OUT}/site.css`, `${await readFile(`${ROOT}site/site.css`, "utf8")}\n${css}\n`);

  const page = (/** @type {Parameters<typeof layout>[0]} */ page) => writeFile(`${OUT}/${page.file}`, layout(page));
  await page({ file: "index.html", title: "darien-map: a story map in one HTML tag", main: await start(), head: HEAD });
  await page({ file: "gallery.html", title: "Gallery", main: gallery, head: `${HEAD}    <script async src="darien-map/frame-resize.js"></script>\n` });
  const api = toHtml(await reference(), "reference.md");
  await page({ file: "api.html", ...api, main: api.html });
  for (const { file, source, label } of PAGES) {
    if (!source) continue;
    const { html, headings } = toHtml(await readFile(ROOT + source, "utf8"), source);
    await page({ file, title: label, headings, main: html });
  }
  return (await readdir(OUT)).filter((name) => name.endsWith(".html")).length;
}
