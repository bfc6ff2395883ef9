/** What the runtime knows of the guest: its exports and its numbers. */
import { FAULT_GUARD, FAULT_NULL } from "../layout/numbers.ts";
import type { Shape } from "../toolchain/wasm-binary.ts";
import type { StackRange } from "./fiber.ts";
import type { TrapKind } from "./outcome.ts";
import type { RunOptions } from "./run-options.ts";

const MIB = 2 ** 20;

/** By the guest's number (guest/runtime.h, enum antecede_trap_kind). */
export const TRAPS: readonly TrapKind[] = ["abort", "assertion", "stack overflow", "invalid free"];

export interface GuestExports {
  readonly __stack_pointer: WebAssembly.Global;
  readonly __tls_base: WebAssembly.Global;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly antecede_ticks: WebAssembly.Global;
  antecede_errno(): number;
  antecede_thread_entry(thread: number): void;
  _start(): void;
}

/** How a function is declared, as far as threads care (enum antecede_signature). */
export function signatureOf(
  pointer: number,
  { __indirect_function_table: table }: GuestExports,
  shapes: readonly (Shape | undefined)[],
): number {
  const pointee = pointer < table.length ? (table.get(pointer) as { name: string } | null) : null;
  // The name of an exported function is its index (WebAssembly JavaScript interface, 5.6).
  const shape = shapes[Number(pointee?.name ?? -1)];
  if (!shape) return 0;
  return (shape.parameters === 0 ? 1 : 0) + (shape.results === 0 ? 2 : 0);
}

/** The last, 0 or 1, says whether the thread's stack is used up: then it may hit anything. */
type Fault = readonly [kind: number, address: number, hasOverflown: number];

/**
 * What an access is that the engine calls a fault.
 *
 * @param refusedBytes of the last block that there was no memory for, if there was one
 */
export function faultOf(
  [kind, address, hasOverflown]: Fault,
  refusedBytes: number | undefined,
  { memoryLimitBytes }: Pick<RunOptions, "memoryLimitBytes">,
): [kind: TrapKind, message: string] {
  if (hasOverflown) return STACK_OVERFLOW;
  switch (kind) {
    case FAULT_NULL: {
      const access = `access to address 0x${(address >>> 0).toString(16)}`;
      if (refusedBytes === undefined) return ["null pointer", access];
      const limit = `the program may use ${memoryLimitBytes / MIB} MiB of memory (--memory)`;
      const why = `malloc has returned NULL for ${refusedBytes} bytes: ${limit}`;
      return ["null pointer", `${access}; ${why}`];
    }
    case FAULT_GUARD:
      return STACK_OVERFLOW;
    default:
      return ["engine trap", OUT_OF_BOUNDS];
  }
}

const STACK_OVERFLOW: [TrapKind, string] = ["stack overflow", "the stack of the thread is used up"];

/**
 * What a trap of the code is.
 *
 * @param hasOverflown as of a fault
 */
export function trapOf(error: unknown, hasOverflown: boolean): [TrapKind, string] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError) return ["stack overflow", message];
  return hasOverflown ? STACK_OVERFLOW : ["engine trap", message];
}

/** V8's words. */
const OUT_OF_BOUNDS = "memory access out of bounds";

/** Of a new thread: as guest/threads has struct thread, at `guest`, and struct stack. */
export function memoryOfThread(
  view: DataView,
  guest: number,
  top: number,
  tls: number,
): StackRange {
  const stack = view.getUint32(guest + 32, true);
  return {
    bottom: view.getUint32(guest + 4, true),
    top,
    tls,
    tlsBytes: view.getUint32(guest + 16, true),
    block: stack === 0 ? undefined : view.getUint32(stack + 4, true),
  };
}
