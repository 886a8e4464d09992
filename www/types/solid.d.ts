/** Types of `<darien-map>` in Solid's JSX: `import "darien-map/solid"`. */
import type { DarienMapElement } from "darien-map";
import type { JSX } from "solid-js";
import type { DarienMapAttributes, DarienMapHandlers, Rest } from "./attributes.js";

/** What Solid is told to set as a property: `prop:story={…}`. */
type Properties = { [Name in keyof DarienMapAttributes as `prop:${Name}`]?: DarienMapAttributes[Name] };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "darien-map": Rest<JSX.HTMLAttributes<DarienMapElement>> & DarienMapAttributes & Properties & DarienMapHandlers<"on:">;
    }
  }
}

export * from "darien-map";
