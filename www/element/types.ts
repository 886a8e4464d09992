// The public types: what crosses the border between the element and its page.

import type { DarienMapError } from "./errors.js";

export type { Strings } from "../../target/glue/strings.js";

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

export type Theme = "light" | "dark" | "contrast" | "contrast-dark" | "print" | "auto";

/** A piece of furniture. Credits left out must be given elsewhere on the page: the licences ask for it. */
export type Part = "title" | "key" | "scale" | "zoom" | "inset" | "locator" | "list" | "credits";

/** How `toSVG()` writes. */
export interface SVGOptions {
  /** Whether the document brings the map's faces along (30 kB more) or only names them. */
  fonts?: "embedded" | "named";
}

/** How `toPNG()` paints. */
export interface PNGOptions {
  /** Pixels to a CSS px; as many as the screen has, if not said. */
  scale?: number;
}

/** The events of `<darien-map>`; none of them bubbles. */
export interface DarienMapEventMap {
  /** The first full picture, ground and story, is on screen. Once for every time the map starts. */
  ready: CustomEvent<void>;
  /** Another place was chosen, or none. */
  select: CustomEvent<{ id: string | null }>;
  /** Another chapter has come, or none: the whole route. */
  chapter: CustomEvent<{ id: string | null }>;
  /** The camera moved. */
  viewchange: CustomEvent<View>;
  /** Something could not be loaded or shown. */
  error: CustomEvent<DarienMapError>;
}
