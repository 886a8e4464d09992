const map = document.querySelector("darien-map");
map.addEventListener("ready", () => (document.documentElement.dataset.map = "ready"));
map.addEventListener("error", ({ detail }) => (document.documentElement.dataset.map = detail.message));
