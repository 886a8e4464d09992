// Compiled, never run: the built-in story as an object.
import { DarienMapElement } from "darien-map";
import story from "darien-map/story.geojson";

const map: DarienMapElement = new DarienMapElement();
map.story = { ...story, features: story.features.slice(0, 5) };
