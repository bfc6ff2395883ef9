/** `antecede cc`: compile and link only. */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../errors.ts";
import { build, compileOnly } from "../toolchain/build.ts";
import { close } from "../toolchain/client.ts";
import { isSource } from "../toolchain/options.ts";
import { OptionReader } from "./arguments.ts";
import { buildContext, cacheFor } from "./program.ts";
import type { Settings } from "./settings.ts";
import { terminalFor } from "./terminal.ts";
import { timingsText } from "./timings.ts";

export async function ccCommand({ arguments: parsed }: Settings): Promise<number> {
  const options = new OptionReader(parsed.options);
  const terminal = terminalFor(options, process.env);
  const context = buildContext(cacheFor(options), terminal);
  const timings = { compileMs: 0, linkMs: 0 };
  const output = options.text("output");
  try {
    if (options.has("compile-only")) {
      const sources = parsed.build.inputs.filter(isSource);
      if (output !== undefined && sources.length > 1) {
        throw new UsageError("-o with -c takes one source");
      }
      for (const { source, object } of await compileOnly(parsed.build, context)) {
        writeOutput(output ?? basename(source).replace(/\.\w+$/, ".o"), object);
      }
    } else {
      const program = await build(parsed.build, context, timings);
      writeOutput(output ?? "a.wasm", program.bytes);
    }
  } finally {
    terminal.clear();
    close();
  }
  if (options.has("timings")) process.stderr.write(timingsText(timings));
  return 0;
}

function writeOutput(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(`${path}: can't write (${(error as NodeJS.ErrnoException).code})`);
  }
}
