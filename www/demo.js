// The page round the map, on the map's public API alone.

import { choice } from "./button-group.js";

const root = document.documentElement;
const map = document.querySelector("darien-map");

choice(document.getElementById("languages"), (lang) => {
  root.lang = lang;
  root.dir = lang === "ar" ? "rtl" : "ltr";
  map.lang = lang;
});

choice(document.getElementById("themes"), (theme) => {
  root.dataset.theme = theme;
  map.theme = theme;
});

// A map that fails shows what stands in its element: the facts, and then also the picture that readers without JavaScript get.
const showPicture = () => {
  root.classList.add("failed");
  const kept = map.querySelector("template");
  kept?.replaceWith(kept.content);
};
// A map that is there shows the title itself.
const ready = () => {
  root.classList.remove("failed");
  root.classList.add("ready");
};
map.addEventListener("ready", ready);
if (map.places?.length) ready();
map.addEventListener("error", () => map.places?.length || showPicture());
// It may have failed before this script came. Then its message is there.
if (map.shadowRoot?.querySelector("[part=message]:not([hidden])")) showPicture();
addEventListener("load", () => customElements.get("darien-map") || showPicture());

// A place named in the text opens on the map; without JavaScript the link still leads there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (link) map.select(link.dataset.place);
});

// A shared link shows the map, whatever is above it on the page. Where it begins near the top already, the page stays as it is.
if (/[#&](map|chapter|place)=/.test(location.hash) && map.getBoundingClientRect().top > innerHeight / 4) map.scrollIntoView({ block: "center" });
