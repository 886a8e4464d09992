const assert = require("node:assert/strict");

assert.equal(typeof require("darien-map").DarienMapElement, "function");
