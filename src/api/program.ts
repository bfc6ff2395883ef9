/** What is to be run: files and flags, as a compiler's command line has them. */
import { UsageError } from "../errors.ts";
import { type BuildOptions, BuildOptionsBuilder } from "../toolchain/options.ts";
import { OptionReader } from "./option-reader.ts";
import { type RunOptions, readOptions, wordsOf } from "./options.ts";

/** A program, as `antecede run` takes it. Paths are relative to the working folder. */
export interface Program {
  /**
   * Sources of C, C++ or Rust, objects and libraries of `antecede cc -c`; or one `.wasm` file, a
   * program that was built before.
   */
  readonly files: readonly string[];
  /** As for clang: `-I…`, `-D…`, `-std=…`, `-l…`; with `-O1` to `-O3` it is judged as compiled. */
  readonly flags?: readonly string[];
  /** Rust's edition; default 2024. */
  readonly edition?: string;
  /** The program's own arguments. */
  readonly args?: readonly string[];
}

/** @throws {UsageError} for a flag that is none of a compiler's */
export function buildOptionsOf({ files, flags = [], edition }: Program): BuildOptions {
  const builder = new BuildOptionsBuilder();
  builder.inputs.push(...files);
  builder.edition = edition;
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at] ?? "";
    if (!flag.startsWith("-") || !builder.take(flag, () => flags[++at])) {
      throw new UsageError(`${flag}: no flag that Antecede takes`, "files are in `files`");
    }
  }
  return builder.finish();
}

export function programOf(build: BuildOptions, args: readonly string[]): Program {
  const { inputs, edition } = build;
  return {
    files: inputs,
    flags: flagsOf(build),
    ...(edition !== undefined && { edition }),
    args,
  };
}

function flagsOf(build: BuildOptions): string[] {
  return [
    ...(build.optimization ? [build.optimization] : []),
    ...build.compilerFlags,
    ...build.rustFlags,
    ...build.includeFolders.flatMap(({ flag, folder }) =>
      flag === "-I" ? [`-I${folder}`] : [flag, folder],
    ),
    ...build.libraryFolders.map((folder) => `-L${folder}`),
    ...build.libraries.map((library) => `-l${library}`),
  ];
}

/** The arguments of `antecede run` that make a run what it is, but the seed. */
export function wordsOfRun(program: Program, options: RunOptions): string[] {
  const { files, edition, args = [] } = program;
  return [
    // In one form, whatever the user's.
    ...flagsOf(buildOptionsOf(program)),
    ...(edition === undefined ? [] : [`--edition=${edition}`]),
    ...wordsOf(options),
    ...files,
    ...(args.length > 0 ? ["--", ...args] : []),
  ];
}

/** What `wordsOfRun` wrote. */
export function readWordsOfRun(words: readonly string[]): {
  readonly program: Program;
  readonly options: RunOptions;
} {
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  const texts = new Map<string, string[]>();
  const builder = new BuildOptionsBuilder();
  for (let at = 0; at < own.length; at++) {
    const word = own[at] ?? "";
    const [, name, value = ""] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === "edition") builder.edition = value;
    else if (name !== undefined) texts.set(name, [...(texts.get(name) ?? []), value]);
    else if (!word.startsWith("-") || word === "-") builder.inputs.push(word);
    else if (!builder.take(word, () => own[++at])) {
      throw new UsageError(`the recording has an unknown argument: ${word}`);
    }
  }
  return {
    program: programOf(builder.finish(), end < 0 ? [] : words.slice(end + 1)),
    options: readOptions(new OptionReader(texts)),
  };
}
