// Refuses the type `any`, in what we write and in the declarations we publish: `unknown` says the same
// and still gets checked. A linter would need two hundred packages for this one rule.
// @ts-check
import { readFileSync } from "node:fs";
import { Failure, ROOT, command } from "./setup.mjs";
import { filesIn } from "./steps.mjs";

/** Comments and quoted text, where the word is only a word. */
const PROSE = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
/** `any` after what begins a type: a colon, a bracket, a bar, `as`, an arrow, an equals sign. */
const ANY = /(?:[:<,|&(=]|=>|\bas|\bextends|\bkeyof)\s*(?:readonly\s+)?any\b/;

await command(async () => {
  const files = ["www", "e2e", "dist"].flatMap(filesIn).filter((file) => file.endsWith(".ts"));
  const found = files.flatMap((file) => {
    const code = readFileSync(ROOT + file, "utf8").replace(PROSE, (text) => text.replace(/[^\n]/g, " "));
    return code.split("\n").flatMap((line, i) => (ANY.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : []));
  });
  if (found.length) throw new Failure(`Got the type any, expected unknown or better:\n${found.join("\n")}`);
});
