// The style sheet of media. It is not in furniture.css, because few maps need it.

const CSS = `
.media{margin:12px 0 8px}
.picture{position:relative;display:block;max-height:max(200px,50cqh);overflow:hidden;border-radius:2px;background:color-mix(in srgb,var(--ink) 7%,var(--surface));cursor:zoom-in;text-decoration:none}
.picture:focus-visible{outline-offset:2px}
.picture img{position:absolute;inset:0;width:100%;height:100%;object-fit:scale-down;color:#0000}
.waiting{position:absolute;inset:0;overflow:hidden;padding:10px 12px;color:var(--quiet);font-size:calc(13*var(--px));line-height:calc(18*var(--px))}
.without{display:block;padding:10px 12px;border:1px solid var(--rule);border-radius:2px;font-size:calc(14*var(--px));line-height:calc(19*var(--px))}
video,audio{display:block;width:100%}
video{max-height:max(200px,50cqh);border-radius:2px;background:#111}
figcaption{display:grid;gap:1px;margin-top:5px;font-size:calc(13*var(--px));line-height:calc(18*var(--px))}
.audio{display:flex;flex-direction:column-reverse}
.audio figcaption{margin:0 0 5px}
.credit{font-size:calc(12*var(--px));line-height:calc(16*var(--px));color:var(--quiet)}
.viewer{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;border:0;color:var(--ink);background:var(--surface);pointer-events:auto;overflow:hidden}
.viewer[open]{display:flex;flex-direction:column}
.viewer::backdrop{background:var(--surface,#000)}
.viewer-bar{display:flex;flex:none;align-items:center;gap:4px;padding:4px}
.viewer-bar button{display:grid;place-items:center;width:44px;height:44px}
.viewer-close{margin-inline-start:auto}
.viewer-count{min-width:44px;text-align:center;font-weight:600;font-variant-numeric:tabular-nums}
[dir=rtl] :is(.viewer-back,.viewer-on) svg{scale:-1 1}
.viewer-stage{touch-action:pinch-zoom;overscroll-behavior:contain;position:relative;flex:1;min-height:0;display:grid;place-items:center}
.viewer-stage img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain;pointer-events:none}
.viewer-stage p{padding:20px}
.viewer-caption{flex:none;width:100%;max-width:calc(640*var(--px));max-height:30%;margin:0 auto;padding:8px 18px 16px;overflow:auto}
.viewer-caption figcaption{margin:0;font-size:calc(15*var(--px));line-height:calc(21*var(--px))}
.printed img{display:none}
@media print{
.printed{margin:6px 0;break-inside:avoid}
.printed img{display:block;max-width:100%;max-height:9cm;width:auto;height:auto}
.here .alt,.viewer{display:none}
}
`;

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Adds the rules to the shadow root that an element is in. */
export function dress(element: HTMLElement): void {
  const root = element.getRootNode() as ShadowRoot | Document;
  const { ownerDocument: page } = element;
  let sheet = sheets.get(page);
  if (!sheet) {
    // A sheet works only in the document that it was made for.
    sheet = new (page.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(CSS);
    sheets.set(page, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
