// Compiled, never run: what a user of the package writes in TypeScript.
import { DarienMapElement } from "darien-map";
import * as element from "darien-map/element";

const map: DarienMapElement = new element.DarienMapElement();
map.jumpTo({ lon: -77.5, lat: 8.37, zoom: 11 });
// Null until the map is there.
const at: element.Point | null = map.project([-77.5, 8.37]);
console.log(at ? at[0] + at[1] : "not yet");
