// The addresses of the locale files that are not those of the built-in story. They are loaded only for a reader of such a language.

export { LANGUAGES } from "../../target/glue/languages.js";
