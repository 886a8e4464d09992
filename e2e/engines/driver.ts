// What the tests of all engines need of a browser. There is one implementation for each: chromium.ts, firefox.ts, webkit.ts.

/** What a page gets from its test and returns to it: JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A point of the window, in CSS px. */
export interface At {
  readonly x: number;
  readonly y: number;
}

export type Key = "ArrowRight" | "End" | "Enter" | "Escape" | "Home" | "Tab" | "+" | "-";

/** A page in a window of its own. Points are in CSS px of the window. */
export interface Tab {
  /** Opens an address and waits until the page is loaded. */
  goto(url: string): Promise<void>;
  /** The size of the window's inside, in CSS px. */
  resize(width: number, height: number): Promise<void>;
  /** Runs JavaScript in the page and returns its JSON. `script` is an expression, which may be a promise. */
  run(script: string): Promise<string>;
  move(x: number, y: number): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
  /** Turns the wheel over a point. */
  wheel(x: number, y: number, by: number): Promise<void>;
  press(key: Key): Promise<void>;
  /** Clicks twice, as fast as the driver can. */
  doubleClick(x: number, y: number): Promise<void>;
  /** Fingers come down at these points, move to them, or are lifted. Absent if the driver has no fingers. */
  touch?(phase: "start" | "move" | "end", ...points: At[]): Promise<void>;
  /** Goes back in the history, and waits until that page is shown. */
  back(): Promise<void>;
  /** What is seen, as a PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

export interface Engine {
  /** Its name and version. */
  readonly version: string;
  /** An empty page. The one before it must be closed. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}

/**
 * Runs a function in a page. It must not use anything outside itself.
 * @returns what it returns, as JSON
 */
export async function evaluate<Args extends readonly Json[], Result>(
  tab: Tab,
  work: (...args: Args) => Result,
  ...args: Args
): Promise<Awaited<Result>> {
  const json = await tab.run(`(async () => JSON.stringify((await (${work})(...${JSON.stringify(args)})) ?? null))()`);
  return JSON.parse(json) as Awaited<Result>;
}
