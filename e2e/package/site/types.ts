// Compiled, never run: what a user of the package writes in TypeScript.
import { DarienMapElement } from "darien-map";
import * as element from "darien-map/element";

const map: DarienMapElement = new element.DarienMapElement();
map.jumpTo({ lon: -77.5, lat: 8.37, zoom: 11 });
const [x, y]: readonly [number, number] = map.project([-77.5, 8.37]);
console.log(x + y);
