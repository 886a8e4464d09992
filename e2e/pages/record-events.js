// Records every event of every map from the start, counts how often WebAssembly is compiled, and records the page's errors. The
// tests read `recorded`.
globalThis.recorded = { events: [], compiled: 0, violations: [], errors: [] };
{
  const { events, violations, errors } = globalThis.recorded;
  addEventListener("error", ({ message }) => errors.push(message));
  addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
  for (const type of ["ready", "select", "chapter", "timechange", "play", "pause", "end", "viewchange", "viewend", "panel", "share", "copytext", "link", "export", "notes", "error"]) {
    document.addEventListener(
      type,
      (event) => {
        if (event.target.localName !== "darien-map") return;
        const { detail } = event;
        const plain = type === "error" ? { code: detail.code, message: detail.message, problems: detail.problems } : detail;
        events.push({ type, id: event.target.id, detail: plain });
      },
      true,
    );
  }
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
    violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
  });
  for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = (source, ...rest) => {
      // Instantiating what is compiled already compiles nothing.
      if (!(source instanceof WebAssembly.Module)) globalThis.recorded.compiled += 1;
      return original.call(WebAssembly, source, ...rest);
    };
  }
}
