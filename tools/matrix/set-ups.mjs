// The set-ups of the matrix. Each is a small project in a directory of its own beside this file, as an author would write it.
// @ts-check

/**
 * @typedef {object} Way one way of using the project: a row of the table
 * @property {string} [title] added to the title of the set-up
 * @property {string[]} [build] command lines, one after the other
 * @property {string} [serve] the directory that is then served, under the strictest policy; the project's own if absent
 * @property {string} [page] the page, if not index.html
 * @property {boolean} [open] the page needs more than that policy allows
 * @property {string} [start] instead: a command line that starts a server at PORT, which it prints when it is ready
 * @property {string} [file] instead: a page that is opened as a file
 * @property {string} [script] instead: a command line that checks without a browser, and prints nothing
 * @property {boolean} [other] the package is served by another origin
 * @property {boolean} [cors] the servers allow every origin to read their files
 * @property {boolean} [framed] the map is in a frame of the page
 * @property {boolean} [rendered] the server's HTML has what stands between the tags
 *
 * @typedef {object} SetUp
 * @property {string} name the word that selects it, and its directory
 * @property {string} title
 * @property {string} [template] the directory, if it is another; files of the set-up's own directory replace its files
 * @property {Record<string, string>} [versions] versions that differ from those of the template
 * @property {string} [of] the package whose version the table shows
 * @property {Way[]} ways
 */

/** @type {SetUp[]} */
export const SET_UPS = [
  { name: "plain", title: "A module", ways: [{}] },
  { name: "import-map", title: "An import map", ways: [{ open: true }] },
  { name: "classic", title: "A classic script", ways: [{ title: "from a server" }, { title: "from a file", file: "index.html" }] },
  {
    name: "cross-origin",
    title: "From another origin",
    ways: [
      { title: "with CORS: a module", page: "cors.html", open: true, other: true, cors: true },
      { title: "without CORS: a classic script", page: "no-cors.html", open: true, other: true },
    ],
  },
  {
    name: "sandbox",
    title: "A sandboxed frame",
    ways: [
      { title: "with CORS: a module", page: "module.html", open: true, framed: true, cors: true },
      { title: "without CORS: a classic script", page: "classic.html", open: true, framed: true },
    ],
  },
  { name: "vite7", title: "Vite 7", template: "vite", versions: { vite: "7.3.8" }, of: "vite", ways: vite() },
  { name: "vite8", title: "Vite 8", template: "vite", of: "vite", ways: vite() },
  { name: "webpack", title: "webpack 5", of: "webpack", ways: [{ build: ["webpack"], serve: "dist", open: true }] },
  { name: "rollup", title: "Rollup", of: "rollup", ways: [{ build: ["rollup --config"] }] },
  {
    name: "esbuild",
    title: "esbuild",
    of: "esbuild",
    ways: [
      { title: "iife", build: ["esbuild main.js --bundle --outfile=bundle/main.js --log-override:empty-import-meta=silent"] },
      { title: "iife from a file", file: "index.html" },
      { title: "esm", build: ["rm -r bundle", "esbuild main.js --bundle --format=esm --outfile=bundle/main.js"], page: "module.html" },
      { title: "esm, split", build: ["rm -r bundle", "esbuild main.js --bundle --format=esm --splitting --outdir=bundle"], page: "module.html" },
      {
        title: "esm, with configure()",
        build: ["rm -r bundle", "esbuild configured.js --bundle --format=esm --splitting --outdir=bundle", "cp -r node_modules/darien-map/dist bundle/files"],
        page: "configured.html",
      },
    ],
  },
  { name: "parcel", title: "Parcel 2", of: "parcel", ways: [{ build: ["parcel build index.html --no-cache"], serve: "dist", open: true }] },
  { name: "react", title: "React 19", of: "react", ways: [{ build: ["tsc", "vite build"], serve: "dist" }] },
  {
    name: "react18",
    title: "React 18",
    template: "react",
    versions: { react: "18.3.1", "react-dom": "18.3.1", "@types/react": "18.3.32", "@types/react-dom": "18.3.7" },
    of: "react",
    ways: [{ build: ["tsc", "vite build"], serve: "dist" }],
  },
  { name: "vue", title: "Vue", of: "vue", ways: [{ build: ["vue-tsc", "vite build"], serve: "dist", open: true }] },
  { name: "solid", title: "Solid", of: "solid-js", ways: [{ build: ["tsc", "vite build"], serve: "dist", open: true }] },
  { name: "svelte", title: "Svelte", of: "svelte", ways: [{ build: ["svelte-check --fail-on-warnings", "vite build"], serve: "dist", open: true }] },
  {
    name: "next",
    title: "Next",
    of: "next",
    ways: [
      { title: "build", build: ["next build"], start: "next start -H 127.0.0.1 -p PORT", rendered: true },
      { title: "development", start: "next dev -H 127.0.0.1 -p PORT", rendered: true },
      { title: "build with webpack", build: ["rm -r .next", "next build --webpack"], start: "next start -H 127.0.0.1 -p PORT", rendered: true },
    ],
  },
  {
    name: "nuxt",
    title: "Nuxt",
    of: "nuxt",
    ways: [
      { title: "build", build: ["nuxt build"], start: "node .output/server/index.mjs", rendered: true },
      { title: "development", start: "nuxt dev --host 127.0.0.1 --port PORT", rendered: true },
    ],
  },
  {
    name: "sveltekit",
    title: "SvelteKit",
    of: "@sveltejs/kit",
    ways: [
      { title: "build", build: ["svelte-kit sync", "svelte-check --fail-on-warnings", "vite build"], start: "node build", rendered: true },
      { title: "development", start: "vite --host 127.0.0.1 --port PORT --strictPort", rendered: true },
    ],
  },
  {
    name: "astro",
    title: "Astro",
    of: "astro",
    ways: [
      { title: "build", build: ["astro build"], serve: "dist", open: true, rendered: true },
      { title: "development", start: "astro dev --host 127.0.0.1 --port PORT", rendered: true },
    ],
  },
  {
    name: "angular",
    title: "Angular",
    of: "@angular/core",
    ways: [
      { title: "build", build: ["ng build"], serve: "dist/browser", open: true },
      { title: "development", start: "ng serve --host 127.0.0.1 --port PORT" },
    ],
  },
  { name: "jsdom", title: "jsdom", of: "jsdom", ways: [{ script: "node test.js" }] },
  { name: "happy-dom", title: "happy-dom", of: "happy-dom", ways: [{ script: "node test.js" }] },
  { name: "node", title: "Node", ways: [{ title: "import", script: "node test.js" }, { title: "require", script: "node require.cjs" }] },
];

/** @returns {Way[]} */
function vite() {
  return [
    { title: "build", build: ["vite build"], serve: "dist" },
    { title: "development", start: "vite --host 127.0.0.1 --port PORT --strictPort" },
  ];
}
