// The errors that the page gets.

/** Which part failed: the story, the basemap, or the program (the WebAssembly module). */
export type ErrorCode = "story" | "basemap" | "wasm";

/** One problem of a file, or a note: what was guessed or left out in it. */
export interface Problem {
  kind: string;
  /** Index in `features`, from 0, if the problem is in a feature. */
  feature: number | null;
  /** JSON path from the root of the file. */
  path: string;
  got: string;
  expected: string;
}

/** The `detail` of an `error` event, and the reason with which `load()` rejects. */
export class DarienMapError extends Error {
  override readonly name = "DarienMapError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/** Converts anything that was thrown to a `DarienMapError`. A report of the core keeps its code and problems. */
export function wrap(code: ErrorCode, reason: unknown): DarienMapError {
  if (reason instanceof DarienMapError) return reason;
  const report = reason as Partial<DarienMapError> | null | undefined;
  if (report?.problems) return new DarienMapError(report.code ?? code, report.message ?? "", report.problems);
  return new DarienMapError(code, report?.message ?? String(reason));
}
