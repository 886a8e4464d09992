// docs/matrix.md: one row for each set-up, in the order of set-ups.mjs. A run of some set-ups changes their rows alone.
// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { ROOT } from "../setup.mjs";
import { SET_UPS } from "./set-ups.mjs";

const FILE = `${ROOT}docs/matrix.md`;
const HEAD = `# Set-ups that were tried

\`npm run matrix\` packs the package, publishes it to a registry on the same machine, installs it from there into a small project
(\`tools/matrix\`), builds that, opens the page in Chromium and checks: the map is drawn, a selected place opens its card, the page's own
handlers are called, what stands between the tags is still there, the console has no warning and no error, no request fails, and none goes
to another origin. In Next, Nuxt, SvelteKit and
Astro, the HTML from the server has what stands between the tags. [set-ups.md](set-ups.md) says what each needs.

The seconds include installing and building. They depend on what else the machine does.

"Fetched" means that the files of the map (WASM, ground, fonts, words) are loaded as files; "in the script", that they are the copies in
JavaScript, which are larger. In Parcel the files in JSON are copies, too.

| set-up | version | result | files | seconds | tried on |
|---|---|---|---|--:|---|
`;

/**
 * Writes the row of a set-up.
 * @param {{ title: string, version: string, ok: boolean, files: string, seconds: number }} row
 */
export async function record({ title, version, ok, files, seconds }) {
  /** @type {Map<string, string>} */
  const rows = new Map();
  const old = await readFile(FILE, "utf8").catch(() => "");
  for (const [line, name = ""] of old.matchAll(/^\| ([^|]+?) \|.*$/gm)) rows.set(name, line);
  rows.set(title, `| ${title} | ${version} | ${ok ? "ok" : "**fails**"} | ${files} | ${Math.round(seconds)} | ${new Date().toISOString().slice(0, 10)} |`);
  const titles = SET_UPS.flatMap((setUp) => setUp.ways.map((way) => [setUp.title, way.title].filter(Boolean).join(", ")));
  await writeFile(FILE, HEAD + titles.map((name) => rows.get(name)).filter((row) => row !== undefined).map((row) => `${row}\n`).join(""));
}
