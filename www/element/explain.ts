// Reads a story that is given in an unusual way, and says what a file is that is no story, and what to do with it. A bundle of its own,
// which most maps never load.

import type { DarienMapError, Problem } from "./errors.js";

/** What `wrap` makes an error of. */
type Report = Pick<DarienMapError, "code" | "message" | "problems">;

/** What a file is, and what is expected instead. */
type Finding = readonly [got: string, expected: string];

const EXPORT = "GeoJSON: open the file in QGIS or geojson.io, and export it as GeoJSON (WGS 84)";
const UTF8 = "UTF-8: save the file again with this encoding";
/** How much of a file is quoted, and looked at to see what it is, in characters. */
const MOST = 80;
const HEAD = 1 << 16;

/** The beginnings of files that are no text. */
const BINARY: readonly (readonly [beginning: RegExp, finding: Finding])[] = [
  [/^(\xff\xfe|\xfe\xff)/, ["a text in UTF-16", UTF8]],
  [/^PK\x03/, ["a ZIP archive (such as KMZ, or a zipped shapefile)", EXPORT]],
  [/^\x1f\x8b/, ["a file packed with gzip", "the unpacked file, or a server that sends Content-Encoding: gzip"]],
  [/^SQLite format 3/, ["a GeoPackage or another SQLite database", EXPORT]],
  [/^\x00\x00\x27\x0a/, ["a shapefile", EXPORT]],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF/, ["an image", "a story in GeoJSON"]],
  [/^%PDF/, ["a PDF", "a story in GeoJSON"]],
  [/^fgb/, ["a FlatGeobuf file", EXPORT]],
];

/** Texts that are not JSON. The first that fits counts. */
const TEXTS: readonly (readonly [pattern: RegExp, finding: Finding])[] = [
  [/^\s*$/, ["an empty file", "a story in GeoJSON"]],
  [/\0/, ["a text in UTF-16, or no text", UTF8]],
  [/^version https:\/\/git-lfs/, ["a pointer of Git LFS instead of the file", 'the file itself: run "git lfs pull" before you publish it']],
  [/^\s*(<\?xml[^>]*>\s*)?<kml\b/i, ["KML", EXPORT]],
  [/^\s*(<\?xml[^>]*>\s*)?<gpx\b/i, ["GPX", EXPORT]],
  [/^\s*(<\?xml[^>]*>\s*)?<TrainingCenterDatabase\b/i, ["TCX, a track of a watch", EXPORT]],
  [/^\s*(<\?xml[^>]*>\s*)?<osm\b/i, ["OpenStreetMap XML", EXPORT]],
  [/^\s*<(!doctype|html|head|body)\b/i, ["a web page", "the address of a file in GeoJSON: the server may answer so when there is no such file, or when you must sign in"]],
  [/^\s*</, ["XML or HTML", EXPORT]],
  [/^\s*(\/\/|\/\*|#)/, ["a comment", "JSON, which has no comments: delete them"]],
  [/^\s*(["'])[^\n]*\1\s*$/, ["a text in quotation marks", "the story itself: decode it with JSON.parse() first"]],
  [/^\s*(export\b|import\b|(var|let|const)\s|[\w$.]+\s*=[^=]|[\w$.]+\()/, ["JavaScript", "JSON: delete what is before the first { and after the last }"]],
  [/^\x1e|^\s*\{[^\n]*\}\r?\n\{/, ["several JSON texts, one in each line", 'one text: {"type": "FeatureCollection", "features": [ … ]} around the lines, with commas between them']],
  [/^[^\n{[]*([,;\t])[^\n{[]*\n[^\n{[]*\1/, ["a table (CSV)", `${EXPORT}, with the columns of longitude and latitude as coordinates`]],
];

/** JSON that is something other than GeoJSON. */
const JSONS: readonly (readonly [pattern: RegExp, finding: Finding])[] = [
  [/"type"\s*:\s*"Topology"/, ["TopoJSON", "GeoJSON: convert it at mapshaper.org"]],
  [/"(geometryType|esriGeometry\w*|spatialReference)"/, ["Esri JSON", "GeoJSON: ask the server for f=geojson"]],
  [/"osm3s"/, ["OpenStreetMap JSON of the Overpass API", "GeoJSON: export it at overpass-turbo.eu"]],
  [/"(timelineObjects|semanticSegments|locations)"/, ["a location history of Google", "GeoJSON"]],
  [/^\s*\[/, ["a list", '{"type": "FeatureCollection", "features": …} around the list']],
];

/** The text of a story that is given as a file, a response or bytes. `read` reads a response. Throws if it is none of them. */
export async function readOther(given: unknown, read: (response: Response) => Promise<string>): Promise<string> {
  if (given instanceof Response) {
    if (!given.ok) throw new Error(`got a response with status ${given.status}, expected a story`);
    // Its owner can still read it, and so can the map, when it starts again.
    return read(given.clone());
  }
  const isFile = given instanceof Blob || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
  if (isFile) return read(new Response(given as Blob));
  if (typeof given === "object") return JSON.stringify(given);
  throw new Error(`got ${String(given)}, expected a story: its address, its text, an object, a File, a Blob or a Response`);
}

/** The error of a file that is not UTF-8, from its first bytes. */
export function explainBytes(bytes: Uint8Array | undefined): Report {
  const beginning = String.fromCharCode(...(bytes?.subarray(0, 32) ?? []));
  const found = BINARY.find(([pattern]) => pattern.test(beginning))?.[1];
  return failure("not-json", found ?? ["a text that is not UTF-8, such as one of an older Windows program", UTF8], []);
}

/** The same error, or one that says what the text is. */
export function explain(text: string, reason: unknown): unknown {
  const { problems = [] } = (reason ?? {}) as Partial<DarienMapError>;
  const [first] = problems;
  if (first?.kind === "not-json") {
    const head = text.slice(0, HEAD).replace(/<!--[^]*?-->/g, "");
    const finding = TEXTS.find(([pattern]) => pattern.test(head))?.[1] ?? mistake(text, first);
    return finding ? failure(first.kind, finding, problems.slice(1)) : reason;
  }
  if (first?.kind !== "not-geojson" || first.feature !== null) return reason;
  const finding = JSONS.find(([pattern]) => pattern.test(text))?.[1];
  return finding ? failure(first.kind, finding, problems.slice(1)) : reason;
}

/** A mistake in a text that is nearly JSON, with its line. */
function mistake(text: string, { got }: Problem): Finding | undefined {
  const [, line, column] = /line (\d+) column (\d+)/.exec(got)?.map(Number) ?? [];
  if (line === undefined || column === undefined) return undefined;
  const whole = text.split("\n")[line - 1] ?? "";
  // The column counts bytes.
  const before = new TextDecoder().decode(new TextEncoder().encode(whole).subarray(0, column));
  const from = Math.max(0, before.length - MOST / 2);
  const there = `in line ${line}, column ${column}: ${whole.slice(from, from + MOST).trim()}`;
  if (/^EOF/.test(got)) return [`a text that ends too early, ${there}`, "the whole file: it was cut short; copy or download it again"];
  if (/^trailing comma/.test(got)) return [`a comma after the last item, ${there}`, "no comma before ] or }"];
  if (/\/[/*]?$/.test(before)) return [`a comment, ${there}`, "JSON, which has no comments: delete them"];
  if (/['‘’“”]$/.test(before)) return [`other quotation marks, ${there}`, 'straight double quotation marks: "'];
  if (/^expected value/.test(got) && /[NIuTF]$/.test(before)) return [`a value that JSON does not have, ${there}`, "a number, true, false or null"];
  if (/^invalid number/.test(got) && /\[[\s\d.,-]*$/.test(before)) return [`a number that JSON does not have, ${there}`, "a point before decimals, no zero before other digits, and commas only between the numbers: [-16.25, 16.02]"];
  if (/^key must be/.test(got)) return [`a key without quotation marks, ${there}`, 'keys in straight double quotation marks: {"type": …}'];
  return [`${got.replace(/ at line.*/, "")}, ${there}`, "JSON"];
}

function failure(kind: string, [got, expected]: Finding, more: readonly Problem[]): Report {
  const problem: Problem = { kind, feature: null, path: "$", got, expected };
  return { code: "story", message: `got ${got}; expected ${expected}`, problems: [problem, ...more] };
}
