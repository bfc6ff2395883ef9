/** From a command line to a program: what `run` and `cc` have in common. */
import { readFileSync, statSync } from "node:fs";
import { UsageError } from "../errors.ts";
import {
  type BuildContext,
  type BuildTimings,
  build,
  type LinkedProgram,
} from "../toolchain/build.ts";
import { Cache, contentKey, defaultCacheFolder } from "../toolchain/cache.ts";
import type { BuildOptions } from "../toolchain/options.ts";
import type { OptionReader } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** Where compiled programs and their symbols are kept; undefined with --no-cache. */
export function cacheFor(options: OptionReader): Cache {
  return new Cache(options.has("no-cache") ? undefined : defaultCacheFolder(process.env));
}

export function buildContext(cache: Cache, terminal: Terminal): BuildContext {
  return {
    cache,
    folder: process.cwd(),
    colour: terminal.colour,
    columns: terminal.columns,
    onDiagnostics: (text) => {
      terminal.clear();
      process.stderr.write(text);
    },
    onProgress: (what) => terminal.progress(`${what} …`),
  };
}

/** Builds what the command line names, or takes the one `.wasm` file that it names. */
export async function obtain(
  options: BuildOptions,
  context: BuildContext,
  timings: BuildTimings,
): Promise<LinkedProgram> {
  const [input, ...others] = options.inputs;
  if (!input?.endsWith(".wasm")) return build(options, context, timings);
  if (others.length > 0) throw new UsageError(`${input}: a built program is run on its own`);
  if (!statSync(input, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError(`${input}: no such file`);
  }
  const bytes = readFileSync(input);
  return { bytes, key: contentKey([bytes]), judged: "as built" };
}
