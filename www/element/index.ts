/** The class of `<darien-map>` and its types. Importing this registers nothing; see define.ts. */
export { DarienMapElement } from "./element.js";
export { DarienMapError } from "./types.js";
export type {
  DarienMapEventMap,
  ErrorCode,
  LonLat,
  Part,
  PNGOptions,
  Place,
  Point,
  Problem,
  SVGOptions,
  StorySource,
  Theme,
  View,
} from "./types.js";
