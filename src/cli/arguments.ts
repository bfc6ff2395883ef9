/**
 * Command lines: our own options come from one table, which also makes the help; what begins with
 * `-` and is not in it goes to the compiler.
 */
import { readFileSync } from "node:fs";
import { type BuildOptions, BuildOptionsBuilder, OptionReader } from "../api/local.ts";
import { UsageError } from "../errors.ts";

export { OptionReader };

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
 * @throws {UnsupportedError} for a compiler's flag that asks for what isn't there
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
  if (takesCompilerFlags && builder.take(arg, next)) return;
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
