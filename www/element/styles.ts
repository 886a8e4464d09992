// One style sheet for all maps of the page. No style attributes: a strict CSP forbids them.

const CSS = `
:host{display:block;position:relative;box-sizing:border-box;width:100%;aspect-ratio:16/10;min-height:320px;contain:layout style}
@media (max-width:719px){:host{aspect-ratio:4/5}}
:host([hidden]),[hidden]{display:none!important}
.root{--font:var(--darien-map-font,"Source Sans 3","Source Sans Pro",Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif);--title:var(--darien-map-title-font,"Source Serif 4","Source Serif Pro",Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif);--surface:var(--darien-map-surface,#fbf8f1);--ink:var(--darien-map-ink,#231b13);--quiet:var(--darien-map-quiet,#5d5143);--rule:var(--darien-map-rule,#ded4c2);--accent:var(--darien-map-accent,#6d1f4f);--corrected:var(--darien-map-corrected,#8a5a00);--ground:var(--darien-map-ground,#c9d7dc);position:absolute;inset:0;overflow:hidden;container-type:size;background:var(--ground);color:var(--ink);font:400 15.5px/22px var(--font);color-scheme:light;-webkit-text-size-adjust:100%;text-size-adjust:100%;text-align:start}
.dark{--surface:var(--darien-map-surface,#222426);--ink:var(--darien-map-ink,#f3ede1);--quiet:var(--darien-map-quiet,#b9b0a2);--rule:var(--darien-map-rule,#3d3f41);--accent:var(--darien-map-accent,#f2a4b4);--corrected:var(--darien-map-corrected,#e7bd6a);--ground:var(--darien-map-ground,#17242f);color-scheme:dark}
*{box-sizing:border-box;margin:0}
canvas{position:absolute;inset:0;width:100%;height:100%;touch-action:none;user-select:none;-webkit-user-select:none;-webkit-tap-highlight-color:transparent;visibility:hidden;cursor:grab}
.shown canvas{visibility:visible}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:start}
:focus{outline:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
canvas:focus-visible{outline-offset:-4px}
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8}
.zoom,.card,.places,.message{background:var(--surface);border-radius:4px;box-shadow:0 1px 4px #0003}
.zoom,.card,.places,.credits{visibility:hidden}
.shown :is(.zoom,.card,.places,.credits){visibility:visible}
.zoom{position:absolute;top:12px;left:12px;display:grid;overflow:hidden}
.zoom button{display:grid;place-items:center;width:44px;height:44px;outline-offset:-3px}
.zoom button+button{border-top:1px solid var(--rule)}
.bottom{position:absolute;inset:auto 0 0;display:flex;flex-direction:column;align-items:flex-start;pointer-events:none}
.bottom>*{pointer-events:auto}
.card{position:relative;display:flex;flex-direction:column;width:100%;max-height:46cqh;border-radius:12px 12px 0 0;overflow:hidden;line-height:22px}
.body{overflow:auto;overscroll-behavior:contain;padding:18px;outline-offset:-3px;min-height:0;flex:1}
.eyebrow{min-height:18px;padding-inline-end:40px;font:600 12px/18px var(--font);letter-spacing:.06em;text-transform:uppercase;color:var(--accent)}
h2{font:600 24px/28px var(--title);letter-spacing:-.01em;overflow-wrap:break-word;text-wrap:balance}
.card h2{margin-top:4px;padding-inline-end:28px}
.where{margin-top:3px;font-size:14px;line-height:20px;color:var(--quiet)}
.close{position:absolute;z-index:1;top:4px;right:4px;display:grid;place-items:center;width:44px;height:44px;outline-offset:-6px}
article{border-top:1px solid var(--rule);margin-top:14px;padding-top:11px}
article+article{margin-top:11px}
.head{display:flex;justify-content:space-between;gap:12px;font-size:13px;line-height:20px}
time{font-weight:600}
time::first-letter{text-transform:uppercase}
.mark{display:inline-flex;align-items:baseline;gap:7px;color:var(--quiet);text-align:end}
.mark::before{content:"";flex:none;width:9px;height:9px;border-radius:50%;background:var(--accent)}
.context::before{background:none;border:1.6px solid var(--accent)}
.corrected{color:var(--corrected);font-weight:600}
.corrected::before{border-radius:0;background:var(--corrected);transform:rotate(45deg) scale(.9)}
.text{margin-top:3px;overflow-wrap:break-word;font-size:16px}
.source{margin-top:4px;font-size:12.5px;line-height:17px;color:var(--quiet);overflow-wrap:break-word}
a{color:inherit;text-decoration-thickness:1px;text-underline-offset:2px}
a:hover,summary:hover{color:var(--accent)}
.foot{display:flex;flex:none;justify-content:space-between;border-top:1px solid var(--rule)}
.foot button{display:flex;align-items:center;gap:8px;min-width:0;height:48px;padding:0 14px;font-weight:600;font-size:15px;outline-offset:-3px}
.foot span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.foot svg{stroke:var(--accent)}
.next{flex-direction:row-reverse;margin-inline-start:auto}
.credits{max-width:100%;font-size:12px;line-height:16px;color:var(--quiet)}
.line{display:none;padding:3px 8px;background:var(--surface)}
details{padding:0 10px;background:var(--surface);max-height:34cqh;overflow:auto;border-start-end-radius:4px}
summary{min-height:28px;line-height:28px;cursor:pointer;list-style:none;outline-offset:-3px}
summary::-webkit-details-marker{display:none}
summary span{text-decoration:underline;text-underline-offset:2px}
details p{padding:0 0 8px}
.places{position:absolute;top:12px;left:12px;max-width:min(320px,100% - 24px);max-height:calc(100% - 24px);overflow:auto;padding:18px 20px;z-index:1}
.places:not(:focus-within){clip-path:inset(50%);width:1px;height:1px;overflow:hidden;padding:0;white-space:nowrap}
.places p{font-size:14px;line-height:20px;color:var(--quiet);margin:4px 0 10px}
ol{list-style:none;padding:0}
.places button{display:block;width:100%;padding:5px 0;line-height:18px}
.places b{font-weight:600}
.places span{font-size:13px;color:var(--quiet)}
[aria-current] b{color:var(--accent)}
.message{position:absolute;inset:16px;margin:auto;width:fit-content;height:fit-content;max-width:min(520px,100% - 32px);max-height:calc(100% - 32px);overflow:auto;padding:18px 20px;z-index:2}
.message p{margin-top:6px;font-size:14px;line-height:20px;overflow-wrap:anywhere}
.message ul{margin:8px 0 0;padding-inline-start:18px;font-size:13px;line-height:18px;color:var(--quiet);overflow-wrap:anywhere}
@container (min-width:720px){
.bottom{display:contents}
.card{position:absolute;top:16px;right:16px;width:336px;max-height:calc(100% - 64px);border-radius:4px}
.body{padding:18px 20px 14px}
.card h2{font-size:26px;line-height:30px}
.text{font-size:15.5px}
.zoom{top:16px;left:16px}
.credits{position:absolute;right:16px;bottom:8px;max-width:calc(100% - 32px);font-size:11px}
.line{display:block}
details{display:none}
}
@container (min-width:720px){@media (hover:hover){.zoom button{width:36px;height:36px}}}
@media (forced-colors:active){.zoom,.card,.places,.message,.credits{border:1px solid}.mark::before{forced-color-adjust:none}}
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
