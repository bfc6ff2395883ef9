/**
 * The C++ library that programs are linked with: guest/cxx, and what is taken over of the
 * compiler's libc++ and libc++abi. These were built without exceptions, without hooks and, as far
 * as wasm goes, without threads: nothing in them may throw by itself or synchronize.
 *
 *   1. Members that guest/cxx replaces as a whole are left out (REPLACED).
 *   2. A single function that guest/cxx defines anew is renamed in its member.
 *   3. Where a member would abort for want of exceptions, it calls ours, which throws.
 */
import { type ArchiveMember, readArchive } from "../src/toolchain/archive.ts";
import { renameSymbols, symbolsOf } from "../src/toolchain/wasm-object.ts";

export const CXX_LIBRARIES: readonly string[] = [
  "lib/wasm32-wasip1/libc++.a",
  "lib/wasm32-wasip1/libc++abi.a",
];

/** By the sources of LLVM that they were made of. */
const REPLACED: ReadonlySet<string> = new Set([
  // libc++
  ...["algorithm", "atomic", "barrier", "call_once", "future", "ios.instantiations", "memory"],
  ...["new_helpers", "shared_mutex", "string", "thread", "verbose_abort"],
  // libc++abi
  ...["cxa_aux_runtime", "cxa_default_handlers", "cxa_exception_storage", "cxa_guard"],
  ...["cxa_handlers", "cxa_noexception", "cxa_virtual", "fallback_malloc", "stdlib_new_delete"],
]);

const FLAGS: readonly string[] = [
  ...["--target=wasm32-wasip1", "-std=c++23", "-O2", "-g0", "-Wall", "-Wextra", "-pthread"],
  ...["-matomics", "-mbulk-memory", "-isystem", "guest/cxx/include", "-isystem", "guest/include"],
  ...["-I", "guest", "-fwasm-exceptions", "-mllvm", "-wasm-use-legacy-eh=false"],
];
const HOOKS: readonly string[] = [
  ...["-Xclang", "-fsanitize=thread", "-mllvm", "-tsan-instrument-func-entry-exit=0"],
  ...["-mllvm", "-disable-cleanups"],
];
/** Gives inline functions of the library another name (an ABI tag) than in instrumented code. */
const NO_HOOKS: readonly string[] = ["-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST"];

/** Flags for a source of guest/cxx: those in `instrumented` carry hooks, as users' code does. */
export function cxxFlags(source: string): readonly string[] {
  return [...FLAGS, ...(isInstrumented(source) ? HOOKS : NO_HOOKS)];
}

/** Whether a source or its object carries hooks. */
export function isInstrumented(name: string): boolean {
  return /\binstrumented\b/.test(name);
}

/** `__libcpp_verbose_abort`, and our function for the library's part of the calls. */
const ABORT = "_ZNSt3__222__libcpp_verbose_abortEPKcz";
const THROW = "antecede_library_failure";

/**
 * @param archives contents of CXX_LIBRARIES
 * @param ours objects of guest/cxx
 * @returns the members that come after ours
 */
export function precompiledMembers(
  archives: readonly Uint8Array[],
  ours: readonly ArchiveMember[],
): ArchiveMember[] {
  const members = archives.flatMap((archive) => readArchive(archive));
  const missing = [...REPLACED].filter((name) => !members.some((member) => isOf(member, name)));
  if (missing.length) throw new Error(`libc++ has no members ${missing.join(", ")}`);
  // Weak ones need no new name: the linker takes ours, which come first.
  const defined = new Set(ours.flatMap(({ data }) => strongDefinitions(data)));
  return members
    .filter((member) => ![...REPLACED].some((name) => isOf(member, name)))
    .map(({ name, data }) => ({
      name,
      data: renameSymbols(data, (symbol) => {
        if (symbol.name === ABORT && !symbol.defined) return THROW;
        const isReplaced = symbol.defined && !symbol.weak && !symbol.local;
        return isReplaced && defined.has(symbol.name) ? `__real_${symbol.name}` : symbol.name;
      }),
    }));
}

function isOf({ name }: ArchiveMember, source: string): boolean {
  return name === `${source}.cpp.obj`;
}

function strongDefinitions(object: Uint8Array): string[] {
  return symbolsOf(object)
    .filter(({ defined, local, weak }) => defined && !local && !weak)
    .map(({ name }) => name);
}
