// npm run release-notes [-- v1.2.0]: prints what the changelog says about the present version. Fails unless package.json, package-lock.json,
// Cargo.toml and the newest version of CHANGELOG.md agree. With a tag, that has to agree, too, and nothing may be unreleased.
// @ts-check
import { readFileSync } from "node:fs";
import { Failure, ROOT, command } from "./setup.mjs";

await command(async () => {
  const [tag = ""] = process.argv.slice(2);
  const read = (/** @type {string} */ file) => readFileSync(ROOT + file, "utf8");
  const [newest, notes] = /^## \[(\d[^\]]*)\].*\n([^]*?)(?=^## |(?![^]))/m.exec(read("CHANGELOG.md"))?.slice(1) ?? [];
  const versions = {
    ...(tag && { "the tag": tag.replace(/^v/, "") }),
    "package.json": JSON.parse(read("package.json")).version,
    "package-lock.json": JSON.parse(read("package-lock.json")).version,
    "Cargo.toml": /^\[workspace\.package\]\nversion = "([^"]*)"/m.exec(read("Cargo.toml"))?.[1],
    "CHANGELOG.md": newest,
  };
  if (new Set(Object.values(versions)).size > 1) {
    const list = Object.entries(versions).map(([where, version]) => `  ${where}: ${version || "none"}`);
    throw new Failure(`Got different versions, expected one:\n${list.join("\n")}`);
  }
  const unreleased = /^## \[Unreleased\]\n([^]*?)(?=^## )/m.exec(read("CHANGELOG.md"))?.[1];
  if (unreleased === undefined) throw new Failure("CHANGELOG.md: got no ## [Unreleased], expected it on top");
  if (tag && unreleased.trim()) throw new Failure(`CHANGELOG.md: got entries under Unreleased, expected them under ${newest}`);
  console.log(notes?.trim());
});
