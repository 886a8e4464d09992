// What can go wrong, as the page is told.

/** Which part failed: the story's text, the geography, or the program itself. */
export type ErrorCode = "story" | "basemap" | "wasm";

/** One thing that is wrong with a file. */
export interface Problem {
  kind: string;
  /** Index in `features`, from 0, if the problem lies in one. */
  feature: number | null;
  /** JSON path from the root of the file. */
  path: string;
  got: string;
  expected: string;
}

/** What went wrong: the `detail` of an `error` event, and what `load()` rejects with. */
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

/** Whatever was thrown, as an error of ours. A report of the core keeps its own code and problems. */
export function wrap(code: ErrorCode, reason: unknown): DarienMapError {
  if (reason instanceof DarienMapError) return reason;
  const report = reason as Partial<DarienMapError> | null | undefined;
  if (report?.problems) return new DarienMapError(report.code ?? code, report.message ?? "", report.problems);
  return new DarienMapError(code, report?.message ?? String(reason));
}
