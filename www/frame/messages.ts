// The messages between the frame page and the page around it. docs/frame.md describes them for users.

/** The version of the messages. A later version may add types and fields; it never changes these. */
export const VERSION = 1;

/** The details of the messages that the frame page sends, by type: those of the map's events of the same name, as plain data. */
export interface Details {
  height: { height: number };
  ready: null;
  select: { id: string | null; kind: "place" | "leg" | null };
  chapter: { id: string | null };
  timechange: { time: string; step: number };
  play: null;
  pause: null;
  end: null;
  viewchange: { lon: number; lat: number; zoom: number };
  viewend: { lon: number; lat: number; zoom: number };
  panel: { panel: "key" | "sources" | "list" | "moves" | "ask"; open: boolean };
  share: { url: string; by: "clipboard" | "system" | null };
  copytext: { text: string };
  link: { url: string };
  error: { code: string; message: string };
}

/** What the frame page sends. */
export type FrameMessage = { [Type in keyof Details]: { darienMap: typeof VERSION; type: Type; detail: Details[Type] } }[keyof Details];

/** What the page around may send: the frame then sends its height again. */
export interface Hello {
  darienMap: typeof VERSION;
  type: "hello";
}
