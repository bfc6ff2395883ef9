/**
 * What holds, and where it comes from: the command line, else `ANTECEDE_OPTIONS`, else
 * `TSAN_OPTIONS`, else the configuration file. The first of them that names an option decides it
 * alone; and an option turns off its opposite in those that come after.
 */
import { UsageError } from "../errors.ts";
import { type Arguments, type OptionSpec, parseArguments } from "./arguments.ts";
import { type ConfigFile, findConfigFile } from "./config-file.ts";
import { OptionListError, parseOptionList, truthOf } from "./option-list.ts";
import { translateTsanOption } from "./tsan-options.ts";

export interface Setting {
  readonly name: string;
  /** As on a command line; "" for an option without a value. */
  readonly values: readonly string[];
  readonly source: string;
}

export interface Settings {
  readonly arguments: Arguments;
  /** In the order of the sources. */
  readonly settings: readonly Setting[];
  /** Parts of `TSAN_OPTIONS` that have no effect here. */
  readonly withoutEffect: readonly string[];
}

/** A source's options; an empty list is an option that is off. */
type Options = ReadonlyMap<string, readonly string[]>;

/** Of each group the source that comes first has its way. */
const OPPOSITES: readonly (readonly string[])[] = [
  ["color", "no-color"],
  ["hyperlinks", "no-hyperlinks"],
  ["quiet", "verbose"],
  ["json", "format"],
];

/** What ends a search for settings; it is an option of the command line only. */
export const NO_CONFIG = "no-config";

export interface SettingsContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
  /** All options of all commands: a file is for all of them. */
  readonly everySpec: readonly OptionSpec[];
  /** Reads the command line, if that is not a compiler's. */
  readonly parse?:
    | ((args: readonly string[], specs: readonly OptionSpec[]) => Arguments)
    | undefined;
}

/**
 * A command's arguments, with the settings of the other sources among them.
 *
 * @param specs the command's options; settings for other commands are left out
 * @throws {UsageError} for an option that there is not, a value it can't have, or a bad file
 */
export async function parseWithSettings(
  args: readonly string[],
  specs: readonly OptionSpec[],
  { environment, folder, everySpec, parse = parseCompilerLike }: SettingsContext,
): Promise<Settings> {
  const parsed = parse(args, specs);
  const tsan = fromTsan(environment.TSAN_OPTIONS ?? "");
  const sources: (readonly [name: string, options: Options])[] = [
    ["the command line", parsed.options],
  ];
  if (!parsed.options.has(NO_CONFIG)) {
    const file: ConfigFile | undefined = await findConfigFile(folder, everySpec);
    sources.push(
      ["ANTECEDE_OPTIONS", fromList(environment.ANTECEDE_OPTIONS ?? "", everySpec)],
      ["TSAN_OPTIONS", tsan.options],
    );
    if (file) sources.push([file.path, file.options]);
  }
  const decided = new Set<string>();
  const settings: Setting[] = [];
  for (const [source, options] of sources) {
    const named = [...options].filter(([name]) => !decided.has(name));
    for (const [name, values] of named) {
      decided.add(name);
      const isOurs = specs.some((spec) => spec.name === name);
      if (isOurs && values.length > 0) settings.push({ name, values, source });
    }
    // Only now: one source may well name both, and its reader decides then.
    for (const [name, values] of named) {
      if (values.length === 0) continue;
      for (const group of OPPOSITES) {
        if (group.includes(name)) for (const other of group) decided.add(other);
      }
    }
  }
  const options = new Map(settings.map(({ name, values }) => [name, values]));
  const withoutEffect = parsed.options.has(NO_CONFIG) ? [] : tsan.withoutEffect;
  return { arguments: { ...parsed, options }, settings, withoutEffect };
}

function parseCompilerLike(args: readonly string[], specs: readonly OptionSpec[]): Arguments {
  return parseArguments(args, specs, true);
}

/** Our own names; `_` is as good as `-`. */
function fromList(text: string, specs: readonly OptionSpec[]): Options {
  const options = new Map<string, string[]>();
  for (const { name: given, value } of listOf("ANTECEDE_OPTIONS", text)) {
    const name = given.replaceAll("_", "-");
    const spec = specs.find((candidate) => candidate.name === name);
    if (!spec) throw new UsageError(`ANTECEDE_OPTIONS: there is no option "${given}"`);
    if (spec.value) {
      options.set(name, [...(options.get(name) ?? []), value]);
      continue;
    }
    const truth = truthOf(value);
    if (truth === undefined) {
      throw new UsageError(`ANTECEDE_OPTIONS: ${given}=${value}: not 1 or 0`);
    }
    options.set(name, truth ? [""] : []);
  }
  return options;
}

function fromTsan(text: string): { options: Options; withoutEffect: string[] } {
  const options = new Map<string, string[]>();
  const withoutEffect: string[] = [];
  for (const listed of listOf("TSAN_OPTIONS", text)) {
    const translated = translateTsanOption(listed);
    if (!translated) withoutEffect.push(`${listed.name}=${listed.value}`);
    for (const [name, value] of Object.entries(translated ?? {})) {
      options.set(name, [value === true ? "" : value]);
    }
  }
  return { options, withoutEffect };
}

function listOf(variable: string, text: string) {
  try {
    return parseOptionList(text);
  } catch (error) {
    if (!(error instanceof OptionListError)) throw error;
    throw new UsageError(`${variable}: ${error.message}`);
  }
}
