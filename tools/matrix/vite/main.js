import "darien-map";

const map = document.querySelector("darien-map");
const told = document.querySelector("#told");
map.addEventListener("ready", () => (told.textContent = "ready"));
map.addEventListener("select", ({ detail }) => (told.textContent += ` ${detail.id}`));
