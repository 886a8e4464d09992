// Defines the element at the event `define`. Before that, tests change what the element finds.
addEventListener("define", () => import("/darien-map/index.js"), { once: true });
