// The pages of the site that are made of the project's documents.
// @ts-check
import { readFileSync, readdirSync } from "node:fs";
import { ROOT } from "../tools/setup.mjs";

/**
 * @typedef {object} Page
 * @property {string} file its name in the site
 * @property {string} source the document, from the project's directory; "" for pages that are made otherwise
 * @property {string} label in the list of pages
 */

/** @type {[group: string, pages: Page[]][]} */
export const GROUPS = [
  [
    "Use it",
    [
      { file: "guide.html", source: "README.md", label: "Guide" },
      { file: "set-ups.html", source: "docs/set-ups.md", label: "Set-ups" },
      { file: "frame.html", source: "docs/frame.md", label: "In a frame" },
      { file: "api.html", source: "", label: "API reference" },
      { file: "gallery.html", source: "", label: "Gallery" },
    ],
  ],
  [
    "Make it yours",
    [
      { file: "story-format.html", source: "docs/story-format.md", label: "Story format" },
      { file: "theming.html", source: "docs/theming.md", label: "Colours" },
      { file: "basemap.html", source: "docs/basemap.md", label: "Basemaps" },
      { file: "city.html", source: "docs/city.md", label: "A city" },
    ],
  ],
  [
    "Trust it",
    [
      { file: "accessibility.html", source: "docs/accessibility.md", label: "Accessibility" },
      { file: "security.html", source: "SECURITY.md", label: "Security" },
      { file: "sources.html", source: "assets/SOURCES.md", label: "Sources of the ground" },
      { file: "article.html", source: "docs/article.md", label: "Sources of the story" },
      { file: "licences.html", source: "assets/LICENSES/README.md", label: "Licences" },
      { file: "bench.html", source: "docs/bench.md", label: "Speed" },
      { file: "bench-firefox.html", source: "docs/bench-firefox.md", label: "Speed in Firefox" },
      { file: "changelog.html", source: "CHANGELOG.md", label: "Changelog" },
    ],
  ],
];

// Documents without a line above stand at the end, under their own titles.
for (const name of readdirSync(`${ROOT}docs`).filter((name) => name.endsWith(".md"))) {
  const source = `docs/${name}`;
  if (GROUPS.some(([, pages]) => pages.some((page) => page.source === source))) continue;
  const label = /^# (.*)/m.exec(readFileSync(ROOT + source, "utf8"))?.[1] ?? name;
  GROUPS.at(-1)?.[1].push({ file: name.replace(/md$/, "html"), source, label });
}

export const PAGES = GROUPS.flatMap(([, pages]) => pages);

/** Where files that documents link to are in the site. The first prefix that fits counts. */
export const FILES = [
  ["docs/map.webp", "map.webp"],
  ["assets/LICENSES/", "licences/"],
  ["LICENSE-", "licences/LICENSE-"],
  ["assets/", "darien-map/assets/"],
  ["dist/", "darien-map/"],
];
