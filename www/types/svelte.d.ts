/** Types of `<darien-map>` in Svelte's templates, with `onready` (Svelte 5) and `on:ready` (Svelte 4): `import "darien-map/svelte"`. */
import type { DarienMapElement } from "darien-map";
import type { HTMLAttributes } from "svelte/elements";
import type { DarienMapAttributes, DarienMapHandlers, Rest } from "./attributes.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "darien-map": Rest<HTMLAttributes<DarienMapElement>> & DarienMapAttributes & DarienMapHandlers<"on"> & DarienMapHandlers<"on:">;
  }
}

export * from "darien-map";
