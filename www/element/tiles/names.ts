// Chooses the names of the tiles in sight, and joins their lines: a street is cut at every crossing and at the edges of tiles.

import { KIND, UNITS, pushLine, type Kind, type Name } from "./drawing.js";

/** Names in the form in which the core takes them: see `Tiles::name` in src/tiles.rs. */
export interface Named {
  numbers: number[];
  /** Their texts, separated by U+0000. */
  texts: string;
}

/** A tile's names, and where it is. */
export interface NamesOfTile {
  names: readonly Name[];
  zoom: number;
  x: number;
  y: number;
}

/** At most so many names are shown in a view. */
const MOST = 70;

/** The longest lines of a name are enough. */
const MOST_LINES = 4;

/** The core's numbers of the first name of a tile, and how many it may have. */
const FIRST_KEY = 0x70000000;
const KEYS = 0x0fffffff;

type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** The names for a view, the most important first. `box`: what is in sight, in world coordinates. `known`: names that the map has already. */
export function namesFor(tiles: readonly NamesOfTile[], box: Box, zoom: number, known: ReadonlySet<string>): Named {
  const found = new Map<string, { text: string; kind: Kind; rank: number; lines: number[][] }>();
  for (const tile of tiles) {
    const side = 2 ** tile.zoom;
    const world = (value: number, i: number) => ((i % 2 ? tile.y : tile.x) + value / UNITS) / side;
    for (const { text, kind, rank, zoom: from, lines } of tile.names) {
      if (zoom < from || known.has(text)) continue;
      const shown = lines.map((line) => line.map(world)).filter((line) => isSeen(line, box));
      if (!shown.length) continue;
      const same = found.get(kind + text);
      if (!same) found.set(kind + text, { text, kind, rank, lines: shown });
      else {
        same.lines.push(...shown);
        same.rank = Math.min(same.rank, rank);
      }
    }
  }
  const all = [...found.values()].map((name) => {
    const along = name.kind === KIND.street || name.kind === KIND.river;
    const lines = along ? joined(name.lines).flatMap(straight).sort((a, b) => lengthOf(b) - lengthOf(a)) : name.lines;
    return { ...name, lines: lines.slice(0, MOST_LINES), length: along ? lengthOf(lines[0] ?? []) : 0 };
  });
  // Of streets of one rank those with the longest lines are most likely to have room, and the most useful to know.
  const best = all.sort((a, b) => a.rank - b.rank || b.length - a.length).slice(0, MOST);
  const numbers: number[] = [];
  for (const { text, kind, lines } of best) {
    numbers.push(FIRST_KEY + (hashOf(kind + text) & KEYS), kind, lines.length);
    for (const line of lines) pushLine(numbers, line, false);
  }
  const texts = best.map(({ kind, text }) => (kind === KIND.quarter ? text.toLocaleUpperCase() : text));
  return { numbers, texts: texts.join("\0") };
}

function isSeen(line: readonly number[], [x0, y0, x1, y1]: Box): boolean {
  for (let i = 0; i < line.length; i += 2) {
    const [x = 0, y = 0] = [line[i], line[i + 1]];
    if (x >= x0 && x <= x1 && y >= y0 && y <= y1) return true;
  }
  return false;
}

function lengthOf(line: readonly number[]): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot((line[i] ?? 0) - (line[i - 2] ?? 0), (line[i + 1] ?? 0) - (line[i - 1] ?? 0));
  return length;
}

/** The same number for the same text, from one view to the next. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The sharpest turn within a name's line, as a cosine: from its direction so far. */
const TURN = 0.5;

/** A line cut at its sharp turns, so that each part has one direction of reading. */
export function straight(line: readonly number[]): number[][] {
  const parts: number[][] = [];
  let part = line.slice(0, 2);
  for (let i = 2; i < line.length; i += 2) {
    const [x = 0, y = 0] = [line[i], line[i + 1]];
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...part.slice(0, 2), ...part.slice(-2)];
    const [along, across] = [x1 - x0, y1 - y0];
    const [dx, dy] = [x - x1, y - y1];
    if (part.length > 2 && along * dx + across * dy < TURN * Math.hypot(along, across) * Math.hypot(dx, dy)) {
      parts.push(part);
      part = part.slice(-2);
    }
    part.push(x, y);
  }
  return [...parts, part];
}

/** Lines that meet at their ends become one: a street is cut at every crossing. */
export function joined(lines: readonly number[][]): number[][] {
  const open = lines.filter(({ length }) => length >= 4).map((line) => line.slice());
  const done: number[][] = [];
  const end = (line: number[], last: boolean) => (last ? `${near(line.at(-2))},${near(line.at(-1))}` : `${near(line[0])},${near(line[1])}`);
  // Points of neighbouring tiles differ by rounding.
  const near = (value = 0) => Math.round(value * 2 ** 26);
  const at = new Map<string, Set<number[]>>();
  const enter = (line: number[]) => {
    for (const last of [false, true]) {
      const key = end(line, last);
      at.set(key, (at.get(key) ?? new Set()).add(line));
    }
  };
  const leave = (line: number[]) => [false, true].forEach((last) => at.get(end(line, last))?.delete(line));
  for (const line of open) enter(line);
  for (const start of open) {
    if (!at.get(end(start, false))?.has(start)) continue;
    leave(start);
    let line = start;
    for (const atEnd of [true, false]) {
      for (;;) {
        const key = end(line, atEnd);
        const [next] = at.get(key) ?? [];
        if (!next) break;
        leave(next);
        const forward = end(next, false) === key;
        const points = forward === atEnd ? next : reversed(next);
        line = atEnd ? [...line, ...points.slice(2)] : [...points, ...line.slice(2)];
      }
    }
    done.push(line);
  }
  return done;
}

function reversed(line: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i] ?? 0, line[i + 1] ?? 0);
  return out;
}
