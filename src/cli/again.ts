/** What to type to see a run again. */
import { DEFAULT_DETECTOR } from "../detector/options.ts";
import { shellWord } from "../report/words.ts";
import type { Arguments } from "./arguments.ts";

/** The command; the report adds `--seed`. */
export function againOf(parsed: Arguments): { command: string; programArguments?: string } {
  const { rest, command } = parsed;
  const words = command
    ? [...command.before, ...repeatedOptions(parsed), ...command.after]
    : ["antecede", "run", ...repeatedWords({ ...parsed, rest: [] })];
  return {
    command: words.map(shellWord).join(" "),
    ...(rest.length > 0 && { programArguments: rest.map(shellWord).join(" ") }),
  };
}

/** The arguments of `antecede run` that make the run what it is, but the seed. */
export function repeatedWords(parsed: Arguments): string[] {
  const { build, rest } = parsed;
  return [
    ...(build.optimization ? [build.optimization] : []),
    ...build.compilerFlags,
    ...build.rustFlags,
    ...build.includeFolders.flatMap(({ flag, folder }) =>
      flag === "-I" ? [`-I${folder}`] : [flag, folder],
    ),
    ...build.libraryFolders.map((folder) => `-L${folder}`),
    ...build.libraries.map((library) => `-l${library}`),
    ...repeatedOptions(parsed),
    ...build.inputs,
    ...(rest.length > 0 ? ["--", ...rest] : []),
  ];
}

function repeatedOptions({ options }: Arguments): string[] {
  return [...options]
    .filter(([name]) => REPEATED.includes(name))
    .flatMap(([name, values]) =>
      values
        .filter((value) => name !== "detector" || value !== DEFAULT_DETECTOR.name)
        .map((value) => (value === "" ? `--${name}` : `--${name}=${value}`)),
    );
}

/** Options without which the run would be another. */
const REPEATED: readonly string[] = [
  "edition",
  "detector",
  "lockset-refine",
  "explain",
  "strategy",
  "preemption-rate",
  "at-exit",
  "no-weak-memory",
  "cas-failure-rate",
  "spurious-wakeups",
  "env",
  "dir",
  "dir-rw",
  "memory",
  "max-steps",
  "no-deadlocks",
  "no-misuse",
  "report-gated-cycles",
  "report-same-thread-cycles",
  "report-ordered-cycles",
  "report-thread-leaks",
];
