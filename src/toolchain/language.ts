/** What compiling depends on the language for: C or C++, told by a source's name. */
import { readArchive } from "./archive.ts";
import { type BuildOptions, isCxxSource } from "./options.ts";
import { ObjectError, symbolsOf } from "./wasm-object.ts";

/** What other compilers of C still take with a warning. */
const LENIENT = [
  "-Wno-error=implicit-function-declaration",
  "-Wno-error=implicit-int",
  "-Wno-error=int-conversion",
  "-Wno-error=incompatible-function-pointer-types",
];
/**
 * Without the last flag the back end makes `unreachable` of every hook in a handler or cleanup:
 * LLVM's pass does not tell that its calls belong there.
 */
const EXCEPTIONS = [
  ...["-fwasm-exceptions", "-mllvm", "-wasm-use-legacy-eh=false"],
  ...["-mllvm", "-disable-cleanups"],
];

/** Flags for both halves of judging as written: making the code and optimizing it. */
export function codeFlags(source: string, options: BuildOptions): readonly string[] {
  const isCxx = isCxxSource(source);
  return isCxx && !options.compilerFlags.includes("-fno-exceptions") ? EXCEPTIONS : [];
}

/**
 * The standard of C++ that says what these programs mean, and gcc's default. Programs of older ones
 * are not told that later ones frown on arithmetic with volatile variables.
 */
const CXX_STANDARD = ["-std=gnu++20", "-Wno-deprecated-volatile"];

/** The user's flags that apply to the source, with our own for its language. */
export function languageFlags(source: string, options: BuildOptions): readonly string[] {
  const isCxx = isCxxSource(source);
  // One command line may hold sources of both languages: a standard is for its own.
  const own = options.compilerFlags.filter(
    (flag) => !flag.startsWith("-std=") || CXX_STANDARD_FLAG.test(flag) === isCxx,
  );
  if (isCxx) return namesCxxStandard(own) ? own : [...CXX_STANDARD, ...own];
  return [...LENIENT, ...own, ...(source.endsWith(".i") ? PREPROCESSED : [])];
}

export function namesCxxStandard(flags: readonly string[]): boolean {
  return flags.some((flag) => CXX_STANDARD_FLAG.test(flag));
}

export function namesCStandard(flags: readonly string[]): boolean {
  return flags.some((flag) => flag.startsWith("-std=") && !CXX_STANDARD_FLAG.test(flag));
}

const CXX_STANDARD_FLAG = /^-std=(c|gnu)\+\+/;

/** Types of gcc's own in what gcc preprocessed: read as C once more, they get a meaning. */
const PREPROCESSED: readonly string[] = [
  "-D_Float32=float",
  "-D_Float64=double",
  "-D_Float32x=double",
  "-D_Float64x=long double",
  "-D_Float128=long double",
  "-D__float128=long double",
  "-x",
  "c",
];

/** Whether an object or library was made from C++, at least in part. */
export function usesCxx({ name, bytes }: { name: string; bytes: Uint8Array }): boolean {
  try {
    const members = name.endsWith(".a") ? readArchive(bytes) : [{ data: bytes }];
    return members.some(({ data }) =>
      symbolsOf(data).some((symbol) => /^(_Z|__cxa_|__gxx_|__cpp_)/.test(symbol.name)),
    );
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    // LLVM's bitcode, or nothing that the linker will take: it may need all there is.
    return true;
  }
}
