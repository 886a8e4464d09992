// Turns the features of a tile into the numbers that the core draws: shapes by class, names by kind. Knows Protomaps' layers, in their
// versions 2 to 4. https://docs.protomaps.com/basemaps/layers

import { CLASS, type Class } from "./looks.js";
import type { Feature, Value } from "./vector.js";

/** The layers that are drawn. */
export const LAYERS: ReadonlySet<string> = new Set(["earth", "water", "landuse", "landcover", "natural", "buildings", "roads", "transit", "physical_line", "physical_point", "places"]);

/** A tile: the numbers of its shapes for the core (see `Tiles::put` in src/tiles.rs), and its names. */
export interface Drawn {
  numbers: number[];
  names: Name[];
}

/** A name in a tile. */
export interface Name {
  text: string;
  kind: Kind;
  /** 0 for the most important ones. */
  rank: number;
  /** The zoom from which it is shown. */
  zoom: number;
  /** Lines that it may follow, or its point: x and y in turn, in units. */
  lines: number[][];
}

/** How names are written, as the core numbers it. */
export const KIND = { street: 0, river: 1, quarter: 2, park: 3 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** A tile is as many units wide. */
export const UNITS = 4096;

/** Points of a street with a name are at most so far apart, so that its name finds the part in sight. */
const STEP = 48;

/** A line is closed, or not, and has x and y of its points in turn. */
type Line = readonly [closed: boolean, points: number[]];

const GREEN = /^(park|garden|wood|forest|grass|grassland|meadow|scrub|nature_reserve|national_park|protected_area|cemetery|recreation_ground|golf_course|village_green|orchard|vineyard|allotments)$/;
const SEA = /^(ocean|sea|bay|strait)$/;

/** The street's class, and the rank and the zoom of its name, by its kind. */
const STREETS: Record<string, readonly [Class, rank: number, zoom: number]> = {
  highway: [CLASS.highway, 3, 13],
  major_road: [CLASS.major, 3, 14],
  medium_road: [CLASS.medium, 4, 14.5],
  minor_road: [CLASS.minor, 5, 15.3],
  other: [CLASS.path, 6, 16],
  path: [CLASS.path, 6, 16],
};

/** From which zoom a part of a town is named, by its kind. */
const QUARTERS: Record<string, number> = { borough: 11.5, suburb: 12, quarter: 13, macrohood: 12, neighbourhood: 13.5 };

/** Draws the features of a tile. Names are those on the spot, as on the signs of the streets. */
export function draw(features: readonly Feature[]): Drawn {
  const shapes = new Map<Class, Layers>();
  const names = new Map<string, Name>();
  const add = (found: Class, { parts, shape, extent }: Feature) => {
    const layers = shapes.get(found) ?? new Layers(found !== CLASS.building);
    shapes.set(found, layers);
    layers.add(parts.map((part): Line => [shape === "area", scaled(part, extent)]));
  };
  for (const feature of features) {
    const found = classOf(feature);
    if (found !== undefined) add(found, feature);
    addName(feature, found, names);
  }
  return { numbers: numbersOf(shapes), names: [...names.values()] };
}

/** Lines or rings of one class. The core fills a shape by the even-odd rule, so areas that may overlap are in different shapes. */
class Layers {
  readonly shapes: { lines: Line[]; boxes: Box[] }[] = [];

  constructor(private readonly apart: boolean) {}

  add(lines: Line[]): void {
    const box = this.apart && lines[0]?.[0] ? boxOf(lines) : undefined;
    // Beyond a few shapes, some hole is better than a picture of very many.
    let shape = this.shapes.find(({ boxes }, i) => i === MOST_SHAPES || !box || boxes.every((other) => areApart(box, other)));
    if (!shape) this.shapes.push((shape = { lines: [], boxes: [] }));
    shape.lines.push(...lines);
    if (box) shape.boxes.push(box);
  }
}

const MOST_SHAPES = 8;
type Box = readonly [number, number, number, number];

function boxOf(lines: readonly Line[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [, points] of lines) {
    for (let i = 0; i < points.length; i += 2) {
      const [x = 0, y = 0] = [points[i], points[i + 1]];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return [left, top, right, bottom];
}

const areApart = (a: Box, b: Box): boolean => a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1];

/** The property of one of these names: versions before 4 have the prefix `pmap:`. */
const property = (properties: Map<string, Value>, name: string): Value | undefined => properties.get(name) ?? properties.get(`pmap:${name}`);

const kindOf = ({ properties }: Feature): string => String(property(properties, "kind") ?? "");

function classOf(feature: Feature): Class | undefined {
  const { layer, shape, properties } = feature;
  const kind = kindOf(feature);
  if (layer === "buildings") return shape === "area" ? CLASS.building : undefined;
  if (layer === "water") {
    if (shape === "area") return SEA.test(kind) ? CLASS.sea : CLASS.water;
    return shape === "line" ? CLASS.river : undefined;
  }
  if (layer === "physical_line") return kind === "waterway" ? CLASS.river : undefined;
  if (layer === "landuse" || layer === "natural" || layer === "landcover") {
    const named = ["natural", "landuse", "leisure"].map((name) => String(properties.get(name) ?? ""));
    return shape === "area" && [kind, ...named].some((word) => GREEN.test(word)) ? CLASS.park : undefined;
  }
  if (shape !== "line" || isHidden(properties)) return undefined;
  if (layer === "transit") return kind === "railway" ? CLASS.rail : undefined;
  if (layer !== "roads") return undefined;
  if (kind === "rail") return CLASS.rail;
  return STREETS[streetOf(feature)]?.[0];
}

/** The kind of a street. Streets for people on foot are streets, and not paths. */
function streetOf(feature: Feature): string {
  const { properties } = feature;
  const detail = String(properties.get("highway") ?? property(properties, "kind_detail") ?? "");
  return /^(pedestrian|living_street)$/.test(detail) ? "minor_road" : kindOf(feature);
}

const isBrook = ({ properties }: Feature): boolean =>
  ["waterway", "kind_detail", "kind"].some((name) => /^(stream|canal|ditch|drain)$/.test(String(property(properties, name) ?? "")));

/** Whether a street or a railway is under the ground. */
function isHidden(properties: Map<string, Value>): boolean {
  const tunnel = properties.get("tunnel") ?? properties.get("is_tunnel");
  return (tunnel !== undefined && tunnel !== "no" && tunnel !== false) || Number(property(properties, "level") ?? 0) < 0;
}

/** Adds the name of a feature, if it is shown. */
function addName(feature: Feature, found: Class | undefined, names: Map<string, Name>): void {
  const { layer, shape, properties, parts, extent } = feature;
  const text = String(properties.get("name") ?? "").trim();
  if (!text || text.length > 60 || text.includes("\0")) return;
  const place = kindOf(feature);
  const style = ((): readonly [Kind, rank: number, zoom: number] | undefined => {
    if (layer === "places") return QUARTERS[place] === undefined ? undefined : [KIND.quarter, 0, QUARTERS[place]];
    if (layer === "roads") {
      const street = found === undefined ? undefined : STREETS[streetOf(feature)];
      return street && [KIND.street, street[1], street[2]];
    }
    if (shape === "line") return found === CLASS.river ? (isBrook(feature) ? [KIND.river, 3, 15.5] : [KIND.river, 1, 11.5]) : undefined;
    return shape === "area" && found === CLASS.park ? [KIND.park, 2, 14.5] : undefined;
  })();
  if (!style) return;
  const [kind, rank, zoom] = style;
  const lines = parts.map((part) => scaled(part, extent));
  const shown = shape === "area" ? spot(lines) : shape === "point" ? lines : lines.map(densified);
  const key = `${kind}${text}`;
  const known = names.get(key);
  if (known) {
    known.lines.push(...shown);
    known.rank = Math.min(known.rank, rank);
    known.zoom = Math.min(known.zoom, zoom);
  } else if (shown.length) names.set(key, { text, kind, rank, zoom, lines: shown });
}

/** The middle of a large area's first ring; nothing for one too small for a name. */
function spot([ring = []]: number[][]): number[][] {
  const [left, top, right, bottom] = boxOf([[true, ring]]);
  return right - left > 300 && bottom - top > 120 ? [[Math.round((left + right) / 2), Math.round((top + bottom) / 2)]] : [];
}

/** The points in units of the core, for layers of another width. */
function scaled(points: number[], extent: number): number[] {
  return extent === UNITS ? points : points.map((value) => Math.round((value * UNITS) / extent));
}

/** With more points on long straight pieces. */
function densified(points: number[]): number[] {
  const out = points.slice(0, 2);
  for (let i = 2; i < points.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.slice(i - 2, i + 2);
    const steps = Math.min(Math.ceil(Math.hypot(x1 - x0, y1 - y0) / STEP), 256);
    for (let step = 1; step <= steps; step++) out.push(Math.round(x0 + ((x1 - x0) * step) / steps), Math.round(y0 + ((y1 - y0) * step) / steps));
  }
  return out;
}

function numbersOf(shapes: ReadonlyMap<Class, Layers>): number[] {
  const out: number[] = [];
  for (const [found, { shapes: all }] of shapes) {
    for (const { lines } of all) {
      out.push(found, lines.length);
      for (const [closed, points] of lines) pushLine(out, points, closed);
    }
  }
  return out;
}

/** Adds a line as the core reads it. Not by spreading: it may have more points than a function can have arguments. */
export function pushLine(out: number[], points: readonly number[], closed: boolean): void {
  out.push(closed ? -points.length / 2 : points.length / 2);
  for (const value of points) out.push(value);
}
