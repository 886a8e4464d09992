// npm run bench [-- --quick]: what a page with this map costs, beside pages with other maps.
//
// All rows are opened in turn, for several rounds, and each figure is the median of its rounds: other work of the
// machine then affects all rows alike. The head of docs/bench.md says how each figure is measured.
// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import { Failure, ROOT, command } from "../tools/setup.mjs";
import { prepare } from "./prepare.mjs";

await command(async () => {
  const words = process.argv.slice(2);
  await prepare();
  const { measure } = await import("./measure.mjs");
  const { table } = await import("./table.mjs");
  const quick = words.includes("--quick");
  const only = words.filter((word) => !word.startsWith("--"));
  const result = await measure({ quick, only });
  await mkdir(`${ROOT}bench/.cache`, { recursive: true });
  await writeFile(`${ROOT}bench/.cache/last.json`, JSON.stringify(result, null, 1));
  const text = await table(result);
  console.log(text);
  if (only.length) return;
  await writeFile(`${ROOT}docs/bench.md`, text);
  if (result.blank.length) throw new Failure(`These rows did not draw their map: ${result.blank.join(", ")}`);
});
