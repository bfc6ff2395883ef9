/** `antecede merge`: the reports of a search's shards become one. */
import { mergeReports, readText } from "../api/local.ts";
import { EXIT } from "../errors.ts";
import { OptionReader } from "./arguments.ts";
import { rulesOptionsOf } from "./job.ts";
import { formatOptions, outputsOf, writeOutputs } from "./outputs.ts";
import type { Settings } from "./settings.ts";
import { terminalFor } from "./terminal.ts";

export async function mergeCommand({ arguments: parsed }: Settings): Promise<number> {
  const options = new OptionReader(parsed.options);
  const outputs = outputsOf(options, process.env);
  const chosen = options.integer("exitcode", 0, 255);
  const shards = parsed.build.inputs.map((name) => ({ name, text: readText(name) }));
  const report = mergeReports(shards, rulesOptionsOf(options));
  const terminal = terminalFor(options, process.env);
  await writeOutputs(report, outputs, formatOptions(options, terminal, process.env));
  return report.exitCode === EXIT.findings ? (chosen ?? EXIT.findings) : report.exitCode;
}
