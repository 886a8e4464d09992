// What a template may set on `<darien-map>`, for the types of frameworks.

import type { DarienMapEventMap, Part, StorySource, Strings, Theme, View } from "darien-map";

/** Attributes and properties of `<darien-map>`, in addition to those of every element. */
export interface DarienMapAttributes {
  /** Address of a GeoJSON story, its text, or the object; the built-in story if absent. */
  story?: StorySource | undefined;
  /** Address of a basemap's manifest; the built-in basemap if absent. */
  basemap?: string | null | undefined;
  theme?: Theme | undefined;
  /** Id of the place or leg whose card is open. */
  selected?: string | null | undefined;
  /** Furniture to leave out: a list, or names with spaces between them. */
  without?: readonly Part[] | string | undefined;
  /** The travelled part of the route, 0 to 1. */
  progress?: number | string | undefined;
  /** The time that is shown, for stories that show time: a date, ISO 8601. */
  time?: string | null | undefined;
  /** With `scroll`, scrolling the page tells the story. */
  mode?: "scroll" | undefined;
  /** The address of the page follows the view: in its fragment, or in its query. */
  hash?: boolean | "" | "query" | undefined;
  /** With `free`, one finger and the wheel alone move the map. */
  gestures?: "free" | undefined;
  /** The story plays when the map is first in sight. */
  autoplay?: boolean | "" | undefined;
  /** The story plays again after its end. */
  loop?: boolean | "" | undefined;
  /** After so many seconds without input the map goes back to its start. */
  idle?: number | string | undefined;
  /** With `eager`, the map is loaded even if it is far from what is in sight. */
  loading?: "eager" | "lazy" | undefined;
  /** Id of a chapter. A property, not an attribute. */
  chapter?: string | null | undefined;
  /** The position of the camera. A property, not an attribute. */
  view?: View | null | undefined;
  /** Texts that replace those of the interface. A property, not an attribute. */
  strings?: Partial<Strings> | undefined;
}

/** Handlers of the map's events, with `Prefix` before the names of the events. */
export type DarienMapHandlers<Prefix extends string> = {
  [Name in keyof DarienMapEventMap as `${Prefix}${Name}`]?: ((event: DarienMapEventMap[Name]) => void) | undefined;
};

/** The same for frameworks that write `onReady`. */
export type DarienMapCapitalHandlers = {
  [Name in keyof DarienMapEventMap as `on${Capitalize<Name>}`]?: ((event: DarienMapEventMap[Name]) => void) | undefined;
};

/** The attributes of every element, without those that the map defines itself. */
export type Rest<All> = Omit<All, keyof DarienMapAttributes | keyof DarienMapHandlers<"on"> | keyof DarienMapHandlers<"on:"> | keyof DarienMapCapitalHandlers>;
