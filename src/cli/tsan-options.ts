/**
 * `TSAN_OPTIONS`: ThreadSanitizer's names for our options (compiler-rt, tsan_flags.inc and
 * sanitizer_flags.inc). What has no counterpart is accepted: the variable is set for the programs
 * of a whole machine, and most of its names tune what we don't have.
 */

import { type ListedOption, truthOf } from "./option-list.ts";

/** Our options, by name, with their values; `true` for those that take none. */
export type Translated = Readonly<Record<string, string | true>>;

/**
 * What a value is here: options of ours, none because we do that anyway, or undefined if it has no
 * effect.
 */
type Translation = (value: string) => Translated | undefined;

const DEFAULT: Translated = {};

/** An option of ours for one truth, what we do anyway for the other. */
function whether(truth: boolean, option: string): Translation {
  return (value) => {
    const given = truthOf(value);
    if (given === undefined) return undefined;
    return given === truth ? { [option]: true } : DEFAULT;
  };
}

/** What we do anyway, for one truth; nothing that we can do for the other. */
function only(truth: boolean): Translation {
  return (value) => (truthOf(value) === truth ? DEFAULT : undefined);
}

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  exitcode: (value) => ({ exitcode: value }),
  // As ThreadSanitizer, which adds the process: ours is 1 in every report.
  log_path: (value) => {
    if (value === "stderr") return DEFAULT;
    return value === "stdout" ? undefined : { "report-file": `${value}.1` };
  },
  suppressions: (value) => (value === "" ? DEFAULT : { suppressions: value }),
  print_suppressions: whether(false, "no-print-suppressions"),
  detect_deadlocks: whether(false, "no-deadlocks"),
  report_thread_leaks: whether(true, "report-thread-leaks"),
  report_mutex_bugs: whether(false, "no-misuse"),
  verbosity: (value) => (Number(value) > 0 ? { verbose: true } : DEFAULT),
  color: (value) => {
    if (value === "auto") return DEFAULT;
    if (value === "always") return { color: true };
    return value === "never" ? { "no-color": true } : undefined;
  },
  report_atomic_races: only(true),
  report_destroy_locked: only(true),
  second_deadlock_stack: only(true),
  force_seq_cst_atomics: only(false),
  halt_on_error: only(false),
};

/** Those of ThreadSanitizer's names that have a meaning here. */
export const TSAN_OPTION_NAMES = Object.keys(TRANSLATIONS);

/** @returns undefined for what has no effect here */
export function translateTsanOption({ name, value }: ListedOption): Translated | undefined {
  return Object.hasOwn(TRANSLATIONS, name) ? TRANSLATIONS[name]?.(value) : undefined;
}
