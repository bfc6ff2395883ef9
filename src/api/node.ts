/**
 * The Node.js that programs need, whatever Node.js this is: the packaged one, with V8's flags. For
 * the launcher and for jobs of the library; runs on Node.js 20 and later.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The first with JavaScript Promise Integration. */
export const NODE_MAJOR = 26;

/**
 * V8 cannot replace wasm code that runs: functions with loops are optimized first, as the modules
 * say (toolchain/branch-hints.ts). Loops with checks in them gain nothing by being peeled or
 * unrolled, and take longer to compile. Stacks of fibers grow, to 64 MB, far beyond what the
 * program's own 8 MB allow: so recursion is as deep as on Linux, and short threads cost little. A
 * start makes some MB of garbage, and so does each second of switches: space for both at once.
 */
export const FLAGS: readonly string[] = [
  ...["--experimental-wasm-compilation-hints", "--experimental-wasm-growable-stacks"],
  ...["--no-wasm-loop-peeling", "--no-wasm-loop-unrolling"],
  ...["--stack-size=64000", "--wasm-stack-switching-stack-size=64000"],
  ...["--min-semi-space-size=4", "--disable-warning=ExperimentalWarning"],
];

/** Node.js's own option, not V8's: keeps the code of our files (code-cache.ts). */
export function codeCacheFlag(): string {
  const folder = import.meta.url.endsWith(".ts") ? "../../dist/" : "./";
  return `--require=${fileURLToPath(new URL(`${folder}code-cache.cjs`, import.meta.url))}`;
}

/** What npm has installed for this platform, or the user's own if it is new enough. */
export function findNode(): string | undefined {
  const require = createRequire(import.meta.url);
  const isWindows = process.platform === "win32";
  const platform = `${isWindows ? "win" : process.platform}-${process.arch}`;
  for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return join(dirname(manifest), "bin", isWindows ? "node.exe" : "node");
    } catch {
      // Not installed for this platform: the user's own may be new enough.
    }
  }
  const [major = "0"] = process.versions.node.split(".");
  return Number(major) >= NODE_MAJOR ? process.execPath : undefined;
}
