/** What the user asks of the compiler and linker, sorted out of a command line. */
import { UnsupportedError, UsageError } from "../errors.ts";

export interface BuildOptions {
  /** Sources, objects and libraries in the order given. */
  readonly inputs: readonly string[];
  /** Passed to clang as they are: `-D`, `-U`, `-std=`, `-W…`, `-f…`, `-include` … */
  readonly compilerFlags: readonly string[];
  /** Folders searched for headers, in order, by kind of flag. */
  readonly includeFolders: readonly IncludeFolder[];
  /** Files of `-include` and `-imacros`, in order. */
  readonly forcedIncludes: readonly string[];
  /** `-O1` … if the user gave one: then the program is judged as compiled. */
  readonly optimization: string | undefined;
  /** Names of `-l`, in order. */
  readonly libraries: readonly string[];
  /** Folders of `-L`. */
  readonly libraryFolders: readonly string[];
  /** Of Rust sources; undefined: the default. */
  readonly edition?: string | undefined;
  /** Passed to rustc as they are: `-C…`, `--cfg …`. */
  readonly rustFlags: readonly string[];
}

export interface IncludeFolder {
  readonly flag: "-I" | "-isystem" | "-iquote" | "-idirafter";
  readonly folder: string;
}

const C_SOURCE = /\.(c|i)$/;
/** As clang knows them. */
const CXX_SOURCE = /\.(cc|cpp|cxx|cp|c\+\+|C|CC|CPP|ii)$/;
const RUST_SOURCE = /\.rs$/;
const OBJECT = /\.(o|a)$/;

const WITHOUT_EFFECT: readonly RegExp[] = [
  // Threads, debug information and the hooks are always on, and other sanitizers not there.
  /^-(pthread|g\w*|f(no-)?sanitize\b.*|pg|-coverage|fprofile-.*|ftest-coverage)$/,
  // How a program of the machine's own is made, and protected.
  /^-(pipe|rdynamic|s|static.*|(no-)?pie|fPIE|fPIC|fpie|fpic|fcf-protection.*)$/,
  // Dependencies, for make.
  /^-M(D|MD|P|G)$/,
  // Of another processor.
  /^-m(?!llvm$)/,
];

export function isSource(file: string): boolean {
  return C_SOURCE.test(file) || isCxxSource(file);
}

export function isCxxSource(file: string): boolean {
  return CXX_SOURCE.test(file);
}

export function isRustSource(file: string): boolean {
  return RUST_SOURCE.test(file);
}

export function isObject(file: string): boolean {
  return OBJECT.test(file);
}

/** Collects compiler flags one by one; `take` says whether a flag was the compiler's. */
export class BuildOptionsBuilder {
  readonly inputs: string[] = [];
  readonly compilerFlags: string[] = [];
  readonly includeFolders: IncludeFolder[] = [];
  readonly forcedIncludes: string[] = [];
  optimization: string | undefined;
  readonly libraries: string[] = [];
  readonly libraryFolders: string[] = [];
  readonly rustFlags: string[] = [];
  edition: string | undefined;

  /**
   * @param flag an argument that begins with `-`
   * @param next takes the following argument
   * @returns false if the flag is not one of a compiler
   * @throws {UsageError} if a flag lacks its value, or asks for what can't be done
   * @throws {UnsupportedError} for OpenMP on other devices
   */
  take(flag: string, next: () => string | undefined): boolean {
    const valueFor = (name: string): string => {
      const value = flag === name ? next() : flag.slice(name.length);
      if (!value) throw new UsageError(`${name} needs a value`);
      return value;
    };
    for (const name of ["-isystem", "-iquote", "-idirafter", "-I"] as const) {
      if (!flag.startsWith(name)) continue;
      this.includeFolders.push({ flag: name, folder: valueFor(name) });
      return true;
    }
    if (flag === "-include" || flag === "-imacros") {
      const file = valueFor(flag);
      this.forcedIncludes.push(file);
      this.compilerFlags.push(flag, file);
    } else if (flag === "-D" || flag === "-U") {
      this.compilerFlags.push(flag + valueFor(flag));
    } else if (flag.startsWith("-C")) {
      this.rustFlags.push(`-C${valueFor("-C")}`);
    } else if (flag.startsWith("-O")) {
      this.#optimize(flag);
    } else if (flag.startsWith("-l")) {
      this.libraries.push(valueFor("-l"));
    } else if (flag.startsWith("-L")) {
      this.libraryFolders.push(valueFor("-L"));
    } else if (flag.startsWith("-fopenmp-targets")) {
      const hint = "without it, target regions run where all else does";
      throw new UnsupportedError("OpenMP on other devices (-fopenmp-targets)", hint);
    } else if (/^-fopenmp(=\w+)?$/.test(flag)) {
      // Whichever runtime is named: the interface is that of LLVM's.
      this.compilerFlags.push("-fopenmp");
    } else if (/^-M[FTQ]/.test(flag)) {
      valueFor(flag.slice(0, "-MF".length));
    } else if (WITHOUT_EFFECT.some((flags) => flags.test(flag))) {
      // Build scripts are full of them.
    } else if (flag.startsWith("--std=")) {
      this.compilerFlags.push(flag.slice("-".length));
    } else if (/^-([DUWf]|std=|w$|ansi$|pedantic|Xclang|Xpreprocessor$)/.test(flag)) {
      this.compilerFlags.push(flag);
      if (flag === "-Xclang" || flag === "-Xpreprocessor") this.compilerFlags.push(valueFor(flag));
    } else {
      return false;
    }
    return true;
  }

  finish(): BuildOptions {
    return this;
  }

  #optimize(flag: string): void {
    if (!/^-O([0-3]|s|z|g|fast)?$/.test(flag)) throw new UsageError(`${flag}: no such level`);
    // -O0 is how programs are judged without the flag: as written.
    this.optimization = flag === "-O0" ? undefined : flag === "-O" ? "-O1" : flag;
  }
}
