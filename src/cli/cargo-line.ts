/** What the commands of cargo have in common: the session of a program that cargo builds. */
import {
  BuildOptionsBuilder,
  buildContext,
  type CargoBuild,
  type CargoProgram,
  cargoPrograms,
  type LinkedProgram,
  linkRust,
  openSession,
  type RunResult,
  reportOf,
  type Session,
} from "../api/local.ts";
import type { Arguments } from "./arguments.ts";
import { type CommandJob, jobOf, tell } from "./job.ts";

export type CargoSession = CommandJob & Session;

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
export function sessionFor({ command, options, flags, rest, program }: CargoLine): CargoSession {
  const build = new BuildOptionsBuilder();
  build.inputs.push(program);
  const again = { before: ["antecede", "cargo", command], after: flags };
  const job = jobOf({ options, build: build.finish(), rest, command: again });
  return { ...job, ...openSession(job.program, job.options, job.world) };
}

/**
 * The session of a program in a package: it may read that as well, by the path that `env!` gave it,
 * and knows what cargo tells of it.
 */
export function within(program: CargoProgram, session: CargoSession): CargoSession {
  const { machine } = session;
  const { files } = machine;
  return {
    ...session,
    machine: {
      ...machine,
      environment: { ...program.environment, ...machine.environment },
      files: { ...files, folders: { ...files.folders, [program.folder]: program.folder } },
    },
  };
}

/** Cargo's programs, for `line`'s command and flags. */
export function programsOf(line: CargoLine): Promise<CargoBuild> {
  const { world } = sessionFor(line);
  const flags = line.options.has("quiet") ? ["--quiet", ...line.flags] : line.flags;
  return cargoPrograms(line.command, flags, buildContext(world));
}

export async function link(program: CargoProgram, session: Session): Promise<LinkedProgram> {
  const { world, timings } = session;
  const started = performance.now();
  const linked = await linkRust(program.parts(), program.judged, buildContext(world));
  timings.linkMs = performance.now() - started;
  return linked;
}

/** Writes all that is asked for; returns the exit code. */
export async function report(
  session: CargoSession,
  results: readonly RunResult[],
  linked: LinkedProgram,
): Promise<number> {
  return tell(session, await reportOf(session, results, linked), session.timings);
}
