// The gallery: maps beside the code that makes them. Each shows exactly its code.
// @ts-check
import { colour } from "./markdown.mjs";
import { escaped } from "./layout.mjs";

/** @type {{ title: string, text: string, html: string, css?: string }[]} */
const EXAMPLES = [
  { title: "The whole story", text: "In the language and the colours of the page around it.", html: "<darien-map></darien-map>" },
  { title: "Spanish, dark", text: "Everything on the map and around it is in one language.", html: '<darien-map lang="es" theme="dark"></darien-map>' },
  { title: "Arabic", text: "The layout is mirrored.", html: '<darien-map lang="ar"></darien-map>' },
  { title: "High contrast", text: "Every letter at 7 : 1 or more.", html: '<darien-map theme="contrast"></darien-map>' },
  { title: "For paper", text: "Black on white, without relief.", html: '<darien-map theme="print" without="zoom list"></darien-map>' },
  { title: "A place is open", text: "Its card has facts, dates and sources.", html: '<darien-map selected="bajo-chiquito"></darien-map>' },
  { title: "Half of the way", text: "What is ahead is hollow.", html: '<darien-map progress="0.5"></darien-map>' },
  { title: "Bare", text: "Only the map and its credits.", html: '<darien-map without="title key scale zoom inset locator list"></darien-map>' },
  {
    title: "Your own colours",
    text: "Every colour is a CSS property.",
    html: '<darien-map class="own" theme="light"></darien-map>',
    css: ".own {\n  --darien-map-land: #eef1e6;\n  --darien-map-sea: #b9cbd6;\n  --darien-map-offshore: #cddae1;\n  --darien-map-route: #a23b00;\n}",
  },
  {
    title: "In a frame",
    text: "For editors that take nothing else.",
    html: '<iframe src="darien-map/frame.html?lang=es" title="The map, in Spanish" loading="lazy" allow="fullscreen; clipboard-write" data-darien-map></iframe>',
  },
];

/** The style sheet of the examples. */
export const css = EXAMPLES.map(({ css }) => css).filter((css) => css !== undefined).join("\n");

export const gallery = `        <h1>Gallery</h1>
        <p class="deck">Maps, and the code that makes each. They load when they come near.</p>
        <div class="examples">
${EXAMPLES.map(({ title, text, html, css }) => `          <figure>
            <figcaption><h2>${escaped(title)}</h2><p>${escaped(text)}</p></figcaption>
            ${html}
            <pre tabindex="0"><code>${colour(html, "xml")}${css ? `\n\n${colour(css, "css")}` : ""}</code></pre>
          </figure>`).join("\n")}
        </div>`;
