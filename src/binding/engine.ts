/** The engine's module and its exports, as the runtime sees them. */
import { readAsset } from "../assets.ts";
import { SHADOW_BASE, WASM_PAGE_BYTES } from "../layout/numbers.ts";

export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  grant(points: number, steps: number): void;
  steps(): number;
  stepMany(count: number): void;
  point(): void;
  start(thread: number, parent: number): number;
  end(thread: number): void;
  join(thread: number): void;
  select(thread: number): void;
  woken(thread: number): void;
  epoch(): number;
  clockOf(thread: number, slot: number): number;
  slotsInUse(): number;
  forbidNullPage(): void;
  guard(address: number, bytes: number): void;
  exempt(address: number, bytes: number): void;
  watch(address: number, bytes: number): void;
  read1(address: number): void;
  read2(address: number): void;
  read4(address: number): void;
  read8(address: number): void;
  read16(address: number): void;
  write1(address: number): void;
  write2(address: number): void;
  write4(address: number): void;
  write8(address: number): void;
  write16(address: number): void;
  read_range(address: number, bytes: number): void;
  write_range(address: number, bytes: number): void;
  atomic_load(address: number, bytes: number, order: number, newest: bigint): bigint;
  atomic_load_at(
    address: number,
    bytes: number,
    order: number,
    newest: bigint,
    index: number,
  ): bigint;
  atomic_failure(
    address: number,
    bytes: number,
    order: number,
    expected: bigint,
    newest: bigint,
  ): number;
  atomic_store(address: number, bytes: number, order: number, old: bigint, value: bigint): void;
  atomic_rmw(address: number, bytes: number, order: number, old: bigint, value: bigint): void;
  atomic_fence(order: number): void;
  acquire(key: number): void;
  release_store(key: number): void;
  release_merge(key: number): void;
  sync_forget(start: number, bytes: number): void;
  allocate(address: number, bytes: number): void;
  deallocate(address: number, bytes: number): void;
  shadow_clear(address: number, bytes: number): void;
  seedChoices(seed: number, weak: number): void;
  tell_values(told: number): void;
  history_length(address: number, bytes: number): number;
  history_rule(address: number, bytes: number, isSeqCst: number, index: number): number;
  history_known(address: number, bytes: number, index: number): number;
  history_value(address: number, bytes: number, index: number): bigint;
  lock_acquired(lock: number, mode: number): void;
  lock_released(lock: number, mode: number): void;
}

export interface EngineHost {
  /** May be a `WebAssembly.Suspending`. */
  readonly preempt: unknown;
  race(
    start: number,
    bytes: number,
    access: number,
    at: number,
    previousEpoch: number,
    previousAccess: number,
    ordered: number,
  ): void;
  /** May be a `WebAssembly.Suspending`. */
  readonly fault: unknown;
  moved(thread: number, epoch: number): void;
  observe(start: number, bytes: number, access: number, epoch: number): void;
  exhausted(): void;
}

let compiled: WebAssembly.Module | undefined;

/** A fresh engine: no thread, no access seen, shadow for `programBytes` of memory. */
export function createEngine(host: EngineHost, programBytes: number): EngineExports {
  compiled ??= new WebAssembly.Module(readAsset("engine.wasm"));
  const instance = new WebAssembly.Instance(compiled, {
    host: host as unknown as WebAssembly.ModuleImports,
  });
  const engine = instance.exports as unknown as EngineExports;
  coverMemory(engine, programBytes);
  engine.forbidNullPage();
  return engine;
}

/** Makes the shadow reach as far as the program's memory: two bytes a byte. */
export function coverMemory(engine: EngineExports, programBytes: number): void {
  const wanted = (SHADOW_BASE + programBytes * 2) / WASM_PAGE_BYTES;
  const present = engine.memory.buffer.byteLength / WASM_PAGE_BYTES;
  if (wanted > present) engine.memory.grow(wanted - present);
}

/** The engine's function for each hook that LLVM's pass emits. */
export function hooks(engine: EngineExports): Record<string, unknown> {
  const table: Record<string, unknown> = {
    __tsan_read_range: engine.read_range,
    __tsan_write_range: engine.write_range,
    __tsan_vptr_read: engine.read4,
    // The new value does not matter to a plain write.
    __tsan_vptr_update: engine.write4,
  };
  for (const bytes of [1, 2, 4, 8, 16] as const) {
    const read = engine[`read${bytes}`];
    const write = engine[`write${bytes}`];
    for (const prefix of ["__tsan_", "__tsan_unaligned_"]) {
      table[`${prefix}read${bytes}`] = read;
      table[`${prefix}write${bytes}`] = write;
      // A compound access races as its write does: whatever conflicts with the read does too.
      table[`${prefix}read_write${bytes}`] = write;
    }
  }
  return table;
}
