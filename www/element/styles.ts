// One style sheet for all maps of a document. There are no style attributes in HTML, because a strict CSP forbids them.

import { loadText } from "./files.js";
import type { Page } from "./watch.js";

/** The rules for the canvas, for what the page put into the element, and for messages. All others are in furniture.css, which is loaded as a file. */
const CSS = `
:host{display:block;position:relative;width:100%;aspect-ratio:16/10;min-height:320px}
@media (max-width:719px){:host{aspect-ratio:4/5}}
:host([hidden]),[hidden]{display:none!important}
*,::before{box-sizing:border-box;margin:0;padding:0}
.map,.steps{
--px:clamp(1px,.0625rem,2px);
--surface:var(--darien-map-surface,light-dark(#fbf8f1,#222426));
--ink:var(--darien-map-ink,light-dark(#231b13,#f3ede1));
color-scheme:light;color:var(--ink);font:calc(14*var(--px))/calc(20*var(--px)) var(--darien-map-font,system-ui,sans-serif);text-align:start;overflow-wrap:anywhere}
.map{position:absolute;inset:0;overflow:hidden;container-type:size;background:var(--darien-map-offshore,light-dark(#c2d0d7,#14212b))}
[data-theme$=dark]{color-scheme:dark}
[data-theme^=contrast],[data-theme=print]{--surface:var(--darien-map-surface,light-dark(#fff,#000));--ink:var(--darien-map-ink,light-dark(#000,#fff))}
[data-phase$=ing]>:not(.message,.before),[data-phase=drawn]>:not(.message,.before,canvas){visibility:hidden}
.before{position:absolute;inset:0;overflow:auto}
.before:not(.filled){display:none}
.ruler{position:absolute;visibility:hidden;width:calc(100*clamp(1px,.0625rem,2px))}
.filled{background:var(--surface)}
canvas{color:#0000;forced-color-adjust:none;position:absolute;width:100%;height:100%;touch-action:pan-x pan-y;user-select:none}
:host([gestures=free]) canvas,:host(:fullscreen) canvas{touch-action:none}
.message{position:absolute;inset:0;margin:auto;width:min(520px,100% - 32px);height:fit-content;max-height:calc(100% - 32px);padding:18px 20px;overflow:auto;background:var(--surface);border-radius:4px;box-shadow:0 1px 4px #0003}
.filled~.message,[data-phase=shown]>.message,[data-phase=ready]>.message{margin:auto auto 16px}
.message p{margin-top:6px}
.retry{min-height:44px;margin-top:10px;padding:0 14px;font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;cursor:pointer}
b{font-weight:600}
@media print{
:host{height:auto!important;min-height:0!important;max-height:none!important;aspect-ratio:auto!important;overflow:visible!important}
.map,.before{position:static;overflow:visible;container-type:normal}
}
@media (forced-colors:active){.message{outline:1px solid}}
`;

let css = CSS;

/** The style sheet of each document, and what is written in it: a sheet works only in the document it was created for. */
const sheets = new WeakMap<Page, { sheet: CSSStyleSheet; written: string }>();

/** The style sheet of a document. It is created on the first call, because `CSSStyleSheet` does not exist on a server. */
export function styles(page: Page): CSSStyleSheet {
  let entry = sheets.get(page);
  if (!entry) sheets.set(page, (entry = { sheet: new page.CSSStyleSheet(), written: "" }));
  // Never twice: WebKit crashes if a sheet changes while it collects a map that used it.
  if (entry.written !== css) entry.sheet.replaceSync((entry.written = css));
  return entry.sheet;
}

/** Adds the rules for everything over the map. The first picture does not need them. */
export async function loadStyles(page: Page): Promise<void> {
  css = CSS + (await loadText("assets/furniture.txt"));
  styles(page);
}
