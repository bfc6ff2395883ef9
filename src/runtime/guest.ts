/** What the runtime knows of the guest: its exports and its numbers. */
import type { Shape } from "../toolchain/wasm-binary.ts";
import type { TrapKind } from "./outcome.ts";

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
