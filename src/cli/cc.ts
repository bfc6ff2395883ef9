/** `antecede cc`: compile and link only. */
import { writeFileSync } from "node:fs";
import { compileHere, compileObjectsHere, programOf } from "../api/local.ts";
import { UsageError } from "../errors.ts";
import { OptionReader } from "./arguments.ts";
import { worldOf } from "./job.ts";
import type { Settings } from "./settings.ts";
import { terminalFor } from "./terminal.ts";
import { timingsText } from "./timings.ts";

export async function ccCommand({ arguments: parsed }: Settings): Promise<number> {
  const options = new OptionReader(parsed.options);
  const terminal = terminalFor(options, process.env);
  const world = worldOf(options, terminal);
  const program = programOf(parsed.build, []);
  const output = options.text("output");
  let timings = { compileMs: 0, linkMs: 0 };
  try {
    if (options.has("compile-only")) {
      if (output !== undefined && program.files.length > 1) {
        throw new UsageError("-o with -c takes one source");
      }
      for (const { name, bytes } of await compileObjectsHere(world, program)) {
        writeOutput(output ?? name, bytes);
      }
    } else {
      const done = await compileHere(world, program);
      timings = done.timings;
      writeOutput(output ?? "a.wasm", done.result.bytes);
    }
  } finally {
    terminal.clear();
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
