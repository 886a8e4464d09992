// Turns the project's documents into HTML: links between them lead to the pages of the site.
// @ts-check
import { posix } from "node:path";
import highlight from "highlight.js";
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import { FILES, PAGES } from "./pages.mjs";

/** @typedef {{ level: number, title: string, slug: string }} Heading */

/**
 * @param {string} text a document
 * @param {string} source its path from the project's directory
 * @returns {{ html: string, headings: Heading[], title: string }}
 */
export function toHtml(text, source) {
  /** @type {Heading[]} */
  const headings = [];
  const md = new MarkdownIt({ html: false, highlight: colour });
  md.use(anchor, {
    slugify: slug,
    tabIndex: false,
    callback: (token, { title, slug }) => headings.push({ level: Number(token.tag.slice(1)), title, slug }),
  });
  // A table that is wider than a phone scrolls by itself, also by keys.
  md.renderer.rules["table_open"] = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>';
  md.renderer.rules["table_close"] = () => "</table></div>";
  for (const name of ["th_open", "td_open"]) {
    md.renderer.rules[name] = (tokens, i, options, _, self) => {
      const token = /** @type {import("markdown-it").Token} */ (tokens[i]);
      // Styles in HTML are forbidden where the policy is strict, and a head without words is no head.
      if (token.attrGet("style")?.includes("right")) token.attrs = [["class", "number"]];
      if (tokens[i + 1]?.content === "" && name === "th_open") for (const part of [token, tokens[i + 2]]) if (part) part.tag = "td";
      return self.renderToken(tokens, i, options);
    };
  }
  const plain = md.renderer.rules["fence"];
  md.renderer.rules["fence"] = (...all) => (plain?.(...all) ?? "").replace("<pre>", '<pre tabindex="0">');
  const tokens = md.parse(text, {});
  for (const { children } of tokens) lead(children ?? [], source);
  const html = md.renderer.render(tokens, md.options, {});
  return { html, headings, title: headings[0]?.title ?? source };
}

/**
 * Leads links and pictures to their places in the site. A link to a file that is in the repository alone becomes its text.
 * @param {import("markdown-it").Token[]} tokens
 * @param {string} source
 */
function lead(tokens, source) {
  /** @type {boolean[]} Whether each open link is kept. */
  const kept = [];
  for (const token of tokens) {
    if (token.type === "image") token.attrSet("src", targetOf(String(token.attrGet("src")), source) ?? "");
    else if (token.type === "link_open") {
      const href = targetOf(String(token.attrGet("href")), source);
      kept.push(href !== undefined);
      if (href === undefined) token.hidden = true;
      else token.attrSet("href", href);
    } else if (token.type === "link_close" && kept.pop() === false) token.hidden = true;
  }
}

/**
 * The address in the site of what a document links to; undefined if it is not part of the site.
 * @param {string} href
 * @param {string} source
 */
function targetOf(href, source) {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  const [path = "", hash] = href.split("#");
  const file = posix.normalize(posix.join(posix.dirname(source), path));
  const page = PAGES.find((page) => page.source === file);
  const [from, to] = FILES.find(([prefix = ""]) => file.startsWith(prefix)) ?? [];
  const target = page?.file ?? (from !== undefined && to !== undefined ? to + file.slice(from.length) : undefined);
  return target && (hash ? `${target}#${hash}` : target);
}

/** @param {string} title as the hosts of repositories do it, so that links work in both places */
export function slug(title) {
  return title.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
}

/**
 * @param {string} text
 * @param {string} lang
 */
export function colour(text, lang) {
  return highlight.getLanguage(lang) ? highlight.highlight(text, { language: lang }).value : "";
}
