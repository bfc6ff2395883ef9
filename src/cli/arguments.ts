/**
 * Command lines: our own options come from one table, which also makes the help; what begins with
 * `-` and is not in it goes to the compiler.
 */
import { readFileSync } from "node:fs";
import { UsageError } from "../errors.ts";
import { type BuildOptions, BuildOptionsBuilder } from "../toolchain/options.ts";

export interface OptionSpec {
  readonly name: string;
  /** With its dashes. */
  readonly alias?: string;
  /** What the value is called in the help; without it the option takes none. */
  readonly value?: string;
  /** The values that there are; absent: any that the command takes. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Arguments {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly build: BuildOptions;
  /** What follows `--`. */
  readonly rest: readonly string[];
  /** What to type for the same again, around our own options; default: `antecede run` and so on. */
  readonly command?: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Of the command line of another tool: its own arguments, in order. */
  readonly others?: readonly string[];
}

/**
 * @param specs our own options, which win
 * @throws {UsageError} if one of ours lacks its value
 */
export function parseMixed(args: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const options = new Map<string, string[]>();
  const others: string[] = [];
  for (let at = 0; at < own.length; at++) {
    const arg = own[at] ?? "";
    const next = () => own[++at];
    if (!arg.startsWith("-") || !takeOption(arg, next, specs, options)) others.push(arg);
  }
  const build = new BuildOptionsBuilder().finish();
  return { options, build, others, rest: end < 0 ? [] : args.slice(end + 1) };
}

/**
 * @param args without the command's name
 * @param takesCompilerFlags whether flags of clang are passed on
 * @throws {UsageError} for an unknown option or a missing value
 */
export function parseArguments(
  args: readonly string[],
  specs: readonly OptionSpec[],
  takesCompilerFlags: boolean,
): Arguments {
  const end = args.indexOf("--");
  const own = expandResponseFiles(end < 0 ? args : args.slice(0, end));
  const options = new Map<string, string[]>();
  const builder = new BuildOptionsBuilder();
  for (let at = 0; at < own.length; at++) {
    const arg = own[at] ?? "";
    const next = () => own[++at];
    if (!arg.startsWith("-") || arg === "-") builder.inputs.push(arg);
    else if (!takeOption(arg, next, specs, options))
      takeFlag(arg, next, builder, takesCompilerFlags);
  }
  builder.edition = options.get("edition")?.at(-1);
  return { options, build: builder.finish(), rest: end < 0 ? [] : args.slice(end + 1) };
}

function takeOption(
  arg: string,
  next: () => string | undefined,
  specs: readonly OptionSpec[],
  options: Map<string, string[]>,
): boolean {
  const [flag = "", ...value] = arg.startsWith("--") ? arg.split("=") : [arg];
  const spec = specs.find(({ name, alias }) => flag === `--${name}` || flag === alias);
  if (!spec) return false;
  const inline = arg.startsWith("--") && arg.includes("=") ? value.join("=") : undefined;
  if (!spec.value && inline !== undefined) throw new UsageError(`--${spec.name} takes no value`);
  const given = spec.value ? (inline ?? next()) : "";
  if (given === undefined) throw new UsageError(`--${spec.name} needs a value: ${spec.value}`);
  options.set(spec.name, [...(options.get(spec.name) ?? []), given]);
  return true;
}

function takeFlag(
  arg: string,
  next: () => string | undefined,
  builder: BuildOptionsBuilder,
  takesCompilerFlags: boolean,
): void {
  if (takesCompilerFlags && !arg.startsWith("--") && builder.take(arg, next)) return;
  throw new UsageError(`unknown option ${arg}`, "`antecede help` lists all options");
}

/** `@file`: arguments, separated by white space; quotes and backslashes as in a shell. */
function expandResponseFiles(args: readonly string[], depth = 0): string[] {
  const MOST_NESTED = 10;
  return args.flatMap((arg) => {
    if (!arg.startsWith("@") || arg.length === 1) return [arg];
    if (depth === MOST_NESTED) throw new UsageError(`${arg}: response files nest too deeply`);
    let text: string;
    try {
      text = readFileSync(arg.slice(1), "utf8");
    } catch {
      throw new UsageError(`${arg.slice(1)}: can't read this response file`);
    }
    return expandResponseFiles(splitWords(text), depth + 1);
  });
}

function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g, (_, double, single, escaped) =>
      double !== undefined ? double.replace(/\\([\s\S])/g, "$1") : (single ?? escaped ?? ""),
    ),
  );
}

/** Typed looks into parsed options. */
export class OptionReader {
  readonly #options: ReadonlyMap<string, readonly string[]>;

  constructor(options: ReadonlyMap<string, readonly string[]>) {
    this.#options = options;
  }

  has(name: string): boolean {
    return this.#options.has(name);
  }

  all(name: string): readonly string[] {
    return this.#options.get(name) ?? [];
  }

  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** @throws {UsageError} unless it is a whole number within the bounds */
  integer(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text.replaceAll("_", ""));
    if (text === "" || !Number.isInteger(value) || value < low || value > high) {
      throw new UsageError(`--${name} ${text}: not a whole number from ${low} to ${high}`);
    }
    return value;
  }

  /** @throws {UsageError} unless it is a number within the bounds */
  number(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text === "" || Number.isNaN(value) || value < low || value > high) {
      throw new UsageError(`--${name} ${text}: not a number from ${low} to ${high}`);
    }
    return value;
  }

  /** `a..b`, both included, or one number. @throws {UsageError} for anything else */
  range(name: string, high: number): { readonly from: number; readonly to: number } | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const [, first, last] = /^(\d+)(?:\.\.=?(\d+))?$/.exec(text) ?? [];
    const from = last === undefined ? 1 : Number(first);
    const to = Number(last ?? first);
    if (first === undefined || to > high || from > to) {
      throw new UsageError(`--${name} ${text}: not a range of seeds such as 1..100`);
    }
    return { from, to };
  }

  /** @throws {UsageError} unless it is one of the choices */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (!found) throw new UsageError(`--${name} ${text}: one of ${choices.join(", ")}`);
    return found;
  }
}
