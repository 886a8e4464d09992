// The frame of every page of the site.
// @ts-check
import { GROUPS } from "./pages.mjs";

/** @param {string} text */
export const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * @param {object} page
 * @param {string} page.file
 * @param {string} page.title
 * @param {string} page.main HTML
 * @param {string} [page.head] HTML
 * @param {import("./markdown.mjs").Heading[]} [page.headings]
 */
export function layout({ file, title, main, head = "", headings = [] }) {
  const start = file === "index.html";
  const name = start ? title : `${title} · darien-map`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(name)}</title>
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="site.css" />
${head}  </head>
  <body${start ? ' class="start"' : ""}>
    <a class="skip" href="#main">Skip to the text</a>
    <header class="bar">
      <a class="name" href="index.html"${start ? ' aria-current="page"' : ""}>darien-map</a>
      <nav aria-label="Main">
        ${[["guide.html", "Guide"], ["api.html", "API"], ["gallery.html", "Gallery"]].map(([to = "", label = ""]) => item(to, label, file)).join("\n        ")}
        <a href="#pages">Pages</a>
      </nav>
    </header>
    <div class="columns">
      <main id="main">
${main}
      </main>
      <nav class="pages" id="pages" aria-label="All pages">
${GROUPS.map(([group, pages]) => `        <h2>${group}</h2>\n        <ul>\n${pages.map((page) => `          <li>${item(page.file, page.label, file)}${page.file === file ? contents(headings) : ""}</li>`).join("\n")}\n        </ul>`).join("\n")}
      </nav>
    </div>
  </body>
</html>
`;
}

/**
 * @param {string} to
 * @param {string} label
 * @param {string} file the page on which the link stands
 */
const item = (to, label, file) => `<a href="${to}"${to === file ? ' aria-current="page"' : ""}>${label}</a>`;

/** @param {import("./markdown.mjs").Heading[]} headings */
function contents(headings) {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < 2) return "";
  return `<ul>${sections.map(({ title, slug }) => `<li><a href="#${slug}">${escaped(title)}</a></li>`).join("")}</ul>`;
}
