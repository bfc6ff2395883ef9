/** Runs beside the one that is explained: they get the same input, and write nothing. */
import type { RunOptions } from "../runtime/run-options.ts";
import { stdinOf } from "../runtime/wasi.ts";

/**
 * What the program reads of standard input; or why it can't be given the same input again.
 *
 * @param options those of the run, with the journal that it filled
 */
export function inputOf({ files }: RunOptions): ReturnType<typeof stdinOf> | string {
  const { journal, stdin, writable } = files;
  if (writable && journal.entries.some(({ stdinBytes }) => stdinBytes === undefined)) {
    return "the program uses files that it may change";
  }
  return stdin ? { bytes: stdin, ended: true } : stdinOf(journal);
}

const SEEDS = 2 ** 32;

/** The seed so many after another. */
export function seedAfter(seed: number, count: number): number {
  return (seed + count) % SEEDS;
}

/**
 * Whether a run beside the first found the end of an input of which the first has not: had it got
 * more, it might have gone another way.
 */
export function wasCut(input: ReturnType<typeof stdinOf>, { files }: RunOptions): boolean {
  return !input.ended && stdinOf(files.journal).ended;
}

/** Bounded by steps, never by time, so that what is found is the same on every machine. */
export function besideOptions(
  options: RunOptions,
  { input, maxSteps }: { readonly input: Uint8Array; readonly maxSteps: number },
): RunOptions {
  return {
    ...options,
    maxSteps: Math.min(options.maxSteps, maxSteps),
    timeoutMs: Number.POSITIVE_INFINITY,
    files: {
      ...options.files,
      writable: false,
      stdin: input,
      onOutput: () => {},
      journal: { mode: "record", entries: [] },
    },
  };
}
