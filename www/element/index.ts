/** The class of `<darien-map>` and its types. Importing it does not register the element; define.ts does. */
export { configure } from "./configuration.js";
export { DarienMapElement } from "./element.js";
export { DarienMapError } from "./errors.js";
export type { ErrorCode, Problem } from "./errors.js";
export type {
  Configuration,
  DarienMapEventMap,
  FileSource,
  LonLat,
  Part,
  PNGOptions,
  Place,
  Point,
  SVGOptions,
  SelectedKind,
  StorySource,
  Strings,
  Theme,
  View,
} from "./types.js";
