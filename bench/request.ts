/** What the command line of the benchmark asks for. */
import { parseArgs } from "node:util";
import { BENCH } from "./measure.ts";
import { PROGRAMS, type Program } from "./programs.ts";
import type { Plan } from "./section.ts";
import { TOOL_IDS } from "./tools.ts";

export const SECTIONS = ["programs", "scaling", "seeds", "start-up", "detectors"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Tools that may be left out. */
const OPTIONAL: readonly string[] = TOOL_IDS.filter((id) => id !== "native");

/** Takes minutes for what Helgrind shows as well. */
const NOT_QUICK = ["drd"];

export interface Request extends Plan {
  readonly programs: readonly Program[];
  readonly sections: readonly SectionName[];
  readonly skipped: readonly string[];
  /** What asks for the same again. */
  readonly command: string;
  /** Undefined: standard output. */
  readonly output: string | undefined;
}

export const USAGE = `npm run bench [-- OPTIONS]

  --quick          a look: once, at small sizes; some minutes
  --only NAME,…    these programs; of the sections these: ${SECTIONS.join(", ")}
  --skip NAME,…    not these sections or tools:
                   ${OPTIONAL.join(", ")}
  --repeat N       runs of each, of which the median counts (default 3)
  --output FOLDER  where to write RESULTS.md and the charts (default: bench/, if all was run; else
                   the results are printed, without charts)
`;

/** A command line that can't be followed. */
export class UsageError extends Error {}

const DEFAULT_REPEAT = 3;

const OPTIONS = {
  quick: { type: "boolean", default: false },
  only: { type: "string", default: "" },
  skip: { type: "string", default: "" },
  repeat: { type: "string" },
  output: { type: "string" },
} as const;

/** @throws {UsageError} */
export function readRequest(args: readonly string[]): Request {
  const values = valuesOf(args);
  const only = listed(values.only);
  for (const name of only) {
    if (isSection(name) || PROGRAMS.some((program) => program.name === name)) continue;
    const names = [...SECTIONS, ...PROGRAMS.map((program) => program.name)];
    throw new UsageError(`no program or section ${name}: ${names}`);
  }
  const programs = PROGRAMS.filter(({ name }) => only.includes(name));
  const chosen = only.filter(isSection);
  const wanted =
    only.length === 0 ? SECTIONS : chosen.length > 0 ? chosen : (["programs"] as const);
  const skipped = [...listed(values.skip), ...(values.quick ? NOT_QUICK : [])];
  const unknown = skipped.find((name) => !isSection(name) && !OPTIONAL.includes(name));
  if (unknown) {
    throw new UsageError(`no tool or section ${unknown}: ${[...OPTIONAL, ...SECTIONS]}`);
  }
  const repeat = Number(values.repeat ?? (values.quick ? 1 : DEFAULT_REPEAT));
  if (!Number.isInteger(repeat) || repeat < 1) throw new UsageError("--repeat wants 1 or more");
  const isWhole = only.length === 0 && skipped.length === 0 && !values.quick;
  return {
    repeat,
    isQuick: values.quick,
    programs: programs.length > 0 ? programs : PROGRAMS,
    sections: wanted.filter((name) => !skipped.includes(name)),
    skipped,
    command: commandOf(values),
    output: values.output ?? (isWhole ? BENCH : undefined),
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function commandOf({ quick, only, skip, repeat }: ReturnType<typeof valuesOf>): string {
  const options = [
    ...(quick ? ["--quick"] : []),
    ...(only ? [`--only ${only}`] : []),
    ...(skip ? [`--skip ${skip}`] : []),
    ...(repeat ? [`--repeat ${repeat}`] : []),
  ];
  return ["npm run bench", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
}

function listed(names: string): string[] {
  return names.split(",").filter((name) => name !== "");
}

function isSection(name: string): name is SectionName {
  return SECTIONS.some((section) => section === name);
}
