/** What `antecede cargo test` is asked for, in cargo's words and in libtest's. */
import { UsageError } from "../errors.ts";
import type { CargoLine } from "./cargo-line.ts";

export interface TestLine {
  /** Of cargo: its own options, without filters. */
  readonly line: CargoLine;
  /** Filters, and options of libtest, by which it lists tests. */
  readonly filters: readonly string[];
  /** Options of libtest for the run of a test: that it shows what a test prints. */
  readonly shows: readonly string[];
  /** As cargo hands them to a program without libtest. */
  readonly given: readonly string[];
  readonly runsIgnored: boolean;
  readonly listsOnly: boolean;
  readonly buildsOnly: boolean;
}

/** Cargo's options that take their value as an argument of its own. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...["-p", "--package", "--exclude", "--bin", "--example", "--test", "--bench", "-F"],
  ...["--features", "--config", "-Z", "--profile", "--manifest-path"],
]);
/** Options of libtest by which what a test prints is shown, although it passes. */
export const SHOWS = /^--(no-?capture|show-output)$/;
/** How tests are listed is ours to say. */
const LIST = /^--(list|format(=.*)?)$/;

/** @throws {UsageError} for documentation tests: rustdoc builds them without hooks */
export function testLine(asked: CargoLine): TestLine {
  if (asked.flags.includes("--doc")) {
    throw new UsageError("documentation tests have no hooks", "`cargo test --doc` runs them");
  }
  const { flags, filters } = splitFilters(asked.flags);
  const given = [...filters, ...asked.rest];
  return {
    line: { ...asked, flags: flags.filter((flag) => flag !== "--no-run"), rest: [] },
    filters: given.filter((arg, at) => !isShown(arg) && given[at - 1] !== "--format"),
    shows: given.filter((arg) => SHOWS.test(arg)),
    given,
    runsIgnored: given.some((arg) => /^--(include-)?ignored$/.test(arg)),
    listsOnly: given.includes("--list"),
    buildsOnly: flags.includes("--no-run"),
  };
}

function isShown(arg: string): boolean {
  return SHOWS.test(arg) || LIST.test(arg);
}

/** `cargo test FILTER`: what is no option, and no option's value, is libtest's. */
function splitFilters(args: readonly string[]): { flags: string[]; filters: string[] } {
  const flags: string[] = [];
  const filters: string[] = [];
  args.forEach((arg, index) => {
    const isValue = WITH_VALUE.has(args[index - 1] ?? "");
    (arg.startsWith("-") || isValue ? flags : filters).push(arg);
  });
  return { flags, filters };
}
