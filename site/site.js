// From a file no module can be loaded: the build without modules shows the map there.
if (location.protocol === "file:") document.head.append(Object.assign(document.createElement("script"), { src: "darien-map/classic.js" }));
