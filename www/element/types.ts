// The public types: data that the element and its page exchange.

import type { DarienMapError, Problem } from "./errors.js";

export type { Strings } from "../../target/glue/strings.js";

/** A position of the camera. */
export interface View {
  /** Longitude of the box's centre, in degrees. */
  lon: number;
  /** Latitude of the box's centre, in degrees. */
  lat: number;
  /** Zoom level as in other web maps: the world is 256 · 2^zoom CSS px wide. Fractional. */
  zoom: number;
}

/** Longitude and latitude, in degrees. */
export type LonLat = readonly [lon: number, lat: number];
/** A position in CSS px from the top left corner of the element's box. */
export type Point = readonly [x: number, y: number];

/**
 * A story: its address, its GeoJSON text, the object itself, or a `File`, `Blob`, `Response` or `ArrayBuffer` with the text; or a promise of
 * one of these. `null` for the built-in one.
 */
export type StorySource = string | URL | object | null;

/** A file: its address or its bytes. */
export type FileSource = string | URL | BufferSource;

/** Where the files of the package are loaded from, for `configure()`. */
export interface Configuration {
  /** Address of a directory with the contents of the package's `dist/`. */
  base?: string | URL;
  /** Address or bytes of `darien_map_bg.wasm`, or the compiled module. */
  wasm?: FileSource | WebAssembly.Module;
  /** Addresses or bytes of other files, by their paths in `dist/`, such as `assets/story.geojson`. */
  files?: Readonly<Record<string, FileSource>>;
}

/** A place of the story, in the map's language. */
export interface Place {
  id: string;
  name: string;
  /** A short description of its location. */
  where: string;
  /** Whether the story is about this place. */
  main: boolean;
  /** The position of its mark, in degrees. */
  lon: number;
  lat: number;
}

export type Theme = "light" | "dark" | "contrast" | "contrast-dark" | "print" | "auto";

/** A part of the map that can be left out. The licences require credits: if you leave them out, show them elsewhere on the page. */
export type Part = "title" | "key" | "scale" | "zoom" | "inset" | "locator" | "list" | "credits";

/** Options of `toSVG()`. */
export interface SVGOptions {
  /** Whether the document contains the fonts of the map (30 kB more) or only names them. */
  fonts?: "embedded" | "named";
}

/** Options of `toPNG()`. */
export interface PNGOptions {
  /**
   * Pixels of the image per CSS px. The default is the ratio of the screen. The image has at least one pixel and at most
   * 16,384 from side to side; otherwise `toPNG()` rejects with a `RangeError`.
   */
  scale?: number;
}

/** What was selected: a place or a leg of the route. */
export type SelectedKind = "place" | "leg";

/** A panel that opens over the map: the legend, the list of sources, the list of chapters and places, the arrows, or the question which place is meant. */
export type Panel = "key" | "sources" | "list" | "moves" | "ask";

/**
 * The events of `<darien-map>`. All of them bubble, also out of the shadow trees around the element, except `error`, which scripts that
 * listen on the window would take for an error of a script.
 */
export interface DarienMapEventMap {
  /** The complete map is on screen for the first time. Sent once each time the map starts. */
  ready: CustomEvent<void>;
  /** Another place or leg was selected, or the selection was cleared; then both values are `null`. */
  select: CustomEvent<{ id: string | null; kind: SelectedKind | null }>;
  /** The current chapter changed; `null` is the whole route. */
  chapter: CustomEvent<{ id: string | null }>;
  /** The story shows another time: a date or an interval, ISO 8601, and its index among the steps. */
  timechange: CustomEvent<{ time: string; step: number }>;
  /** The story begins to play. */
  play: CustomEvent<void>;
  /** The story stops playing: the reader or the page has paused it, or it is at its end. */
  pause: CustomEvent<void>;
  /** The end of the story is shown. */
  end: CustomEvent<void>;
  /** The camera moved. */
  viewchange: CustomEvent<View>;
  /** The camera has come to rest in another view. */
  viewend: CustomEvent<View>;
  /** The reader opened or closed a panel over the map. */
  panel: CustomEvent<{ panel: Panel; open: boolean }>;
  /** The reader asked for a link to the present view. `by`: where it went, the clipboard or the system's own menu; `null` if both failed. */
  share: CustomEvent<{ url: string; by: "clipboard" | "system" | null }>;
  /** The reader copied a part of the story's text. */
  copytext: CustomEvent<{ text: string }>;
  /** The reader followed a link, such as a source's. `preventDefault()` leaves it closed. */
  link: CustomEvent<{ url: string }>;
  /** `toSVG()` or `toPNG()` has made a picture. */
  export: CustomEvent<{ format: "svg" | "png" }>;
  /** A story is shown, but something in it was guessed or left out. Sent once for each such story. */
  notes: CustomEvent<readonly Problem[]>;
  /** Something could not be loaded or shown. */
  error: CustomEvent<DarienMapError>;
}
