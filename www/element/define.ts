/** Registers `<darien-map>`: the only side effect of the package, and none at all on a server. */
import { DarienMapElement } from "./index.js";

export * from "./index.js";

if (globalThis.customElements && !customElements.get("darien-map")) {
  customElements.define("darien-map", DarienMapElement);
}
