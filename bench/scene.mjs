// What every map of the comparison draws: land, borders, a route and places, as files.
// @ts-check
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { ROOT, run } from "../tools/setup.mjs";
import { at, clipLines, clipPolygons } from "./clip.mjs";
import { geojsonStory, grow } from "./grow.js";

/** @typedef {import("geojson").Position} Position */
/** @typedef {{ land: Position[][][], borders: Position[][] }} Ground */
/** @typedef {import("./grow.js").Story} Story */

/** The part of the world that is drawn: far more than any view shows. @type {import("./clip.mjs").Box} */
const REGION = [-128, -15, -50, 50];
/** The same for the story of the row "world". @type {import("./clip.mjs").Box} */
const MEDITERRANEAN = [-20, 5, 45, 60];
/** That story, as its author wrote it. */
const ELSEWHERE = `${ROOT}examples/stories/central-mediterranean.geojson`;
/** The number of vertices of the story's own route, as in a recorded track. */
const ROUTE_VERTICES = 400;
const PLACES = 25;
/** The sizes of larger stories: places, and vertices of the route. */
export const SIZES = {
  places: [PLACES, 1_000, 10_000, 100_000],
  vertices: [ROUTE_VERTICES, 1_000, 10_000, 100_000],
};

/**
 * Writes the scene's files.
 *
 * - `raw.json`, `ours.json`: land and borders as TopoJSON, of Natural Earth 10m as it is and of our own,
 *   simplified geography;
 * - `raw.geojson.json`, `ours.geojson.json`: the same as GeoJSON of two features;
 * - `story.json`: the route and its places;
 * - `places-N.json`, `vertices-N.json`: the same with N places or vertices;
 * - `places-N.geojson`, `vertices-N.geojson`: those as GeoJSON for this map;
 * - `world.json`, `world.geojson.json`, `elsewhere.json`, `elsewhere.geojson`: Natural Earth 10m around a story in the Mediterranean,
 *   its route and places, and the story itself.
 * @param {string} directory
 */
export async function makeScene(directory) {
  await mkdir(directory, { recursive: true });
  const naturalEarth = await raw();
  const grounds = /** @type {const} */ ([["raw", naturalEarth, REGION], ["ours", await ours(), REGION], ["world", naturalEarth, MEDITERRANEAN]]);
  for (const [name, whole, region] of grounds) {
    const ground = {
      land: clipPolygons(whole.land, [...region]),
      borders: clipLines(whole.borders, [...region]),
    };
    await write(`${directory}/${name}.json`, topojson(ground));
    await write(`${directory}/${name}.geojson.json`, geojson(ground));
  }
  const elsewhere = await readStory(ELSEWHERE);
  await write(`${directory}/elsewhere.json`, elsewhere);
  await copyFile(ELSEWHERE, `${directory}/elsewhere.geojson`);
  const small = await story();
  await write(`${directory}/story.json`, small);
  for (const what of /** @type {const} */ (["places", "vertices"])) {
    for (const count of SIZES[what]) {
      const large = grow(small, { [what]: count });
      await write(`${directory}/${what}-${count}.json`, large);
      await writeFile(`${directory}/${what}-${count}.geojson`, geojsonStory(large));
    }
  }
}

/**
 * @param {string} path
 * @param {object} content
 */
const write = (path, content) => writeFile(path, JSON.stringify(content));

/** Natural Earth 10m, as world-atlas has it. @returns {Promise<Ground>} */
async function raw() {
  const url = new URL(import.meta.resolve("world-atlas/countries-10m.json"));
  /** @type {import("topojson-specification").Topology<{ countries: Countries, land: Countries }>} */
  const atlas = JSON.parse(await readFile(url, "utf8"));
  return {
    land: merge(atlas, atlas.objects.countries.geometries).coordinates,
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates,
  };
}

/** @typedef {import("topojson-specification").GeometryCollection} Any */
/** @typedef {import("topojson-specification").Polygon | import("topojson-specification").MultiPolygon} Area */
/** @typedef {Any & { geometries: Area[] }} Countries */

/** Our own geography, read by the project's own decoder. @returns {Promise<Ground>} */
async function ours() {
  const tool = ["run", "--quiet", "--release", "-p", "darien-basemap", "--", "--geojson"];
  /** @type {import("geojson").FeatureCollection} */
  const { features } = JSON.parse(await run("cargo", [...tool, `${ROOT}assets/overview.bin`]));
  const is = (/** @type {string} */ kind) => features.filter((f) => f.properties?.["kind"] === kind);
  /** @type {import("geojson").FeatureCollection} */
  const collection = { type: "FeatureCollection", features: is("country") };
  const joined = topology({ countries: collection });
  const countries = /** @type {Countries} */ (joined.objects["countries"]);
  const borders = /** @type {import("geojson").MultiLineString[]} */ (is("borders").map((f) => f.geometry));
  return {
    land: merge(joined, countries.geometries).coordinates,
    borders: borders.flatMap((border) => border.coordinates),
  };
}

/**
 * Land and borders as TopoJSON, wound clockwise as d3-geo wants it, quantised as world-atlas is.
 * @param {Ground} ground
 */
function topojson({ land, borders }) {
  const coordinates = land.map((rings) => rings.map((ring, i) => wound(ring, i === 0)));
  /** @type {Record<string, import("geojson").Geometry>} */
  const objects = {
    land: { type: "MultiPolygon", coordinates },
    borders: { type: "MultiLineString", coordinates: borders },
  };
  return topology(objects, 1e6);
}

/**
 * Land and borders as GeoJSON, wound anticlockwise as RFC 7946 wants it, to 4 decimals (11 m).
 * @param {Ground} ground
 */
function geojson({ land, borders }) {
  const areas = land
    .map((rings) => rings.map((ring, i) => rounded(wound(ring, i !== 0))).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
  const lines = borders.map(rounded).filter((line) => line.length > 1);
  const one = (/** @type {string} */ kind, /** @type {object} */ geometry) => ({
    type: "Feature",
    properties: { kind },
    geometry,
  });
  return {
    type: "FeatureCollection",
    features: [
      one("land", { type: "MultiPolygon", coordinates: areas }),
      one("borders", { type: "MultiLineString", coordinates: lines }),
    ],
  };
}

/**
 * The ring, clockwise (north up) or anticlockwise.
 * @param {Position[]} ring
 * @param {boolean} clockwise
 */
function wound(ring, clockwise) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [at(ring, i - 1), at(ring, i)];
    twice += (at(b, 0) - at(a, 0)) * (at(b, 1) + at(a, 1));
  }
  return twice > 0 === clockwise ? ring : ring.toReversed();
}

/**
 * The line to 4 decimals, without repeated points.
 * @param {Position[]} line
 */
function rounded(line) {
  const points = line.map((point) => point.map((degrees) => Math.round(degrees * 1e4) / 1e4));
  return points.filter((p, i) => i === 0 || String(p) !== String(points[i - 1]));
}

/** The project's story: its legs, drawn more finely, and its first places. @returns {Promise<Story>} */
async function story() {
  const story = await readStory(`${ROOT}assets/story.geojson`);
  densify(story.legs, ROUTE_VERTICES);
  return story;
}

/** The legs of a story, and its first places. @param {string} path @returns {Promise<Story>} */
async function readStory(path) {
  /** @type {import("geojson").FeatureCollection} */
  const { features } = JSON.parse(await readFile(path, "utf8"));
  /** @type {Story} */
  const story = { legs: [], places: [] };
  for (const { id, geometry, properties } of features) {
    if (geometry.type === "LineString" && (properties?.["kind"] ?? "leg") === "leg") {
      story.legs.push(/** @type {[number, number][]} */ (geometry.coordinates));
    } else if (geometry.type === "Point" && story.places.length < PLACES) {
      const [lon, lat] = /** @type {[number, number]} */ (geometry.coordinates);
      const name = properties?.["name"];
      story.places.push({ id: String(id), name: name.en ?? name.es ?? name, lon, lat });
    }
  }
  return story;
}

/**
 * Halves the longest segments until the legs have this many vertices.
 * @param {[number, number][][]} legs
 * @param {number} vertices
 */
function densify(legs, vertices) {
  const count = () => legs.reduce((sum, leg) => sum + leg.length, 0);
  while (count() < vertices) {
    const segments = legs.flatMap((leg) =>
      leg.slice(1).map((b, i) => {
        const a = at(leg, i);
        return { leg, i, a, b, length: Math.hypot(b[0] - a[0], b[1] - a[1]) };
      }),
    );
    const { leg, i, a, b } = segments.reduce((best, one) => (one.length > best.length ? one : best));
    leg.splice(i + 1, 0, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
  }
}
