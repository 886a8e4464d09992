/** Registers `<darien-map>`: this is the only side effect of the package. On a server it does nothing. */
import { DarienMapElement } from "./index.js";

export * from "./index.js";

if (globalThis.customElements && !customElements.get("darien-map")) {
  customElements.define("darien-map", DarienMapElement);
}
