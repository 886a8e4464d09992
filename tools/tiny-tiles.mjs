// Makes small files of tiles for tests: PMTiles, version 3, with tiles in Protomaps' layers, all invented.
// @ts-check
import { gzipSync } from "node:zlib";

const UNITS = 4096;

/** @typedef {{ layer: string, shape: "point" | "line" | "area", points: [number, number][], properties: Record<string, string | number | boolean> }} Feature */

/** @param {number} value @returns {number[]} */
function varint(value) {
  const out = [];
  for (; value > 127; value = Math.floor(value / 128)) out.push((value % 128) | 128);
  return [...out, value];
}

/** A field of a message. @param {number} field @param {number | number[] | Uint8Array} value @returns {number[]} */
const entry = (field, value) => (typeof value === "number" ? [...varint(field * 8), ...varint(value)] : [...varint(field * 8 + 2), ...varint(value.length), ...value]);
const zigzag = (/** @type {number} */ value) => (value < 0 ? -value * 2 - 1 : value * 2);
const utf8 = (/** @type {string} */ text) => [...Buffer.from(text)];

/** A vector tile. @param {Feature[]} features @returns {Uint8Array} */
export function tile(features) {
  const layers = [...new Set(features.map(({ layer }) => layer))].map((name) => {
    /** @type {string[]} */ const keys = [];
    /** @type {(string | number | boolean)[]} */ const values = [];
    const index = (/** @type {unknown[]} */ list, /** @type {unknown} */ item) => (list.includes(item) ? list.indexOf(item) : list.push(item) - 1);
    const inside = features.filter(({ layer }) => layer === name).map(({ shape, points, properties }) => {
      const tags = Object.entries(properties).flatMap(([key, value]) => [index(keys, key), index(values, value)]);
      let [x, y] = [0, 0];
      const steps = points.map(([px, py]) => {
        const step = [zigzag(px - x), zigzag(py - y)];
        [x, y] = [px, py];
        return step;
      });
      const rest = steps.length > 1 ? [(steps.length - 1) * 8 + 2, ...steps.slice(1).flat()] : [];
      const geometry = [9, ...(steps[0] ?? []), ...rest, ...(shape === "area" ? [15] : [])];
      const kind = { point: 1, line: 2, area: 3 }[shape];
      return entry(2, [...entry(2, tags.flatMap(varint)), ...entry(3, kind), ...entry(4, geometry.flatMap(varint))]);
    });
    const encoded = values.map((value) => entry(4, typeof value === "string" ? entry(1, utf8(value)) : typeof value === "boolean" ? entry(7, Number(value)) : entry(5, value)));
    return entry(3, [...entry(15, 2), ...entry(1, utf8(name)), ...inside.flat(), ...keys.flatMap((key) => entry(3, utf8(key))), ...encoded.flat(), ...entry(5, UNITS)]);
  });
  return Uint8Array.from(layers.flat());
}

/** The features of every tile: a river, a park, houses, and two streets that cross. @returns {Feature[]} */
export function town() {
  const house = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {[number, number][]} */ ([[x, y], [x + 300, y], [x + 300, y + 200], [x, y + 200]]);
  return [
    { layer: "water", shape: "area", points: [[-256, 3000], [4352, 3200], [4352, 3700], [-256, 3500]], properties: { kind: "river" } },
    { layer: "landuse", shape: "area", points: [[400, 400], [1600, 400], [1600, 1400], [400, 1400]], properties: { kind: "park", name: "Parco di Prova" } },
    { layer: "buildings", shape: "area", points: house(2400, 900), properties: { kind: "building" } },
    { layer: "buildings", shape: "area", points: house(2900, 900), properties: { kind: "building" } },
    { layer: "roads", shape: "line", points: [[-256, 2000], [4352, 2000]], properties: { kind: "major_road", name: "Via Inventata" } },
    { layer: "roads", shape: "line", points: [[2048, -256], [2048, 2000]], properties: { kind: "minor_road", name: "Vicolo Corto" } },
    { layer: "roads", shape: "line", points: [[2048, 2000], [2048, 4352]], properties: { kind: "minor_road", name: "Vicolo Corto" } },
    { layer: "roads", shape: "line", points: [[0, 0], [4096, 4096]], properties: { kind: "major_road", name: "Sottopasso", is_tunnel: true } },
    { layer: "places", shape: "point", points: [[3000, 2600]], properties: { kind: "neighbourhood", name: "Borgo Finto" } },
  ];
}

/**
 * A file with one tile at each of some places: level, column and row. The header has `header` in place of what is right.
 * @param {object} [options]
 * @param {[number, number, number][]} [options.places]
 * @param {(zoom: number, x: number, y: number) => number} [options.number] a tile's number in the file
 * @param {Uint8Array} [options.content] of each tile, as it is stored
 * @param {Record<string, unknown>} [options.metadata]
 * @param {(header: DataView) => void} [options.header]
 * @param {Uint8Array} [options.root] the first directory, as it is stored
 * @param {Uint8Array} [options.leaves] the other directories, as they are stored
 */
export function archive({ places = [], number = () => 0, content = gzipSync(tile(town())), metadata = { attribution: "<a href='https://x.test'>Invented</a>" }, header, root, leaves = new Uint8Array() } = {}) {
  const ids = places.map((place) => number(...place)).sort((a, b) => a - b);
  // All tiles are the same bytes.
  const steps = ids.map((id, i) => id - (ids[i - 1] ?? 0));
  const columns = [ids.length, ...steps, ...ids.map(() => 1), ...ids.map(() => content.length), ...ids.map(() => 1)];
  const first = root ?? gzipSync(Uint8Array.from(columns.flatMap(varint)));
  const about = gzipSync(JSON.stringify({ vector_layers: [{ id: "roads" }, { id: "water" }], ...metadata }));
  const view = new DataView(new ArrayBuffer(127));
  new Uint8Array(view.buffer).set(Buffer.from("PMTiles"));
  view.setUint8(7, 3);
  let at = 127;
  for (const [field, part] of /** @type {const} */ ([[8, first], [24, about], [40, leaves], [56, content]])) {
    view.setUint32(field, at, true);
    view.setUint32(field + 8, part.length, true);
    at += part.length;
  }
  // Clustered; gzip, gzip; vector tiles.
  [1, 2, 2, 1].forEach((value, i) => view.setUint8(96 + i, value));
  const levels = places.map(([zoom]) => zoom);
  view.setUint8(100, Math.min(24, ...levels));
  view.setUint8(101, Math.max(0, ...levels));
  [11.2, 43.7, 11.32, 43.82].forEach((degrees, i) => view.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true));
  header?.(view);
  return new Uint8Array(Buffer.concat([new Uint8Array(view.buffer), first, about, leaves, content]));
}
