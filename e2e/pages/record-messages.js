// Records every message of the frames in this page. The tests read `messages`.
globalThis.messages = [];
addEventListener("message", ({ data, origin, source }) => {
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  globalThis.messages.push({ frame: frame?.id ?? "", origin, data });
});
