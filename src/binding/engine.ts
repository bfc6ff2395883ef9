/** The engine's module and its exports, as the runtime sees them. */
import { readAsset } from "../assets.ts";
import type { DetectorOptions } from "../detector/options.ts";
import { WASM_PAGE_BYTES } from "../layout/numbers.ts";
import { engineBytes, setDetector } from "./detectors.ts";

export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  grant(points: number, steps: number, alone: number, idle: number): void;
  steps(): number;
  stepMany(count: number): void;
  point(): void;
  start(thread: number, parent: number): number;
  end(thread: number): void;
  join(thread: number): void;
  select(thread: number): void;
  woken(thread: number): void;
  readonly epoch: WebAssembly.Global;
  readonly leftStack: WebAssembly.Global;
  listen(): void;
  clockOf(thread: number, slot: number): number;
  slotsInUse(): number;
  clear(): void;
  /** Puts the globals back: in the module by scripts/engine-reset.ts. */
  restart(): void;
  forbidNullPage(): void;
  bound(programBytes: number): void;
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
  vptr_read(address: number): void;
  vptr_write(address: number): void;
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
    spurious: number,
  ): number;
  spurious_failure(): number;
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
  /** Infinite if there was no stale read. */
  first_stale_step(): number;
  tell_stale_reads(): void;
  ask_choices(): void;
  rateFailures(rate: number): void;
  tell_values(told: number): void;
  history_length(address: number, bytes: number): number;
  history_rule(address: number, bytes: number, isSeqCst: number, index: number): number;
  history_known(address: number, bytes: number, index: number): number;
  history_stored(address: number, bytes: number, index: number): number;
  history_value(address: number, bytes: number, index: number): bigint;
  acquire_lock(key: number): void;
  lock_acquired(lock: number, mode: number): void;
  lock_released(lock: number, mode: number): void;
  object_used(address: number): void;
  object_renewed(address: number): void;
  lock_created(lock: number): void;
  lock_destroyed(lock: number): void;
  lock_is_monitor(lock: number): void;
  lock_held(lock: number): number;
  signalled(thread: number): void;
  expectMonitor(address: number): void;
  locks(): number;
  monitor_address(lock: number): number;
  ignoreLockOrder(): void;
  held_first(thread: number): number;
  held_next(held: number): number;
  held_lock(held: number): number;
  held_mode(held: number): number;
  held_owner(held: number): number;
  held_step(held: number): number;
  takings(): number;
  taking_thread(taking: number): number;
  taking_context(taking: number): number;
  taking_lock(taking: number): number;
  taking_mode(taking: number): number;
  taking_step(taking: number): number;
  taking_before(earlier: number, later: number): number;
  context_parent(context: number): number;
  context_lock(context: number): number;
  context_mode(context: number): number;
  lock_address(lock: number): number;
  setDetector(detector: number, refinesOnWritesOnly: number, mixedSizesRace: number): void;
  stack(thread: number, start: number, bytes: number): void;
  ignore(what: number, change: number): void;
  excuse(start: number, bytes: number): number;
  isMet(excuse: number): number;
  endExcuse(excuse: number): void;
  lockset_state(address: number): number;
  lockset_owner(address: number): number;
  lockset_size(set: number): number;
  lockset_lock(set: number, at: number): number;
  lockset_address(lock: number): number;
}

export interface EngineHost {
  /** May suspend. */
  preempt(reason: number): unknown;
  race(
    start: number,
    bytes: number,
    access: number,
    at: number,
    previousEpoch: number,
    previousAccess: number,
    ordered: number,
  ): void;
  /** May suspend. */
  fault(kind: number, address: number): unknown;
  moved(thread: number, epoch: number): void;
  observe(start: number, bytes: number, access: number, epoch: number): void;
  allocated(address: number, bytes: number): void;
  freed(address: number, bytes: number): void;
  locked(lock: number, mode: number): void;
  unlocked(lock: number, mode: number): void;
  lockBegun(lock: number): void;
  lockEnded(lock: number): void;
  decide(choice: number, count: number, drawn: number): number;
  staleRead(address: number, bytes: number, order: number, index: number): void;
  synchronized(what: number, address: number, bytes: number, order: number): void;
  stored(address: number, bytes: number, order: number, isRmw: number): void;
  possible(start: number, bytes: number, access: number, at: number): void;
  observeLockset(
    start: number,
    bytes: number,
    access: number,
    at: number,
    end: number,
    before: number,
    after: number,
  ): void;
  exhausted(): void;
}

let compiled: WebAssembly.Module | undefined;

/**
 * An engine by itself, without a program around it: no thread, no access seen.
 *
 * @param programBytes addresses of events are below this
 */
export function createEngine(
  host: EngineHost,
  programBytes: number,
  detector: DetectorOptions,
): EngineExports {
  compiled ??= new WebAssembly.Module(readAsset("engine.wasm"));
  const instance = new WebAssembly.Instance(compiled, {
    host: host as unknown as WebAssembly.ModuleImports,
  });
  const engine = instance.exports as unknown as EngineExports;
  coverMemory(engine, programBytes, detector);
  begin(engine, detector);
  return engine;
}

/**
 * The engine in a program's instance, begun.
 *
 * @param prefix of the names of the engine's exports
 */
export function engineWithin(
  exports: WebAssembly.Exports,
  prefix: string,
  detector: DetectorOptions,
): EngineExports {
  const own = Object.entries(exports).filter(([name]) => name.startsWith(prefix));
  const engine = Object.fromEntries(
    own.map(([name, value]) => [name.slice(prefix.length), value]),
  ) as unknown as EngineExports;
  begin(engine, detector);
  return engine;
}

/** Makes the engine as new, at the cost of what was touched. */
export function resetEngine(engine: EngineExports, detector: DetectorOptions): void {
  engine.clear();
  begin(engine, detector);
}

function begin(engine: EngineExports, detector: DetectorOptions): void {
  engine.restart();
  setDetector(engine, detector);
  engine.forbidNullPage();
}

/** Makes the shadow reach as far as the program's memory. */
export function coverMemory(
  engine: EngineExports,
  programBytes: number,
  detector: DetectorOptions,
): void {
  const wanted = engineBytes(detector.name, programBytes) / WASM_PAGE_BYTES;
  const present = engine.memory.buffer.byteLength / WASM_PAGE_BYTES;
  if (wanted > present) engine.memory.grow(wanted - present);
}
