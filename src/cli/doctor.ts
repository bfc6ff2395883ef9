/** `antecede doctor`: whether what is installed works. */
import { type Check, type Diagnosis, diagnose } from "../api/local.ts";
import { EXIT, UsageError } from "../errors.ts";
import { OptionReader } from "./arguments.ts";
import type { Settings } from "./settings.ts";
import { terminalFor } from "./terminal.ts";

export async function doctorCommand({ arguments: parsed }: Settings): Promise<number> {
  const [input] = parsed.build.inputs;
  if (input !== undefined) throw new UsageError(`${input}: doctor takes no files`);
  const options = new OptionReader(parsed.options);
  const terminal = terminalFor(options, process.env);
  terminal.progress("compiling and running programs …");
  const diagnosis = await diagnose(process.env);
  terminal.clear();
  process.stdout.write(options.has("json") ? jsonOf(diagnosis) : textOf(diagnosis));
  return diagnosis.isWell ? EXIT.clean : EXIT.usage;
}

function jsonOf({ version, isWell, checks }: Diagnosis): string {
  return `${JSON.stringify({ tool: "antecede", version, isWell, checks }, undefined, 2)}\n`;
}

const MARKS: Readonly<Record<Check["status"], string>> = {
  ok: "ok     ",
  absent: "absent ",
  failed: "FAILED ",
};

function textOf({ version, isWell, checks }: Diagnosis): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, detail, mend }) => [
    `${MARKS[status]} ${name.padEnd(width)}  ${detail}`,
    ...(mend === undefined ? [] : [`${" ".repeat(width + 10)}${mend}`]),
  ]);
  const failures = checks.filter(({ status }) => status === "failed").length;
  const end = isWell ? "all that is needed works" : `${failures} of ${checks.length} failed`;
  return `antecede ${version}\n\n${lines.join("\n")}\n\n${end}\n`;
}
