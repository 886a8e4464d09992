// For the page around frames: gives each <iframe data-darien-map> the height that the map in it asks for.

import { VERSION, type FrameMessage, type Hello } from "./messages.js";

/** Heights that a frame may ask for, in CSS px. */
const LOWEST = 200;
const HIGHEST = 2000;

const frames = () => document.querySelectorAll<HTMLIFrameElement>("iframe[data-darien-map]");

addEventListener("message", ({ source, data }: MessageEvent<Partial<FrameMessage> | null>) => {
  if (data?.darienMap !== VERSION || data.type !== "height") return;
  const height = Number(data.detail?.height);
  if (!(height >= LOWEST && height <= HIGHEST)) return;
  for (const frame of frames()) if (frame.contentWindow === source) frame.style.height = `${height}px`;
});

// Frames that were there before this script have sent their height in vain.
const hello: Hello = { darienMap: VERSION, type: "hello" };
for (const frame of frames()) frame.contentWindow?.postMessage(hello, "*");
