// Finds links that lead nowhere, and files that would be requested from another origin.
// @ts-check
import { readFile, readdir, stat } from "node:fs/promises";
import { posix } from "node:path";
import { Failure } from "../tools/setup.mjs";

/** Attributes with an address. Only in links may it be one of another origin. */
const ADDRESSES = /<(\w+)[^>]*?\s(?:href|src|poster)="([^"]*)"/g;

/**
 * Fails if a link, a picture, a script or an anchor in the pages of a directory is not there.
 * @param {string} directory
 */
export async function checkLinks(directory) {
  const pages = (await readdir(directory)).filter((name) => name.endsWith(".html"));
  const texts = new Map(await Promise.all(pages.map(async (name) => /** @type {const} */ ([name, await readFile(`${directory}/${name}`, "utf8")]))));
  /** @type {string[]} */
  const wrong = [];
  for (const [name, text] of texts) {
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? "");
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) wrong.push(`${name}: the ids ${twice.join(", ")} are there twice`);
    for (const [, tag, address = ""] of text.matchAll(ADDRESSES)) {
      if (/^(mailto|data):/.test(address)) continue;
      if (/^https?:/.test(address)) {
        if (tag !== "a") wrong.push(`${name}: <${tag}> would request ${address}`);
        continue;
      }
      const [path = "", anchor] = address.split("#");
      const target = posix.normalize((path || name).replace(/\?.*/, ""));
      const isFile = !target.startsWith("..") && !path.startsWith("/") && (await stat(`${directory}/${target}`).then((found) => found.isFile(), () => false));
      if (!isFile) wrong.push(`${name}: ${address} is not there`);
      else if (anchor && !(texts.get(target) ?? "").includes(` id="${decodeURIComponent(anchor)}"`)) wrong.push(`${name}: ${target} has no #${anchor}`);
    }
  }
  if (wrong.length) throw new Failure(`Links that lead nowhere:\n  ${wrong.join("\n  ")}`);
}
