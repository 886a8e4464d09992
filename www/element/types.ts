// What crosses the border between the element, its page and the Rust core.

/** Where the camera stands. */
export interface View {
  /** Longitude of the box's centre, in degrees. */
  lon: number;
  /** Latitude of the box's centre, in degrees. */
  lat: number;
  /** Zoom in the web's convention: the world is 256 · 2^zoom CSS px wide. Fractional. */
  zoom: number;
}

/** Longitude and latitude, in degrees. */
export type LonLat = readonly [lon: number, lat: number];
/** A position in CSS px from the top left corner of the element's box. */
export type Point = readonly [x: number, y: number];

/** A story: its address, its GeoJSON text, or the object itself; `null` for the built-in one. */
export type StorySource = string | URL | object | null;

/** A place of the story, in the map's language. */
export interface Place {
  id: string;
  name: string;
  /** Where it lies, in a few words. */
  where: string;
  /** Whether the story is about it. */
  main: boolean;
  /** Where its mark stands, in degrees. */
  lon: number;
  lat: number;
}

export type Theme = "light" | "dark" | "auto";

/** Which part failed: the story's text, the geography, or the program itself. */
export type ErrorCode = "story" | "basemap" | "wasm";

/** One thing that is wrong with a file. */
export interface Problem {
  kind: string;
  /** Index in `features`, from 0, if the problem lies in one. */
  feature: number | null;
  /** JSON path from the root of the file. */
  path: string;
  got: string;
  expected: string;
}

/** What went wrong: the `detail` of an `error` event, and what `load()` rejects with. */
export class DarienMapError extends Error {
  override readonly name = "DarienMapError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** The events of `<darien-map>`; none of them bubbles. */
export interface DarienMapEventMap {
  /** The first full picture, ground and story, is on screen. Once for every time the map starts. */
  ready: CustomEvent<void>;
  /** Another place was chosen, or none. */
  select: CustomEvent<{ id: string | null }>;
  /** The camera moved. */
  viewchange: CustomEvent<View>;
  /** Something could not be loaded or shown. */
  error: CustomEvent<DarienMapError>;
}

// The rest is the core's side: what `src/web` returns.

export type Level = "overview" | "darien" | "rio-grande";
export type Notice = { type: "select"; id: string | null } | { type: "viewchange"; view: View };

export interface Strings {
  map: string;
  places: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  close: string;
  sources: string;
  previous: string;
  next: string;
  loading: string;
}


export interface Outline {
  lang: string;
  title: string;
  summary: string;
  places: Place[];
  credits: string;
  asOf: string;
  strings: Strings;
}

export type Standing = "reported" | "corrected" | "context";

export interface FactView {
  text: string;
  date: string;
  standing: Standing;
  standingLabel: string;
  sources: { title: string; url: string | null }[];
  note: string;
}

export interface CardView {
  id: string;
  eyebrow: string;
  title: string;
  where: string;
  accuracy: string;
  facts: FactView[];
  previous: { id: string; name: string } | null;
  next: { id: string; name: string } | null;
}

export const enum Phase {
  Down,
  Move,
  Up,
  Cancel,
  Leave,
}

/** The part of the generated `Engine` class the element uses. Lengths in CSS px, times in seconds. */
export interface EngineApi {
  free(): void;
  loadStory(text: string): void;
  loadBasemap(level: Level, bytes: Uint8Array): void;
  setRelief(level: Level, context: CanvasRenderingContext2D): void;
  resize(width: number, height: number, ratio: number): void;
  setPadding(top: number, right: number, bottom: number, left: number): void;
  setObstacles(rects: Float64Array): void;
  setTheme(theme: "light" | "dark"): void;
  setLang(tag: string): void;
  setReducedMotion(on: boolean): void;
  pointer(phase: number, id: number, kind: number, x: number, y: number, time: number): void;
  wheel(x: number, y: number, delta: number, time: number): void;
  zoomBy(levels: number, time: number): void;
  panBy(dx: number, dy: number): void;
  fit(time: number): void;
  jumpTo(lon: number, lat: number, zoom: number): void;
  flyTo(lon: number, lat: number, zoom: number, seconds: number, time: number): void;
  select(id?: string): boolean;
  focus(id?: string): void;
  frame(time: number): boolean;
  needsFrame(): boolean;
  view(): View;
  project(lon: number, lat: number): Float64Array;
  unproject(x: number, y: number): Float64Array;
  takeNotices(): Notice[];
  wants(): string[];
  cursor(): string;
  outline(): Outline;
  card(id: string): CardView | undefined;
}

export type EngineClass = new (context: CanvasRenderingContext2D) => EngineApi;
