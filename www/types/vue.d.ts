/** Types of `<darien-map>` in Vue's templates: `import "darien-map/vue"`. */
import type { HTMLAttributes, PublicProps } from "vue";
import type { DarienMapAttributes, DarienMapCapitalHandlers, Rest } from "./attributes.js";

declare module "vue" {
  interface GlobalComponents {
    "darien-map": new () => { $props: Rest<HTMLAttributes & PublicProps> & DarienMapAttributes & DarienMapCapitalHandlers };
  }
}

export * from "darien-map";
