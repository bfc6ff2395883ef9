/** `antecede cargo`: its command line, and `cargo run`. */
import { type CargoProgram, close, judge, loadFor } from "../api/local.ts";
import { UsageError } from "../errors.ts";
import { type Arguments, type OptionSpec, parseMixed } from "./arguments.ts";
import { type CargoLine, link, programsOf, report, sessionFor, within } from "./cargo-line.ts";
import { cargoTest } from "./cargo-test.ts";
import type { Settings } from "./settings.ts";

/** cargo's options among ours. */
export function parseCargo(args: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const [command = "", ...others] = args;
  const parsed = parseMixed(others, specs);
  return { ...parsed, others: [command, ...(parsed.others ?? [])] };
}

export async function cargoCommand({ arguments: parsed }: Settings): Promise<number> {
  const [command = "", ...flags] = parsed.others ?? [];
  const { options, rest } = parsed;
  switch (command) {
    case "run":
    case "r":
      return cargoRun({ command: "run", options, flags, rest, program: "program" });
    case "test":
    case "t":
      return cargoTest({ command: "test", options, flags, rest, program: "tests" });
    case "":
      throw new UsageError("cargo: run or test?", "`antecede help cargo`");
    default:
      throw new UsageError(`cargo ${command}: only run and test`, "`antecede help cargo`");
  }
}

async function cargoRun(line: CargoLine): Promise<number> {
  const { programs } = await programsOf(line);
  const program = chosenOf(programs);
  const session = within(program, sessionFor({ ...line, program: program.name }));
  try {
    const linked = await link(program, session);
    const results = await judge(session, loadFor(session, linked), linked);
    return await report(session, results, linked);
  } finally {
    session.terminal.clear();
    close();
  }
}

/** As cargo does: the only one, or the one of `default-run`. */
function chosenOf(programs: readonly CargoProgram[]): CargoProgram {
  const defaults = programs.filter((one) => one.isDefault);
  const [program, ...more] = defaults.length === 1 ? defaults : programs;
  if (program && more.length === 0) return program;
  const names = programs.map((one) => one.name).join(", ");
  throw new UsageError(`which program? ${names}`, "say --bin NAME or --example NAME");
}
