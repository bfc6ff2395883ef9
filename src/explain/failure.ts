/** The program's own failures, named, with the exit code that a shell on Linux would show. */
import type { Failure, Stack } from "../detector/finding.ts";
import type { Ending } from "../runtime/outcome.ts";

type Trap = Extract<Ending, { kind: "trap" }>;
type FailureKind = Failure["kind"];

const SIGNAL_BASE = 128;
const SIGILL = SIGNAL_BASE + 4;
const SIGABRT = SIGNAL_BASE + 6;
const SIGFPE = SIGNAL_BASE + 8;
const SIGSEGV = SIGNAL_BASE + 11;

const EXIT_CODES: Record<FailureKind, number> = {
  abort: SIGABRT,
  assertion: SIGABRT,
  "division by zero": SIGFPE,
  "integer overflow": SIGFPE,
  "out of bounds": SIGSEGV,
  "null pointer": SIGSEGV,
  "stack overflow": SIGSEGV,
  unreachable: SIGILL,
  "bad indirect call": SIGSEGV,
  "invalid free": SIGABRT,
  "out of memory": SIGABRT,
  "uncaught exception": SIGABRT,
};

/** V8's messages for traps of WebAssembly, by what they contain. */
const TRAPS: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/divide by zero|remainder by zero/, "division by zero", "division by zero"],
  [/unrepresentable/, "integer overflow", "a number does not fit into the integer's type"],
  [/memory access out of bounds/, "out of bounds", "access to memory that does not exist"],
  [/unaligned/, "out of bounds", "unaligned atomic access"],
  [/unreachable/, "unreachable", "the program reached what it declares unreachable"],
  [
    /signature mismatch|null function|table index/,
    "bad indirect call",
    "call through a pointer that is null, or whose type is not the function's",
  ],
  [/stack size exceeded|stack overflow/i, "stack overflow", "too many nested calls"],
];

export function failureOf(trap: Trap, stack: Stack): Failure {
  const [kind, message] = classify(trap);
  return { kind, message, thread: trap.thread, stack, exitCode: EXIT_CODES[kind] };
}

function classify(trap: Trap): [FailureKind, string] {
  if (trap.trap !== "engine trap") {
    // V8's own text for a full stack of calls says nothing to a user.
    const message = /call stack size/.test(trap.message) ? "too many nested calls" : trap.message;
    return [trap.trap, message];
  }
  for (const [pattern, kind, message] of TRAPS) {
    if (pattern.test(trap.message)) return [kind, message];
  }
  return ["uncaught exception", trap.message];
}
