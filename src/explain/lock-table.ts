/** The locks of one finding, numbered in the order in which they are named. */
import type { HeldLock, LockInfo } from "../detector/finding.ts";
import type { Globals } from "./globals.ts";
import type { Held } from "./lock-recorder.ts";
import type { Recorder } from "./recorder.ts";
import type { StackTable } from "./stack-table.ts";

export class LockTable {
  readonly list: LockInfo[] = [];
  readonly #recorder: Recorder | undefined;
  readonly #stacks: StackTable;
  readonly #globals: () => Globals;

  constructor(recorder: Recorder | undefined, stacks: StackTable, globals: () => Globals) {
    this.#recorder = recorder;
    this.#stacks = stacks;
    this.#globals = globals;
  }

  held(locks: readonly Held[]): HeldLock[] {
    return locks.map(({ lock, mode }) => ({ lock: this.number(lock), mode }));
  }

  /** Index into `list` of the lock at an address. */
  number(address: number): number {
    const known = this.list.findIndex((lock) => lock.address === address);
    if (known >= 0) return known;
    const created = this.#stacks.get(this.#recorder?.locks.created.get(address));
    const name = this.#nameOf(address);
    return this.list.push({ address, ...(name !== undefined && { name }), created }) - 1;
  }

  /** Locks of one array or object differ by where in it they lie. */
  #nameOf(address: number): string | undefined {
    const variable = this.#globals().find(address);
    if (variable === undefined || variable.address === address) return variable?.name;
    return `${variable.name} + ${address - variable.address}`;
  }
}
