// The page round the map, on the map's public API alone.

const root = document.documentElement;
const map = document.querySelector("darien-map");

/** Makes `group` a set of buttons of which one is pressed; `choose` hears which. */
function choice(group, choose) {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
    choose(button.value);
  });
}

choice(document.getElementById("languages"), (lang) => {
  root.lang = lang;
  map.lang = lang;
});

choice(document.getElementById("themes"), (theme) => {
  root.dataset.theme = theme;
  map.theme = theme;
});

// A place named in the text opens on the map; without JavaScript the link still leads there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (link) map.select(link.dataset.place);
});
