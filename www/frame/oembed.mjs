#!/usr/bin/env node
// Writes oembed.json for those who host the frame page: https://oembed.com. The address is theirs, so the package cannot contain it.
//
//   npx darien-map-oembed https://example.org/maps/ > public/maps/oembed.json
//
// The address is that of the directory with frame.html in it, or that of a frame page with its parameters.
// @ts-check
import { readFileSync } from "node:fs";

const [given = ""] = process.argv.slice(2);
const address = URL.canParse(given) ? new URL(given) : undefined;
if (!address || !/^https?:$/.test(address.protocol)) {
  console.error(`Got ${given || "no address"}, expected the address of the directory with frame.html in it, such as https://example.org/maps/`);
  process.exitCode = 1;
} else {
  if (address.pathname.endsWith("/")) address.pathname += "frame.html";
  console.log(JSON.stringify(answer(address), null, 1));
}

/**
 * The answer for the built-in story, or for the one in the address.
 * @param {URL} address
 */
function answer(address) {
  const title = address.searchParams.has("story") ? "Story map" : builtInTitle(address.searchParams.get("lang"));
  const [width, height] = [800, 500];
  const html = `<iframe src="${escaped(address.href)}" title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" allow="fullscreen; clipboard-write" style="border:0;width:100%" data-darien-map></iframe>`;
  return { version: "1.0", type: "rich", title, width, height, html };
}

/** @param {string | null} lang */
function builtInTitle(lang) {
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(new URL(`./assets/${file}`, import.meta.url), "utf8"));
  const { title: { en: title }, translations } = read("story.geojson");
  const file = lang && translations[lang];
  return file ? (read(file)[title] ?? title) : title;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
