// The addresses of the files of the basemap for stories anywhere on Earth. They are loaded only for such a story.

export { WORLD } from "../../target/glue/world.js";
