/** Whether a library has documentation tests: these are built by rustdoc, which has no hooks. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A fence in a line of documentation opens or closes an example. */
const FENCE = /^\s*\/\/[/!]\s*```/m;

/** @param root the crate's root, as `src/lib.rs` */
export function hasDoctests(root: string): boolean {
  const folder = dirname(root);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".rs"))
    .some((name) => FENCE.test(readFileSync(join(folder, name), "utf8")));
}
