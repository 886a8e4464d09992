// The contact sheet: a map in every frame, made when the frame comes near and let go when it is far.

import { choice } from "./button-group.js";

const root = document.documentElement;
const chosen = { lang: "en", theme: "light" };
root.dataset.theme = chosen.theme;

/** Gives a map what its frame asks for, or else what was chosen. */
function dress(map, frame) {
  map.lang = frame.dataset.lang ?? chosen.lang;
  map.setAttribute("theme", frame.dataset.theme ?? chosen.theme);
}

function fill(frame) {
  const map = document.createElement("darien-map");
  const { place, view, without } = frame.dataset;
  dress(map, frame);
  if (place) map.setAttribute("selected", place);
  if (without) map.setAttribute("without", without);
  if (view) {
    const [lon, lat, zoom] = view.split(" ").map(Number);
    map.view = { lon, lat, zoom };
  }
  frame.append(map);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) target.replaceChildren();
      else if (!target.firstChild) fill(target);
    }
  },
  { rootMargin: "50%" },
);
const frames = document.querySelectorAll(".frame");
for (const frame of frames) near.observe(frame);

function change(what) {
  Object.assign(chosen, what);
  for (const frame of frames) if (frame.firstChild) dress(frame.firstChild, frame);
}

choice(document.getElementById("languages"), (lang) => change({ lang }));
choice(document.getElementById("themes"), (theme) => {
  // Paper is light, and so is the theme of most contrast.
  root.dataset.theme = theme === "dark" ? "dark" : "light";
  change({ theme });
});
