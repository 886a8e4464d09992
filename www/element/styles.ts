// One style sheet for all maps of the page. No style attributes: a strict CSP forbids them.

const CSS = `
:host{display:block;position:relative;width:100%;aspect-ratio:16/10;min-height:320px}
@media (max-width:719px){:host{aspect-ratio:4/5}}
:host([hidden]),[hidden]{display:none!important}
*,::before{box-sizing:border-box;margin:0;padding:0}
.map{
--surface:var(--darien-map-surface,light-dark(#fbf8f1,#222426));
--ink:var(--darien-map-ink,light-dark(#231b13,#f3ede1));
--quiet:var(--darien-map-second-ink,light-dark(#5d5143,#b9b0a2));
--rule:var(--darien-map-rule,light-dark(#ded4c2,#3d3f41));
--accent:var(--darien-map-route,light-dark(#6d1f4f,#f2a4b4));
--corrected:var(--darien-map-corrected,light-dark(#8a5a00,#e7bd6a));
color-scheme:light;position:absolute;inset:0;overflow:hidden;container-type:size;background:var(--darien-map-offshore,light-dark(#c2d0d7,#14212b));color:var(--ink);text-align:start;overflow-wrap:anywhere;
font:14px/20px var(--darien-map-font,"Darien Sans","Source Sans 3","Source Sans Pro","Noto Sans",system-ui,sans-serif)}
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
:host([without~=zoom]) .zoom,:host([without~=key]) .key,:host([without~=list]) .places,:host([without~=credits]) .credits{display:none}
.zoom,.card,.places,.message,summary,ul{background:var(--surface);border-radius:4px;box-shadow:0 1px 4px #0003;overflow:auto}
.places,.message,.corner,.bottom{position:absolute}
.corner{top:12px;right:12px;display:grid;justify-items:end;gap:8px}
.zoom button,.close{display:grid;place-items:center;width:44px;height:44px}
.zoom button+button{border-top:1px solid var(--rule)}
summary{display:flex;cursor:pointer;list-style:none}
.key{position:relative;font-weight:600}
.key summary{align-items:center;gap:9px;height:44px;padding:0 14px}
ul{position:absolute;top:52px;right:0;z-index:1;width:max-content;max-width:calc(100cqw - 24px);padding:9px 14px;list-style:none;font-weight:400;font-size:13px}
ul li{display:flex;gap:12px}
li svg{width:30px}
.key svg{stroke:var(--accent);stroke-width:2.2}
.key .line-boat{stroke-dasharray:.01 4;stroke-linecap:round;stroke-width:2.6}
.line-foot{stroke-dasharray:4.6 3.4}
.line-rail{stroke-dasharray:9 3.6}
.key .line-highway{stroke:var(--quiet)}
.key .line-context{stroke-width:1.4}
.key .line-rough{stroke-width:1.2;stroke-dasharray:3;fill:color-mix(in srgb,var(--accent) 17%,#0000)}
.bottom{inset:auto 0 0;pointer-events:none}
.bottom>*{pointer-events:auto}
.card{position:relative;display:flex;flex-direction:column;max-height:46cqh;border-radius:12px 12px 0 0;overflow:hidden}
.tall{max-height:88cqh}
.handle{position:absolute;left:calc(50% - 44px);width:88px;height:44px;padding-bottom:26px;touch-action:none}
.handle::before{content:"";display:block;width:40px;height:4px;margin:auto;border-radius:2px;background:var(--rule)}
.body{overflow:auto;overscroll-behavior:contain;padding:18px}
.eyebrow{display:flex;justify-content:space-between;padding-right:26px;font-weight:600;font-size:12px;letter-spacing:.06em;text-transform:uppercase;color:var(--accent)}
.far{font-weight:400;font-size:13px;letter-spacing:0;text-transform:none}
h2{font:600 24px/28px var(--darien-map-title-font,"Darien Serif","Source Serif 4","Source Serif Pro",Charter,Georgia,serif);letter-spacing:-.01em}
.card h2{margin:3px 0 3px}
.where,.far,.quiet,.source,.mark,.credits,.places p,.places span{color:var(--quiet)}
.close{position:absolute;top:3px;right:6px;z-index:1}
.fact,.along{border-top:1px solid var(--rule);margin-top:13px;padding-top:11px}
.head{display:flex;justify-content:space-between;gap:12px;font-size:13px}
b,time,.foot,.mark-corrected{font-weight:600}
.mark::before{content:"";display:inline-block;width:9px;height:9px;margin-right:7px;border:1.6px solid;border-radius:9px;color:var(--accent);background:currentColor}
.mark-context::before{background:none}
.mark-corrected,.mark-corrected::before{color:var(--corrected)}
.mark-corrected::before{border-radius:0;rotate:45deg;scale:.9}
.text{font-size:16px;line-height:22px;margin:2px 0 4px}
.source{font-size:12.5px;line-height:17px}
a{color:inherit}
.strip{position:relative;height:2px;margin:11px 5px 12px;background:color-mix(in srgb,var(--accent) 45%,var(--surface))}
i{flex:1 1 9px;display:block;max-width:12px}
.walked{height:2px;max-width:none;background:var(--accent)}
.strip .dot{position:absolute;width:0}
.dot::before{content:"";display:block;width:6px;height:6px;margin:auto;border:1.3px solid var(--accent);border-radius:9px;background:var(--surface)}
.here::before{width:8px;height:8px;margin:-1px auto;background:var(--accent)}
.strip .dot::before{margin:-4px -3px}
.strip .here::before{width:9px;height:9px;margin:-5.5px -4.5px}
.foot{display:flex;flex:none;border-top:1px solid var(--rule);padding:0 10px}
.foot button{display:flex;align-items:center;gap:9px;min-width:0;height:48px;padding:0 10px}
.foot span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.foot svg{width:13px;height:13px;stroke:var(--accent)}
.foot .next{flex-direction:row-reverse;margin-left:auto}
.dots{flex:1 1 0;display:flex;flex-wrap:wrap;justify-content:center;height:8px;margin:20px 0;overflow:hidden}
.dots>i{flex:0 0 1px;height:8px}
.dots div{flex:1 0 auto;display:flex;justify-content:center;padding:1px 0}
.credits{width:fit-content;font-size:12px;line-height:16px}
.line,details[open] p{padding:3px 8px;background:var(--surface)}
.line{display:none}
.credits summary{padding:5px 10px;background:color-mix(in srgb,var(--surface) 75%,#0000);box-shadow:none;gap:4px}
.places{top:16px;left:16px;width:min(320px,100% - 32px);max-height:calc(100% - 32px);padding:18px 20px;z-index:1}
.places:not(:focus-within){clip-path:inset(50%)}
.places p{margin:4px 0 10px}
ol{list-style:none}
.place{width:100%;padding:5px 0;outline-offset:2px}
[aria-current]{color:var(--accent)}
.message{inset:0;margin:auto;width:min(520px,100% - 32px);height:fit-content;max-height:calc(100% - 32px);padding:18px 20px}
.message p{margin-top:6px}
@media (hover:hover){.zoom button{width:36px;height:36px}}
@media (hover:none){@container (max-width:719.98px){.zoom-in,.zoom-out,.map:not(.moved) .zoom{display:none!important}}}
@container (min-width:720px){
.bottom{display:contents}
.corner{top:16px;right:auto;left:16px;justify-items:start}
.corner ul{right:auto;left:0}
.card{position:absolute;top:16px;right:16px;width:336px;max-height:calc(100% - 64px);border-radius:4px}
.body{padding:18px 20px}
.card h2{font-size:26px;line-height:30px}
.text{font-size:15.5px}
.credits{position:absolute;right:16px;bottom:8px;max-width:calc(100% - 32px);font-size:11px}
.line{display:block}
.handle,.far,.credits details{display:none}
}
@container (min-width:720px) and (min-height:440px){.map:has(.card[hidden]) .key{display:none}}
@container (min-width:912px) and (min-height:440px){.key{display:none}}
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
