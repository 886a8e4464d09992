// What the bench needs before it can begin: the built map, and the peers.
// @ts-check
import { ROOT, ensurePackages, ensureRust, npm } from "../tools/setup.mjs";

/** Installs and builds what is missing. The bench's other modules can be imported only after that. */
export async function prepare() {
  await ensurePackages();
  await ensureRust();
  const { build } = await import("../tools/build.mjs");
  await build();
  await npm(["ci", "--no-audit", "--no-fund"], { cwd: `${ROOT}bench`, show: false });
}
