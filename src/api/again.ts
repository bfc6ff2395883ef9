/** What to type to see a run again. */
import { shellWord } from "../report/words.ts";
import type { RunOptions } from "./options.ts";
import { type Program, wordsOfRun } from "./program.ts";

/** What to type for the same run. */
export interface Again {
  /** The command; a report adds `--seed`. */
  readonly command: string;
  /** The program's own arguments, which come after it. */
  readonly programArguments?: string;
}

export function againOf(program: Program, options: RunOptions): Again {
  return againBy(["antecede", "run", ...wordsOfRun({ ...program, args: [] }, options)], program);
}

/** @param words the command's */
export function againBy(words: readonly string[], { args = [] }: Pick<Program, "args">): Again {
  return {
    command: words.map(shellWord).join(" "),
    ...(args.length > 0 && { programArguments: args.map(shellWord).join(" ") }),
  };
}
