// npm run workflows: checks the workflows of the repository's host with actionlint, and that every npm command that they and the
// documents name is there.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import { createLinter } from "actionlint";
import { Failure, ROOT, command } from "./setup.mjs";

const WORKFLOWS = ".github/workflows";
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`)];

await command(async () => {
  const lint = await createLinter();
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const workflows = readdirSync(ROOT + WORKFLOWS).map((name) => `${WORKFLOWS}/${name}`);
  /** @type {string[]} */
  const wrong = [];
  for (const file of workflows) {
    for (const { line, column, message } of lint(readFileSync(ROOT + file, "utf8"), file)) wrong.push(`${file}:${line}:${column}: ${message}`);
  }
  for (const file of [...workflows, ...DOCUMENTS.filter((name) => name.endsWith(".md"))]) {
    const text = readFileSync(ROOT + file, "utf8");
    for (const [, name = ""] of text.matchAll(/npm run (?:--?[\w-]+ )*([\w:-]+)/g)) {
      if (!(name in scripts)) wrong.push(`${file}: npm run ${name} is not in package.json`);
    }
  }
  if (wrong.length) throw new Failure(wrong.join("\n"));
  console.log(`${workflows.length} workflows: nothing to complain about`);
});
