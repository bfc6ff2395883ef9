/**
 * Functions of a merged module by which the host changes stacks: a `WebAssembly.Global` costs it a
 * call of V8's API for each look, and a switch of threads looks at six. V8 compiles a call of these
 * into the host's code.
 */
import type { Items } from "./engine-module.ts";
import { I32, leb, OP } from "./wasm-binary.ts";

/** Indices of the globals that a stack has. */
export interface StackGlobals {
  readonly pointer: number;
  readonly threadLocal: number;
  readonly low: number;
}

const NO_LOCALS = 0;
const FUNCTION_TYPE = 0x60;

/** Names of the exports, in the order of the functions. */
export const STACK_FUNCTIONS = ["enter", "pointer", "threadLocal", "low"] as const;

/** `enter` takes all three, the others return one each. */
const TYPES = [
  [FUNCTION_TYPE, 3, I32, I32, I32, 0],
  [FUNCTION_TYPE, 0, 1, I32],
];

/** `items`, and what the functions need of the same section. */
export function withStackTypes({ count, bytes }: Items): Items {
  return { count: count + TYPES.length, bytes: [...bytes, ...TYPES.flat()] };
}

/** @param firstType index of the first of these functions' types */
export function withStackFunctions({ count, bytes }: Items, firstType: number): Items {
  const types = STACK_FUNCTIONS.flatMap((name) => leb(firstType + (name === "enter" ? 0 : 1)));
  return { count: count + STACK_FUNCTIONS.length, bytes: [...bytes, ...types] };
}

export function withStackCode({ count, bytes }: Items, globals: StackGlobals): Items {
  const all = [globals.pointer, globals.threadLocal, globals.low];
  const enter = all.flatMap((global, at) => [OP.localGet, at, OP.globalSet, ...leb(global)]);
  const bodies = [enter, ...all.map((global) => [OP.globalGet, ...leb(global)])].flatMap((code) => {
    const body = [NO_LOCALS, ...code, OP.end];
    return [...leb(body.length), ...body];
  });
  return { count: count + STACK_FUNCTIONS.length, bytes: bytes.concat(bodies) };
}
