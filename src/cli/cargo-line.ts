/** What the commands of cargo have in common: the session of a program that cargo builds. */
import { type LinkedProgram, linkRust } from "../toolchain/build.ts";
import { BuildOptionsBuilder } from "../toolchain/options.ts";
import { type CargoProgram, cargoPrograms } from "../toolchain/rust/cargo.ts";
import type { Arguments } from "./arguments.ts";
import { buildContext } from "./program.ts";
import { type Session, sessionOf } from "./session.ts";

/** The command line of a run, in cargo's words. */
export interface CargoLine {
  readonly command: "run" | "test";
  readonly options: Arguments["options"];
  /** Cargo's own. */
  readonly flags: readonly string[];
  /** The program's. */
  readonly rest: readonly string[];
  /** What reports call the program. */
  readonly program: string;
}

/** The session of a run of a program that cargo builds. */
export function sessionFor({ command, options, flags, rest, program }: CargoLine): Session {
  const build = new BuildOptionsBuilder();
  build.inputs.push(program);
  const again = { before: ["antecede", "cargo", command], after: flags };
  return sessionOf({ options, build: build.finish(), rest, command: again });
}

/** Cargo's programs, for `line`'s command and flags. */
export function programsOf(line: CargoLine): Promise<readonly CargoProgram[]> {
  const { cache, terminal, options } = sessionFor(line);
  const flags = options.has("quiet") ? ["--quiet", ...line.flags] : line.flags;
  return cargoPrograms(line.command, flags, buildContext(cache, terminal));
}

export async function link(program: CargoProgram, session: Session): Promise<LinkedProgram> {
  const { cache, terminal, timings } = session;
  const started = performance.now();
  const context = buildContext(cache, terminal);
  const linked = await linkRust(program.parts(), program.judged, context);
  timings.linkMs = performance.now() - started;
  return linked;
}
