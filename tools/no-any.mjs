// Forbids the type `any` in our code and in the published declarations. `unknown` can be used instead and is type-checked. A
// linter would need two hundred packages for this one rule.
// @ts-check
import { readFileSync } from "node:fs";
import { Failure, ROOT, command } from "./setup.mjs";
import { filesIn } from "./steps.mjs";

/** Comments and strings, in which the word is allowed. */
const PROSE = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
/** `any` after something that starts a type: a colon, a bracket, a bar, `as`, an arrow, an equals sign. */
const ANY = /(?:[:<,|&(=]|=>|\bas|\bextends|\bkeyof)\s*(?:readonly\s+)?any\b/;

await command(async () => {
  const files = ["www", "e2e", "dist"].flatMap(filesIn).filter((file) => file.endsWith(".ts"));
  const found = files.flatMap((file) => {
    const code = readFileSync(ROOT + file, "utf8").replace(PROSE, (text) => text.replace(/[^\n]/g, " "));
    return code.split("\n").flatMap((line, i) => (ANY.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : []));
  });
  if (found.length) throw new Failure(`Got the type any, expected unknown or better:\n${found.join("\n")}`);
});
