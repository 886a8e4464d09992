// What crosses the border between the element and the Rust core: the other side of `src/web`.

import type { LonLat, Place, Point, View } from "./types.js";

/** A text of the story, with the tag of its language if that is not the map's. */
export type Words = string | readonly [text: string, lang: string];

/** A place as the list has it. */
export interface PlaceView extends Omit<Place, "name" | "where"> {
  name: Words;
  where: Words;
  /** Where it lies from the place before it; may be empty. */
  way: string;
  facts: FactView[];
}

/** The basemap's files, without their ending, in the engine's order. */
export const LEVELS = ["overview", "darien", "rio-grande"] as const;
/** An index into `LEVELS`; the last one, without mountains, has no relief. */
export type Level = 0 | 1 | 2;
export type Notice =
  | { type: "select"; id: string | null }
  | { type: "viewchange"; view: View }
  | ({ type: "tour" } & TourView)
  | { type: "hint" };

/** Where the reader is in the telling. */
export interface TourView {
  /** The present chapter, from 0. */
  chapter: number | null;
  /** Whether the reader has left its view to look around. */
  away: boolean;
  playing: boolean;
}

/** One step of the telling. */
export interface ChapterView {
  id: string;
  title: Words;
  text: Words;
  /** Id of the place it is about. */
  place: string;
}

export interface Strings {
  dir: "ltr" | "rtl";
  map: string;
  places: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  close: string;
  key: string;
  more: string;
  from: string;
  km: string;
  ofAbout: string;
  measured: string;
  sources: string;
  previous: string;
  next: string;
  play: string;
  pause: string;
  start: string;
  resume: string;
  chapter: string;
  chapters: string;
  twoFingers: string;
  ctrlZoom: string;
  cmdZoom: string;
  copyLink: string;
  copied: string;
  fullScreen: string;
  leaveFullScreen: string;
  skip: string;
  keys: string;
}

/** A row of the key: what is shown, and what it means. */
export interface KeyRow {
  sample: "boat" | "foot" | "road" | "rail" | "highway" | "main" | "context" | "rough";
  text: string;
}

export interface Outline {
  lang: string;
  title: Words;
  summary: Words;
  /** The first thousand at least; how many there are beyond them. */
  places: PlaceView[];
  more: number;
  chapters: ChapterView[];
  key: KeyRow[];
  credits: string;
  asOf: string;
  strings: Strings;
}

export type Standing = "reported" | "corrected" | "context";

export interface FactView {
  text: Words;
  date: string;
  standing: Standing;
  standingLabel: string;
  sources: { title: Words; url: string | null }[];
  note: Words;
}

export interface CardView {
  id: string;
  eyebrow: string;
  title: Words;
  where: Words;
  accuracy: string;
  /** Where it lies from the place before it; may be empty. */
  way: string;
  facts: FactView[];
  /** How far along the route it lies, in km; where it begins, if that is another place; where others lie, 0 to 1. */
  along: { km: number; total: number; from: Words; stops: number[] } | null;
  /** Where the telling has it: its chapter's index, or half way between two. */
  chapter: number;
}

/** The part of the generated `Engine` class the element uses. Lengths in CSS px, times in seconds. */
export interface EngineApi {
  free(): void;
  /** Takes a piece of a story's text; the first drops what there is of another. */
  takeStory(text: string, first: boolean): void;
  /** Goes on loading the story taken, for a few milliseconds. */
  loadStory(): void;
  isLoading(): boolean;
  loadBasemap(level: Level, bytes: Uint8Array): void;
  /** The tones of a level's sea, kept on the canvas lent. */
  tone(level: Level, context: CanvasRenderingContext2D): void;
  setRelief(level: Level, pixels: Uint8ClampedArray, context: CanvasRenderingContext2D): void;
  resize(width: number, height: number, ratio: number): void;
  setPadding(top: number, right: number, bottom: number, left: number): void;
  setObstacles(rects: Float64Array): void;
  /** Names of the colours a page may set, each with the system colour for it: "land:Canvas …". */
  colors(): string;
  /** Theme 0 light, 1 dark, 2 contrast, 3 contrast-dark, 4 print; `own`: red, green, blue, alpha of each color. */
  setTheme(theme: number, own: Uint8Array): void;
  /** CSS lists of families; "": the map's own. */
  setFonts(sans: string, serif: string): void;
  setLang(tag: string): void;
  setWithout(names: string): void;
  setProgress(progress: number): void;
  setReducedMotion(on: boolean): void;
  /** Phase 0 down, 1 move, 2 up, 3 cancel, 4 leave; kind 0 mouse, 1 touch, 2 pen. */
  pointer(phase: number, id: number, kind: number, x: number, y: number, time: number): void;
  wheel(x: number, y: number, delta: number, time: number): void;
  zoomBy(levels: number, time: number): void;
  panBy(dx: number, dy: number, time: number): void;
  /** Whether one finger moves the map. */
  setFree(on: boolean): void;
  /** Whether places in sight are numbered, and which has a number, from 1. */
  setNumbered(on: boolean): void;
  selectNumber(number: number): boolean;
  /** To a chapter from 0; to the whole route, for −1. */
  goTo(chapter: number, time: number): void;
  play(on: boolean, time: number): void;
  /** To a position on the timeline at once, in chapters. */
  scroll(position: number, time: number): void;
  /** Seconds until the story turns by itself; infinite if it does not play. */
  waits(time: number): number;
  tick(time: number): void;
  fit(time: number): void;
  jumpTo(lon: number, lat: number, zoom: number): void;
  flyTo(lon: number, lat: number, zoom: number, seconds: number, time: number): void;
  select(id?: string): boolean;
  focus(id?: string): void;
  /** Paints the map without words and without what stands over it. */
  sketch(): void;
  /** The first half of a frame: all but the painting. */
  compose(time: number): void;
  /** Paints what was composed piece by piece: from where the last call ended, 0 at first; returns 0 at its end. */
  paintPiece(from: number): number;
  frame(time: number): void;
  needsFrame(): boolean;
  /** The last picture once more, on another canvas: `ratio` of its pixels to a CSS px. */
  paintOn(context: CanvasRenderingContext2D, ratio: number): void;
  /** The last picture; `style` is CSS to bring along. */
  svg(title: string, description: string, style: string): string;
  view(): View;
  project(lon: number, lat: number): Point;
  unproject(x: number, y: number): LonLat;
  takeNotices(): Notice[];
  /** Levels to load, a bit of each. */
  wants(): number;
  /** 0 `grab`, 1 `grabbing`, 2 `pointer`. */
  cursor(): number;
  outline(): Outline;
  /** The places that the outline does not tell of. */
  morePlaces(): PlaceView[];
  card(id: string): CardView | undefined;
}

export type EngineClass = new (context: CanvasRenderingContext2D) => EngineApi;
