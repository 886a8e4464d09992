// One style sheet for all maps of the page. No style attributes: a strict CSP forbids them.

const CSS = `
:host{display:block;position:relative;width:100%;aspect-ratio:16/10;min-height:320px}
@media (max-width:719px){:host{aspect-ratio:4/5}}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box;margin:0;padding:0}
.map{
--surface:var(--darien-map-surface,light-dark(#fbf8f1,#222426));
--ink:var(--darien-map-ink,light-dark(#231b13,#f3ede1));
--quiet:var(--darien-map-second-ink,light-dark(#5d5143,#b9b0a2));
--rule:var(--darien-map-rule,light-dark(#ded4c2,#3d3f41));
--accent:var(--darien-map-route,light-dark(#6d1f4f,#f2a4b4));
--corrected:var(--darien-map-corrected,light-dark(#8a5a00,#e7bd6a));
color-scheme:light;position:absolute;inset:0;overflow:hidden;container-type:size;background:var(--darien-map-offshore,light-dark(#c2d0d7,#14212b));color:var(--ink);text-align:start;overflow-wrap:anywhere;
font:14px/20px var(--darien-map-font,"Source Sans 3","Source Sans Pro","Noto Sans",system-ui,sans-serif)}
[data-theme$=dark]{color-scheme:dark}
[data-theme^=contrast],[data-theme=print]{
--surface:var(--darien-map-surface,light-dark(#fff,#000));
--ink:var(--darien-map-ink,light-dark(#000,#fff));
--quiet:var(--ink);--accent:var(--ink);--corrected:var(--ink)}
@media (forced-colors:active){.zoom,.card,.places,.message{outline:1px solid}}
canvas{color:#0000;forced-color-adjust:none;position:absolute;width:100%;height:100%;touch-action:none;user-select:none}
.map:not(.shown)>:not(.message){visibility:hidden}
button{font:inherit;color:inherit;background:none;border:0;cursor:pointer;text-align:start}
:focus-visible{outline:2px solid var(--accent);outline-offset:-3px}
h2:focus{outline:none}
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8}
.zoom,.card,.places,.message{position:absolute;background:var(--surface);border-radius:4px;box-shadow:0 1px 4px #0003;overflow:auto}
.zoom{top:12px;right:12px}
.zoom button,.close{display:grid;place-items:center;width:44px;height:44px}
.zoom button+button{border-top:1px solid var(--rule)}
.bottom{position:absolute;inset:auto 0 0;pointer-events:none}
.bottom>*{pointer-events:auto}
.card{position:static;display:flex;flex-direction:column;max-height:46cqh;border-radius:12px 12px 0 0;overflow:hidden}
.body{overflow:auto;overscroll-behavior:contain;padding:18px}
.eyebrow{padding-right:40px;font-weight:600;font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:var(--accent)}
h2{font:600 24px/28px var(--darien-map-title-font,"Source Serif 4","Source Serif Pro",Charter,Georgia,serif);letter-spacing:-.01em}
.card h2{margin:3px 24px 3px 0}
.where,.source,.note,.mark,.credits,.places p,.places span{color:var(--quiet)}
.close{position:absolute;right:4px;z-index:1;margin:4px 0}
.fact{border-top:1px solid var(--rule);margin-top:13px;padding-top:11px}
.head{display:flex;justify-content:space-between;gap:12px;font-size:13px}
b,time,.foot,.mark-corrected{font-weight:600}
.mark::before{content:"";display:inline-block;width:9px;height:9px;margin-right:7px;border:1.6px solid;border-radius:9px;color:var(--accent);background:currentColor}
.mark-context::before{background:none}
.mark-corrected,.mark-corrected::before{color:var(--corrected)}
.mark-corrected::before{border-radius:0;rotate:45deg;scale:.9}
.text{font-size:16px;line-height:22px;margin:2px 0 4px}
.source,.note{font-size:12.5px;line-height:17px}
a{color:inherit}
.foot{display:flex;flex:none;border-top:1px solid var(--rule);font-size:15px}
.foot button{display:flex;align-items:center;gap:8px;min-width:0;height:48px;padding:0 14px}
.foot span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.foot svg{stroke:var(--accent)}
.foot .next{flex-direction:row-reverse;margin-left:auto}
.credits{width:fit-content;font-size:12px;line-height:16px}
.line,details{padding:3px 8px;background:var(--surface)}
.line{display:none}
summary{padding:4px 0;cursor:pointer;list-style:none}
.places{top:12px;left:12px;width:min(320px,100% - 24px);max-height:calc(100% - 24px);padding:18px 20px;z-index:1}
.places:not(:focus-within){clip-path:inset(50%)}
.places p{margin:4px 0 10px}
ol{list-style:none}
.place{width:100%;padding:5px 0;outline-offset:2px}
[aria-current]{color:var(--accent)}
.message{inset:0;margin:auto;width:min(520px,100% - 32px);height:fit-content;max-height:calc(100% - 32px);padding:18px 20px}
.message p{margin-top:6px}
@container (min-width:720px){
.bottom{display:contents}
.zoom{left:12px;right:auto}
.card{position:absolute;top:16px;right:16px;width:336px;max-height:calc(100% - 64px);border-radius:4px}
.body{padding:18px 20px}
.card h2{font-size:26px;line-height:30px}
.credits{position:absolute;right:16px;bottom:8px;max-width:calc(100% - 32px);font-size:11px}
.line{display:block}
details{display:none}
}
@media (hover:hover){.zoom button{width:36px;height:36px}}
`;

let sheet: CSSStyleSheet | undefined;

/** The sheet, made on first use: there is no such class on a server. */
export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
