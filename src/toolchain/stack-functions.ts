/**
 * Functions of a merged module by which the host changes stacks: a `WebAssembly.Global` costs it a
 * call of V8's API for each look, and a switch of threads looks at six. V8 compiles a call of these
 * into the host's code.
 *
 *   enter        a stack's pointer, thread-local block and lowest address are set
 *   pointer, threadLocal, low
 *                one of these of the stack that runs
 *   change       all that a switch between two threads that both go on later needs: what the stack
 *                that ran has goes where the engine's `leftStack` is, errno with it
 */
import { type Items, PROGRAM_MEMORY } from "./engine-module.ts";
import { HAS_MEMORY_INDEX, I32, leb, OP, signedLeb } from "./wasm-binary.ts";

/** Indices of the globals that a stack has. */
export interface StackGlobals {
  readonly pointer: number;
  readonly threadLocal: number;
  readonly low: number;
}

/** What `change` takes of the engine. */
export interface EngineParts {
  /** Where four words are for what a stack had. */
  readonly leftStack: number;
  /** Index of the function by which a thread's events become the running ones. */
  readonly select: number;
}

const NO_LOCALS = 0;
const FUNCTION_TYPE = 0x60;

/** Names of the exports, in the order of the functions. */
export const STACK_FUNCTIONS = ["enter", "pointer", "threadLocal", "low", "change"] as const;

/**
 * `enter` takes all three, `change` also whose events the thread's are, where errno is and what it
 * is to be. The others return one each.
 */
const TYPES = [
  [FUNCTION_TYPE, 3, I32, I32, I32, 0],
  [FUNCTION_TYPE, 0, 1, I32],
  [FUNCTION_TYPE, 6, I32, I32, I32, I32, I32, I32, 0],
];
const TYPE_OF: Readonly<Record<string, number>> = { enter: 0, change: 2 };
const OF_ONE = 1;
/** Parameters of `change`. */
const [ACTS, ERRNO_ADDRESS, ERRNO] = [3, 4, 5];
const WORD_BYTES = 4;
const LOG2_ALIGN = 2;

/** `items`, and what the functions need of the same section. */
export function withStackTypes({ count, bytes }: Items): Items {
  return { count: count + TYPES.length, bytes: [...bytes, ...TYPES.flat()] };
}

/** @param firstType index of the first of these functions' types */
export function withStackFunctions({ count, bytes }: Items, firstType: number): Items {
  const types = STACK_FUNCTIONS.flatMap((name) => leb(firstType + (TYPE_OF[name] ?? OF_ONE)));
  return { count: count + STACK_FUNCTIONS.length, bytes: [...bytes, ...types] };
}

export function withStackCode(
  { count, bytes }: Items,
  globals: StackGlobals,
  engine: EngineParts,
): Items {
  const all = [globals.pointer, globals.threadLocal, globals.low];
  const enter = all.flatMap((global, at) => [OP.localGet, at, OP.globalSet, ...leb(global)]);
  const looks = all.map((global) => [OP.globalGet, ...leb(global)]);
  const bodies = [enter, ...looks, [...leave(looks, engine), ...enter, ...goOn(engine)]];
  const own = bodies.flatMap((code) => {
    const body = [NO_LOCALS, ...code, OP.end];
    return [...leb(body.length), ...body];
  });
  return { count: count + STACK_FUNCTIONS.length, bytes: bytes.concat(own) };
}

/** Puts down what the stack has that runs, and errno. */
function leave(looks: readonly (readonly number[])[], { leftStack }: EngineParts): number[] {
  const memory = [LOG2_ALIGN | HAS_MEMORY_INDEX, PROGRAM_MEMORY, 0];
  const errno = [OP.localGet, ERRNO_ADDRESS, OP.i32Load, ...memory];
  return [...looks, errno].flatMap((look, at) => {
    const place = [OP.i32Const, ...signedLeb(leftStack + at * WORD_BYTES)];
    return [...place, ...look, OP.i32Store, LOG2_ALIGN, 0];
  });
}

function goOn({ select }: EngineParts): number[] {
  const memory = [LOG2_ALIGN | HAS_MEMORY_INDEX, PROGRAM_MEMORY, 0];
  return [
    ...[OP.localGet, ERRNO_ADDRESS, OP.localGet, ERRNO, OP.i32Store, ...memory],
    ...[OP.localGet, ACTS, OP.call, ...leb(select)],
  ];
}
