/**
 * How Rust is compiled: stable rustc takes LLVM's ThreadSanitizer pass by flags alone, and keeps
 * every memory order.
 */

/** What programs are compiled for: the target of which std has threads. */
export const TARGET = "wasm32-wasip1-threads";

/** The variable by which the compiler of build scripts knows what paths count from. */
export const WORKSPACE = "ANTECEDE_WORKSPACE";

/**
 * `-Zsanitizer=thread` would set `cfg(sanitize)`, by which Arc replaces its fence by a load. The
 * pass looks at functions with the attribute only, which `forceattrs` gives to all.
 */
const HOOKS = "forceattrs tsan-module function(tsan)";
const LLVM_ARGUMENTS = [
  "-force-attribute=sanitize_thread",
  "-tsan-instrument-func-entry-exit=0",
  "-wasm-use-legacy-eh=false",
  // Else the back end makes `unreachable` of the hooks in cleanups: the pass does not tell that
  // its calls belong there.
  "-disable-cleanups",
];
const ALWAYS = [
  `-Cllvm-args=${LLVM_ARGUMENTS.join(" ")}`,
  "-Csymbol-mangling-version=v0",
  "-Clink-self-contained=no",
];

/**
 * Before the hooks: calls are inlined, and locals that no pointer leads to any more become values.
 * No other access changes. Nearly all that Rust does is a call that lends a local, so that without
 * this a third of the events are accesses to the thread's own stack, which nobody else can know.
 */
const LOCALS = "cgscc(inline,function(sroa))";

/** Hooks, then the optimizer: rustc's own order of passes is set aside. */
const AS_WRITTEN = [
  ...["-Copt-level=2", "-Cno-prepopulate-passes"],
  `-Cpasses=${LOCALS} ${HOOKS} default<O2>`,
];
/** What `opt-level=0` brings with it. */
const CHECKS = ["-Cdebug-assertions=on", "-Coverflow-checks=on"];

/**
 * Else statics are internal to the crate, and LLVM's GlobalOpt makes a local of one that a single
 * function uses (compile.ts: AS_COMPILED). With this rustc makes nothing internal.
 */
const SHARED_STATICS = ["-Clink-dead-code"];

/** By which a program, and the crate `antecede`, know that it is compiled here. */
const CONFIGURATION = ["--cfg=antecede", "--check-cfg=cfg(antecede)"];

/** Levels of clang's that rustc calls otherwise. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ["g", "1"],
  ["fast", "3"],
]);

/** Of the standard library: its accesses are judged as written, its own checks are off. */
export function standardFlags(panic: "unwind" | "abort"): readonly string[] {
  // Debug information with the names of functions; its types would be of no use.
  return [...AS_WRITTEN, ...ALWAYS, `-Cpanic=${panic}`, "-Cdebuginfo=1"];
}

/**
 * Of the user's crates.
 *
 * @param optimization a flag such as `-O2`; undefined: judge the program as written
 */
export function userFlags(optimization: string | undefined): readonly string[] {
  const own = ["-Cpanic=unwind", "-Cdebuginfo=2", ...CONFIGURATION, ...ALWAYS];
  if (optimization === undefined) return [...AS_WRITTEN, ...CHECKS, ...own];
  const level = optimization.slice("-O".length);
  const optimized = [`-Copt-level=${LEVELS.get(level) ?? level}`, ...SHARED_STATICS];
  return [...optimized, `-Cpasses=${HOOKS}`, ...own];
}
