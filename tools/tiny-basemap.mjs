// node tools/tiny-basemap.mjs: makes the invented basemap that the tests use beside the built-in one.
//
// It is an island with two countries, a lake, a river and a mountain, in an ocean. Its lines are sums of waves. It has
// everything that a basemap can have: base, sketch, detail, relief, sea tones, names, attribution.
// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import { ROOT, command, run } from "./setup.mjs";

const FOLDER = "tests/fixtures/basemaps/tiny";
const CACHE = ".cache/tiny-basemap";
/** West, south, east, north, in degrees. */
const BASE = [-40, 20, -28, 30];
const DETAIL = [-35.5, 21.2, -32.5, 23.2];
/** Points per degree in the invented data. */
const FINE = 60;

/** @typedef {[number, number]} Place */

/** The southern coast: its latitude at a longitude. @param {number} lon */
const coast = (lon) => 22.3 + 0.35 * Math.sin(2.1 * lon) + 0.09 * Math.sin(11 * lon) + 0.03 * Math.sin(37 * lon);
/** The border: its longitude at a latitude. @param {number} lat */
const border = (lat) => -34 + 0.4 * Math.sin(1.7 * lat) + 0.07 * Math.sin(13 * lat) + 0.02 * Math.sin(41 * lat);
/** The river: its longitude at a latitude. @param {number} lat */
const river = (lat) => -33 + 0.5 * Math.sin(1.1 * lat) + 0.06 * Math.sin(19 * lat);

/**
 * Places along a curve, from one end to the other.
 * @param {number} from
 * @param {number} to
 * @param {(at: number) => Place} place
 * @returns {Place[]}
 */
function curve(from, to, place) {
  const steps = Math.ceil(Math.abs(to - from) * FINE);
  return Array.from({ length: steps + 1 }, (_, i) => place(from + ((to - from) * i) / steps));
}

/** Where border and coast meet. */
function mouth() {
  let lat = 22.3;
  for (let i = 0; i < 60; i++) lat = coast(border(lat));
  return lat;
}

/**
 * The invented data as TopoJSON. The border is one arc that both countries share.
 * @param {Place[]} west the coast of the western country, from the border's northern end to its mouth
 * @param {Place[]} east the coast of the eastern one, from the mouth to the northern end
 * @param {Place[]} line the border, from its mouth to its northern end
 * @param {Place[]} lake
 * @param {Place[]} course
 */
function topology(west, east, line, lake, course) {
  const country = (/** @type {string} */ code, /** @type {number[]} */ ring) => ({ type: "Polygon", arcs: [ring], properties: { code } });
  return {
    type: "Topology",
    arcs: [west, east, line, course, ...(lake.length ? [lake] : [])],
    objects: {
      countries: { type: "GeometryCollection", geometries: [country("XA", [0, 2]), country("XB", [1, -3])] },
      lakes: { type: "GeometryCollection", geometries: lake.length ? [{ type: "Polygon", arcs: [[4]], properties: {} }] : [] },
      rivers: {
        type: "GeometryCollection",
        geometries: [{ type: "LineString", arcs: [3], properties: { name: "Quill", rank: 1 } }],
      },
    },
  };
}

/** The whole island: a coast in the south, an ellipse in the north. */
function island() {
  const [w, e, top] = [-38, -29.5, 28.6];
  const north = (/** @type {number} */ lon) => {
    const t = (lon - (w + e) / 2) / ((e - w) / 2);
    const low = coast(lon);
    return low + (top - low) * Math.sqrt(Math.max(0, 1 - t * t)) * (1 + 0.02 * Math.sin(9 * lon));
  };
  const south = mouth();
  const middle = border(south);
  const crown = border(27.9);
  const west = [...curve(crown, w, (lon) => [lon, north(lon)]), ...curve(w, middle, (lon) => [lon, coast(lon)]).slice(1)];
  const east = [...curve(middle, e, (lon) => [lon, coast(lon)]), ...curve(e, crown, (lon) => [lon, north(lon)]).slice(1)];
  const line = curve(south, 27.9, (lat) => [border(lat), lat]);
  join(west, east, line);
  const lake = curve(0, 2 * Math.PI, (a) => [-36 + 0.5 * Math.cos(a), 25 + 0.35 * Math.sin(a) + 0.05 * Math.sin(7 * a)]);
  lake[lake.length - 1] = [.../** @type {Place} */ (lake[0])];
  return topology(west, east, line, lake, riverTo(26.5));
}

/** The part of it around the border's mouth, cut at the edges of the detail. */
function corner() {
  const [w, , e, n] = /** @type {[number, number, number, number]} */ (DETAIL);
  const south = mouth();
  const middle = border(south);
  const west = [[border(n), n], [w, n], ...curve(w, middle, (lon) => [lon, coast(lon)])];
  const east = [...curve(middle, e, (lon) => [lon, coast(lon)]), [e, n], [border(n), n]];
  const line = curve(south, n, (lat) => [border(lat), lat]);
  join(/** @type {Place[]} */ (west), /** @type {Place[]} */ (east), line);
  return topology(/** @type {Place[]} */ (west), /** @type {Place[]} */ (east), line, [], riverTo(n));
}

/** Gives the three lines exactly the same ends. @param {Place[]} west @param {Place[]} east @param {Place[]} line */
function join(west, east, line) {
  const [first, last] = [/** @type {Place} */ (line[0]), /** @type {Place} */ (line.at(-1))];
  west[0] = east[east.length - 1] = [...last];
  west[west.length - 1] = east[0] = [...first];
}

/** The river from the coast up to a latitude. @param {number} north */
function riverTo(north) {
  let lat = 22.3;
  for (let i = 0; i < 60; i++) lat = coast(river(lat));
  return curve(lat, north, (at) => [river(at), at]);
}

/**
 * @param {string} name
 * @param {object} survey TopoJSON
 * @param {object} spec what `tools/basemap/src/spec.rs` reads
 */
async function cut(name, survey, spec) {
  const [topojson, file] = [`${CACHE}/${name}.topojson`, `${CACHE}/${name}.spec.json`];
  await writeFile(ROOT + topojson, JSON.stringify(survey));
  await writeFile(ROOT + file, JSON.stringify({ topojson, out: `${FOLDER}/${name}.bin`, bits: 20, ...spec }));
  console.log(await run("cargo", ["run", "--quiet", "--release", "--package", "darien-basemap", "--", file]));
}

/** A mountain, as a PNG of a few pixels: red and green are the shade (128 = flat), blue the height. */
function mountain() {
  const [width, height] = [48, 44];
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + 4 * width);
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x - 20) / 6, (y - 20) / 6];
      const high = Math.exp(-dx * dx - dy * dy);
      const shade = Math.round(128 - 150 * high * (dx + dy));
      const clamped = Math.max(0, Math.min(255, shade));
      row.set([clamped, clamped, Math.round(255 * high), 255], 1 + 4 * x);
    }
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

/** A chunk of a PNG. @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

await command(async () => {
  await mkdir(ROOT + CACHE, { recursive: true });
  await mkdir(ROOT + FOLDER, { recursive: true });
  const relief = [-39, 21, -29, 29.5];
  await cut("land", island(), { bounds: BASE, focus: BASE, relief, zones: [{ km: 0.4, least_km2: 10 }] });
  await cut("sketch", island(), { bounds: BASE, focus: BASE, relief, zones: [{ km: 3, least_km2: 10 }] });
  await cut("mouth", corner(), { bounds: DETAIL, focus: DETAIL, zones: [{ km: 0.05, least_km2: 1 }] });
  await writeFile(`${ROOT}${FOLDER}/relief.png`, mountain());
});
