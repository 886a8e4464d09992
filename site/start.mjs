// The first page of the site: the map, and how to get it.
// @ts-check
import { readFile } from "node:fs/promises";
import { ROOT } from "../tools/setup.mjs";
import { facts } from "../tools/light-dom.mjs";
import { colour } from "./markdown.mjs";

const SNIPPET = `<script type="module">
  import "darien-map";
</script>
<darien-map></darien-map>`;

/** What loads the map. The first two lines save a round trip. */
export const HEAD = `    <link rel="modulepreload" href="darien-map/element.js" />
    <link rel="preload" as="fetch" crossorigin href="darien-map/darien_map_bg.wasm" />
    <script type="module" src="darien-map/index.js"></script>
    <script src="site.js"></script>
`;

/** @returns {Promise<string>} */
export async function start() {
  const story = JSON.parse(await readFile(`${ROOT}assets/story.geojson`, "utf8"));
  return `        <h1>A story map in one HTML tag</h1>
        <p class="deck">Told chapter by chapter, with a source for every fact. No tiles, no keys, no trackers.</p>
        <darien-map class="hero" lang="en" hash>
          <noscript><img src="map.svg" width="1280" height="800" alt="The route of the story; the facts of its places are below." /></noscript>
${facts(story)}        </darien-map>
        <div class="three">
          <section>
            <h2>Put it on a page</h2>
            <pre tabindex="0"><code>npm install darien-map</code></pre>
            <pre tabindex="0"><code>${colour(SNIPPET, "xml")}</code></pre>
            <p><a href="guide.html">Guide</a> · <a href="set-ups.html">every bundler and framework</a> · <a href="frame.html">a frame</a></p>
          </section>
          <section>
            <h2>Tell your own story</h2>
            <p>A story is one GeoJSON file: places, the way between them, chapters, facts and their sources, in as many languages as you write.
              The map finds room for names, key and insets by itself, from a phone to a wall.</p>
            <p><a href="story-format.html">Story format</a> · <a href="theming.html">colours</a> · <a href="basemap.html">basemaps</a></p>
          </section>
          <section>
            <h2>For every reader</h2>
            <p>By touch, mouse, keyboard or screen reader, on paper, without JavaScript, in English, Spanish and Arabic. Nothing leaves the
              reader's machine but requests for the files.</p>
            <p><a href="accessibility.html">Accessibility</a> · <a href="security.html">security</a> · <a href="sources.html">sources</a></p>
          </section>
        </div>`;
}
