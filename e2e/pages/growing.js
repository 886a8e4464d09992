// Makes the frame as high as its page, from the event `grow` on, as many pages do. Counts how often.
globalThis.grown = 0;
addEventListener("grow", () => {
  const frame = document.querySelector("iframe");
  const root = frame.contentDocument.documentElement;
  const grow = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === Number(frame.height)) return;
    globalThis.grown += 1;
    frame.height = height;
  };
  new ResizeObserver(grow).observe(root);
  grow();
});
