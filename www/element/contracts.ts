// The contracts between the files of the element: types only. No file needs another's type, so none imports in a circle.

import type { ErrorCode } from "./errors.js";
import type { DarienMapEventMap, LonLat, Place, Point, Strings, View } from "./types.js";

// What crosses the border to the Rust core: the other side of `src/web`.

/** A text of the story, with the tag of its language if that is not the interface's. */
export type Words = string | readonly [text: string, lang: string];

/** One of eight directions, clockwise from north. */
export type Direction = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";

/** What a place is. */
export type PlaceKind = "stop" | "town" | "road-end" | "region" | "state" | "country" | "river" | "border";

/** Where a place lies from the one before it. */
export interface WayView {
  km: number;
  direction: Direction;
  from: Words;
  /** How it is travelled; `null` for a place off the route. */
  mode: "boat" | "foot" | "road" | "rail" | null;
  /** ISO 3166-1 code of the country it leads into, if that is another, and the story's name for it. */
  into: string | null;
  country: Words;
}

/** A place as the list has it. */
export interface PlaceView extends Omit<Place, "name" | "where"> {
  name: Words;
  where: Words;
  way: WayView | null;
  facts: FactView[];
}

/** A file of the basemap that the view needs. */
export interface MissingPiece {
  /** The piece's index in the manifest. */
  piece: number;
  part: "sketch" | "whole";
  /** The file's address, from the manifest's own. */
  file: string;
  /** The image file of its relief. */
  relief: string | null;
  /** Whether its sea gets tones. */
  sea: boolean;
}

/** Whom the map is by: titles of the story's sources, and the credits of the ground in sight. */
export interface Credits {
  story: Words[];
  ground: Words[];
}

/** What the engine tells the page. */
export type EngineEvent =
  | { type: "select"; id: string | null }
  | { type: "viewchange"; view: View }
  | ({ type: "tour" } & TourView)
  | { type: "hint" }
  /** The ground in sight is by others than before. */
  | { type: "credits" };

/** Where the reader is in the playback. */
export interface TourView {
  /** The present chapter, from 0. */
  chapter: number | null;
  /** Whether the reader has left its view to look around. */
  away: boolean;
  playing: boolean;
}

/** One step of the playback. */
export interface ChapterView {
  id: string;
  title: Words;
  text: Words;
  /** Id of the place it is about. */
  place: string;
}

/** A row of the legend: what is shown, and what it means. */
export interface LegendRow {
  sample: LegendSample;
  text: Words;
}

/** A piece of a line, or, with a radius, a disc. Lengths in CSS px. */
export interface LegendSample {
  radius: number;
  /** The line, or the disc's edge. */
  stroke: Paint;
  width: number;
  /** On and off; empty if unbroken. */
  dash: number[];
  /** Whether its ends are round. */
  round: boolean;
  fill: Paint;
}

/** A colour and its opacity in percent. */
export interface Paint {
  color: ColorRole;
  percent: number;
}

/** A colour by its role in the theme: furniture.css has a custom property of each name. */
export type ColorRole = "route" | "highway" | "ring" | "context-label";

/** The story as text. */
export interface StoryOutline {
  title: Words;
  summary: Words;
  /** The first thousand at least; how many there are beyond them. */
  places: PlaceView[];
  more: number;
  chapters: ChapterView[];
  legend: LegendRow[];
  /** The span of time the map speaks of; may be empty. */
  asOf: Words;
  /** The story's own words for the button that begins it, and for a fact that its main source reports; may be empty. */
  start: Words;
  reported: Words;
}

/** A locale file: its language, and its texts, whatever they are. */
export interface LocaleFile {
  tag: string;
  words: Partial<Record<string, unknown>>;
}

/** The interface's words, and the languages of a map. */
export interface Locale {
  /** The language of the words. */
  tag: string;
  /** The same, or the reader's own form of it, such as `es-MX`: how numbers and dates are written. */
  lang: string;
  strings: Strings;
}

/** The story as text, and the words around it in the same language. */
export interface Outline extends StoryOutline {
  locale: Locale;
}

export type Standing = "reported" | "corrected" | "context";

export interface FactView {
  text: Words;
  date: string;
  standing: Standing;
  sources: { title: Words; url: string | null }[];
  note: Words;
}

export interface CardView {
  id: string;
  kind: PlaceKind;
  /** Which step of the story it is, from 1; `null` if it is none. */
  step: number | null;
  steps: number;
  title: Words;
  where: Words;
  /** How far off its position may be, in km; `null` if it is as good as a town's. */
  accuracy: number | null;
  way: WayView | null;
  facts: FactView[];
  /** How far along the route it lies, in km; where it begins, if that is another place; where others lie, 0 to 1. */
  along: { km: number; total: number; from: Words; stops: number[] } | null;
  /** Where the playback has it: its chapter's index, or half way between two. */
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
  loadManifest(text: string): void;
  /** Address of the file with the basemap's names and attribution, if the manifest does not have them itself. */
  basemapWords(): string | null;
  loadBasemapWords(text: string): void;
  loadPiece(piece: number, sketch: boolean, bytes: Uint8Array): void;
  /** The tones of a piece's sea, kept on the canvas lent. */
  tone(piece: number, context: CanvasRenderingContext2D): void;
  setRelief(piece: number, pixels: Uint8ClampedArray, context: CanvasRenderingContext2D): void;
  resize(width: number, height: number, ratio: number): void;
  setPadding(top: number, right: number, bottom: number, left: number): void;
  setObstacles(rects: Float64Array): void;
  /** Names of the colours a page may set, each with the system colour for it: "land:Canvas …". */
  colors(): string;
  /** Theme 0 light, 1 dark, 2 contrast, 3 contrast-dark, 4 print; `own`: red, green, blue, alpha of each color. */
  setTheme(theme: number, own: Uint8Array): void;
  /** CSS lists of families; "": the map's own. */
  setFonts(sans: string, serif: string): void;
  /** The keys of the interface's words that the core draws, with spaces between. */
  localeKeys(): string;
  /** BCP 47 tags of the language asked for and of the words, and the texts of those keys, with NUL between. */
  setLocale(asked: string, tag: string, texts: string): void;
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
  /** The last picture; `style` is CSS to feedStory along. */
  svg(title: string, description: string, style: string): string;
  view(): View;
  project(lon: number, lat: number): Point;
  unproject(x: number, y: number): LonLat;
  takeEvents(): EngineEvent[];
  /** A file of the basemap to load; each is named once. */
  takeMissingPiece(): MissingPiece | null;
  credits(): Credits;
  /** 0 `grab`, 1 `grabbing`, 2 `pointer`. */
  cursor(): number;
  outline(): StoryOutline;
  /** The places that the outline does not tell of. */
  morePlaces(): PlaceView[];
  card(id: string): CardView | undefined;
}

export type EngineClass = new (context: CanvasRenderingContext2D) => EngineApi;

// What the element asks of a session, and how it hears from it.

/**
 * How far a map has come, each phase after the one before it: there is nothing to see; the map without words is painted; the
 * whole map is shown and answers; relief, card and list are there, too.
 */
export type Phase = "loading" | "drawn" | "shown" | "ready";

/** What the page asks for. It outlives the session, which reads it when the time has come. */
export interface MapOptions {
  lang: string;
  /** Address of the basemap's manifest; null: the built-in one. */
  basemap: string | null;
  /** The page's own words for the interface. */
  strings: Partial<Strings>;
  /** Index in `THEMES`. */
  theme: number;
  /** Names of furniture to leave out of the picture. */
  without: string;
  /** How much of the route is walked, 0 to 1. */
  progress: number;
  /** Whether the page's scrolling tells the story, where it can. */
  scrolls: boolean;
  /** Where to look at; the whole route if not said. */
  view: View | undefined;
  /** Which place is open; kept up to date by the session. */
  selected: string | null;
}

export type Emit = <K extends keyof DarienMapEventMap>(type: K, detail: DarienMapEventMap[K]["detail"]) => void;

/** Calls the engine if it is there, then looks after what the call brought about. */
export type Call = (use: (engine: EngineApi) => void, interrupts: boolean) => void;

/** What the controls over the map need of its furniture. */
export interface FurnitureView {
  readonly handlers: Handlers;
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly slots: Slots;
  /** What labels keep clear of: the card first. */
  readonly obstacles: readonly HTMLElement[];
  /** In a narrow box: the sheet with the credits on top of it. */
  readonly bottom: HTMLElement;
  /** Where chapters that scroll pass over the map, in CSS px of the window. */
  readonly steps: DOMRect | undefined;
}

/** What card and list, loaded after the first picture, do for the rest. */
export interface PanelsView {
  readonly card: { focus(): void };
  /** Where chapters that scroll pass over the map, in CSS px of the window. */
  readonly steps: DOMRect | undefined;
  fill(outline: Outline): void;
  /** Opens the card, or closes it. */
  show(card: CardView | undefined, tour: TourView, outline: Outline): void;
}

/** The places over the map that `later.js` fills. */
export interface Slots {
  card: HTMLElement;
  list: HTMLElement;
  go: HTMLElement;
  steps: HTMLElement;
  zoom: HTMLElement;
  key: HTMLDetailsElement;
  credits: HTMLElement;
}

export interface TourHandlers {
  /** To a chapter, from 0. `byKey`: asked for from the keyboard, so that focus should follow. */
  goTo(chapter: number, byKey: boolean): void;
  play(on: boolean): void;
}

export interface ListHandlers extends TourHandlers {
  /** The place whose button holds the focus, or none. */
  focus(id?: string): void;
  choose(id: string, byKey: boolean): void;
}

export interface CardHandlers extends TourHandlers {
  close(): void;
}

export interface Handlers extends CardHandlers, ListHandlers {
  /** To a position on the story's timeline, in chapters. */
  seek(position: number): void;
  /** The address of what is seen was copied. */
  copied(): void;
  /** The card has changed its size. */
  furnish(): void;
  /** The canvas has the keyboard's focus, or lost it. */
  number(on: boolean): void;
  zoomBy(levels: number): void;
  fit(): void;
}

/** What the playback needs of a session. */
export interface PlaybackHost {
  readonly map: EngineApi | undefined;
  readonly outline: Outline | undefined;
  call(use: (engine: EngineApi) => void, interrupts?: boolean): void;
  say(text: string): void;
  tell(id: string | null): void;
}

/** What they are brought to. */
export interface BasemapHost {
  readonly engine: EngineApi | undefined;
  show(): Promise<void>;
  fail(code: ErrorCode, reason: unknown, needed: boolean): void;
}

/** What a picture is made of. */
export interface Source {
  /** Its last picture is the one taken. */
  engine: EngineApi;
  outline: Outline;
  /** Its box in CSS px. */
  width: number;
  height: number;
}

/** The picture as it is once the faces are there, or are known not to come. */
export type Take = () => Promise<readonly [Source, readonly Face[]]>;

export interface Face {
  family: string;
  weight: string;
  style: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What a page that shows its map's address lets be asked and done. */
export interface Linked extends EventTarget {
  view: View | null;
  chapter: string | null;
  readonly selected: string | null;
  select(id: string | null): boolean;
  project(place: LonLat): unknown;
}
