import assert from "node:assert/strict";
import { Window } from "happy-dom";

const window = new Window();
for (const name of ["document", "HTMLElement", "customElements", "Node", "Event", "CustomEvent", "MutationObserver"]) globalThis[name] = window[name];
globalThis.window = window;
const failures = [];
window.addEventListener("error", (event) => failures.push(event.message));

await import("darien-map");
const map = document.createElement("darien-map");
map.append("A map of the way");
map.theme = "dark";
document.body.append(map);
map.select("acandi");
map.remove();
document.body.append(map);
await new Promise((done) => setTimeout(done, 50));
assert.equal(map.textContent, "A map of the way");
assert.equal(map.theme, "dark");
assert.deepEqual(failures, []);
process.exit();
