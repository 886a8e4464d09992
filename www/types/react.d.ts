/** Types of `<darien-map>` in JSX, for React 18 and 19: `import "darien-map/react"`. React 18 sets attributes alone and knows none of the map's events. */
import type { DarienMapElement } from "darien-map";
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { DarienMapAttributes, DarienMapHandlers, Rest } from "./attributes.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "darien-map": Rest<DetailedHTMLProps<HTMLAttributes<DarienMapElement>, DarienMapElement>> & DarienMapAttributes & DarienMapHandlers<"on">;
    }
  }
}

export * from "darien-map";
