import assert from "node:assert/strict";

const before = Object.keys(globalThis);
const { DarienMapElement } = await import("darien-map");
assert.equal((await import("darien-map/element")).DarienMapElement, DarienMapElement);
assert.deepEqual(Object.keys(globalThis), before);
