/**
 * What the detector knows of each byte, and which accesses race.
 *
 * C++20 [intro.races]/2, /21: two accesses conflict if one modifies a memory location and the
 * other reads or modifies it; two conflicting accesses race if they are potentially concurrent, at
 * least one is not atomic, and neither happens before the other. A byte keeps the accesses that a
 * later one may race with:
 *
 *   W   last plain write (or allocation)          R   plain reads
 *   AW  atomic writes                             AR  atomic reads
 *
 *   a later …      conflicts with
 *   read           W  AW
 *   write, free    W  AW  R  AR
 *   atomic read    W                     AW of other bytes (*)
 *   atomic write   W      R              AW and AR of other bytes (*)
 *
 * (*) where mixed sizes race, as in Rust: std::sync::atomic, "Memory model for atomic accesses":
 * two atomic accesses that are not both reads, and neither of which happens before the other, must
 * be disjoint or access exactly the same memory. So atomic accesses are kept by their range as
 * well: of accesses in order the earlier one can only be dropped if both have the same range. C++
 * has no such accesses but through casts that it forbids, and the rule is off.
 *
 * FastTrack (Flanagan and Freund, PLDI 2009, figure 5) is this with W and R only. R is a set there
 * too, once reads are concurrent; theirs is a vector, ours a set of epochs, so that the engine can
 * share equal sets. Atomics after tsan11 (Lidbury and Donaldson, POPL 2017, section 3.3), which
 * keeps a vector for each of the four; the life of memory after Miri's data_race.
 *
 * What may be dropped, and why nothing is lost. An access p is replaced by an access q that
 * conflicts with at least what p conflicts with, if p happens before q: whatever is not after p is
 * not after q, so the byte still gets its race, only with q as the partner.
 *   - a read drops reads before it, as long as those kept are few. Of many it drops only those of
 *     its own thread: to look at all of them each time would cost as much as there are threads;
 *   - an atomic access drops those of its kind by its own thread, and one that is alone and before
 *     it. It could drop all before it; but so other threads' accesses change nothing of what a
 *     thread's next one does (engine/loads.ts);
 *   - a plain write drops all: those before it by this argument, those that race with it because
 *     the byte then has its race.
 * Same epoch: after its own write in this epoch a thread's read or write changes nothing, after
 * its own read neither does a read. Nobody else can know that epoch (it has not been released), so
 * any access in between by another thread was already a race. Hence the theorem that test/model
 * checks: a byte has a marker iff it has a race, and its first marker is at its first race.
 * After that, markers are true but not all: they depend on what was dropped.
 *
 * Freed bytes. Every access to one is a finding, whether ordered or not, and changes nothing, until
 * the storage is allocated again or cleared. An allocation itself is not checked: the allocator
 * owns the storage, and what it did to get it is not the program's.
 *
 * What this can't produce: a race between bytes of one bit-field group (one memory location, but
 * hooks tell bytes), and the standard's edge from a free to the allocation that gets the same
 * storage (C17 7.22.3/2, C++20 [new.delete.dataraces]/1). We leave that edge out, as
 * ThreadSanitizer does: it holds in an execution only because the allocator chose so, and would
 * hide races.
 */
import type { Epoch, PreviousKind } from "../detector/detector.ts";
import type { Range } from "../detector/event.ts";
import { FEW_READS } from "../layout/numbers.ts";
import type { Thread } from "./threads.ts";
import { compare, isSame, knows } from "./vector-clock.ts";

/** Why a byte's access is a finding. */
export interface Conflict {
  readonly kind: PreviousKind;
  readonly epoch: Epoch;
  /** The access is after a free that happens before it. */
  readonly ordered: boolean;
}

interface ObjectByte {
  readonly state: "object";
  /** W */
  readonly write?: Epoch;
  /** R */
  readonly reads: readonly Epoch[];
  /** AW */
  readonly atomicWrites: readonly Epoch[];
  /** AR */
  readonly atomicReads: readonly Epoch[];
  /** AW and AR once more, by range, where mixed sizes race. */
  readonly sizes: readonly OfSize[];
}

/** The atomic accesses to a byte by operations on exactly this range. */
interface OfSize {
  readonly range: Range;
  readonly writes: readonly Epoch[];
  readonly reads: readonly Epoch[];
}

interface FreedByte {
  readonly state: "freed";
  readonly freed: Epoch;
}

type Byte = ObjectByte | FreedByte;

const UNTOUCHED: ObjectByte = {
  state: "object",
  reads: [],
  atomicWrites: [],
  atomicReads: [],
  sizes: [],
};

interface Verdict {
  readonly next: Byte;
  readonly conflict: Conflict | undefined;
}

/** `range`: of the access, where sizes matter. */
type Rule = (byte: ObjectByte, thread: Thread, range: Range | undefined) => Verdict;

export interface ByteConflict extends Conflict {
  readonly address: number;
}

export class Bytes {
  readonly #bytes = new Map<number, Byte>();
  readonly #mixedSizesRace: boolean;

  constructor(mixedSizesRace: boolean) {
    this.#mixedSizesRace = mixedSizesRace;
  }

  read(range: Range, thread: Thread): ByteConflict[] {
    return this.#access(range, thread, read);
  }

  write(range: Range, thread: Thread): ByteConflict[] {
    return this.#access(range, thread, write);
  }

  /** After the acquire part of the operation. */
  atomicRead(range: Range, thread: Thread): ByteConflict[] {
    return this.#access(range, thread, atomicRead);
  }

  /** After the acquire part of a read-modify-write, before the tick of a release. */
  atomicWrite(range: Range, thread: Thread): ByteConflict[] {
    return this.#access(range, thread, atomicWrite);
  }

  deallocate(range: Range, thread: Thread): ByteConflict[] {
    return this.#access(range, thread, deallocate);
  }

  allocate(range: Range, thread: Thread): void {
    const allocated: ObjectByte = { ...UNTOUCHED, write: thread.epoch };
    for (const address of addressesOf(range)) this.#bytes.set(address, allocated);
  }

  clear(range: Range): void {
    for (const address of addressesOf(range)) this.#bytes.delete(address);
  }

  #access(range: Range, thread: Thread, rule: Rule): ByteConflict[] {
    const conflicts: ByteConflict[] = [];
    const sized = this.#mixedSizesRace ? range : undefined;
    for (const address of addressesOf(range)) {
      const byte = this.#bytes.get(address) ?? UNTOUCHED;
      const verdict =
        byte.state === "freed" ? useAfterFree(byte, thread) : rule(byte, thread, sized);
      this.#bytes.set(address, verdict.next);
      if (verdict.conflict !== undefined) conflicts.push({ address, ...verdict.conflict });
    }
    return conflicts;
  }
}

export function* addressesOf(range: Range): Generator<number> {
  for (let offset = 0; offset < range.bytes; offset++) yield range.address + offset;
}

// The rules. Each says what it checks, in the order in which a conflict is reported, and what is
// kept. Labels are FastTrack's.

function read(byte: ObjectByte, thread: Thread): Verdict {
  // [read same epoch]
  if (isWrittenNow(byte, thread) || byte.reads.some((e) => isSame(e, thread.epoch))) {
    return unchanged(byte);
  }
  // [read exclusive], [read share], [read shared]
  const conflict =
    unordered("write", writesOf(byte), thread) ??
    unordered("atomic write", byte.atomicWrites, thread);
  return { next: { ...byte, reads: withCurrent(byte.reads, thread) }, conflict };
}

function write(byte: ObjectByte, thread: Thread): Verdict {
  // [write same epoch]
  if (isWrittenNow(byte, thread)) return unchanged(byte);
  // [write exclusive], [write shared]
  return {
    next: { ...UNTOUCHED, write: thread.epoch },
    conflict: firstUnordered(byte, thread),
  };
}

function atomicRead(byte: ObjectByte, thread: Thread, range: Range | undefined): Verdict {
  const conflict =
    unordered("write", writesOf(byte), thread) ?? writeOfOtherSize(byte, thread, range);
  return {
    next: {
      ...byte,
      atomicReads: withCurrentAtomic(byte.atomicReads, thread),
      sizes: withSize(byte.sizes, "reads", thread, range),
    },
    conflict,
  };
}

/** A read-modify-write is one atomic write: what its read conflicts with, its write does too. */
function atomicWrite(byte: ObjectByte, thread: Thread, range: Range | undefined): Verdict {
  const conflict =
    unordered("write", writesOf(byte), thread) ??
    unordered("read", byte.reads, thread) ??
    writeOfOtherSize(byte, thread, range) ??
    readOfOtherSize(byte, thread, range);
  return {
    next: {
      ...byte,
      atomicWrites: withCurrentAtomic(byte.atomicWrites, thread),
      sizes: withSize(byte.sizes, "writes", thread, range),
    },
    conflict,
  };
}

/** The end of a lifetime conflicts with whatever a write conflicts with. */
function deallocate(byte: ObjectByte, thread: Thread): Verdict {
  const conflict = isWrittenNow(byte, thread) ? undefined : firstUnordered(byte, thread);
  return { next: { state: "freed", freed: thread.epoch }, conflict };
}

function useAfterFree(byte: FreedByte, thread: Thread): Verdict {
  const ordered = knows(thread.clock, byte.freed);
  return { next: byte, conflict: { kind: "free", epoch: byte.freed, ordered } };
}

// What the rules are made of.

function writeOfOtherSize({ sizes }: ObjectByte, thread: Thread, range: Range | undefined) {
  const others = sizes.filter((one) => !isSameRange(one.range, range));
  return unordered(
    "atomic write",
    others.flatMap(({ writes }) => writes),
    thread,
  );
}

function readOfOtherSize({ sizes }: ObjectByte, thread: Thread, range: Range | undefined) {
  const others = sizes.filter((one) => !isSameRange(one.range, range));
  return unordered(
    "atomic read",
    others.flatMap(({ reads }) => reads),
    thread,
  );
}

function withSize(
  sizes: readonly OfSize[],
  kind: "writes" | "reads",
  thread: Thread,
  range: Range | undefined,
): readonly OfSize[] {
  if (range === undefined) return sizes;
  const known = sizes.find((one) => isSameRange(one.range, range));
  const one = known ?? { range, writes: [], reads: [] };
  return [
    ...sizes.filter((other) => other !== known),
    { ...one, [kind]: withCurrentAtomic(one[kind], thread) },
  ];
}

export function isSameRange(left: Range, right: Range | undefined): boolean {
  return left.address === right?.address && left.bytes === right.bytes;
}

function firstUnordered(byte: ObjectByte, thread: Thread): Conflict | undefined {
  return (
    unordered("write", writesOf(byte), thread) ??
    unordered("atomic write", byte.atomicWrites, thread) ??
    unordered("read", byte.reads, thread) ??
    unordered("atomic read", byte.atomicReads, thread)
  );
}

/** The smallest epoch that does not happen before the thread's next step. */
function unordered(
  kind: PreviousKind,
  epochs: readonly Epoch[],
  thread: Thread,
): Conflict | undefined {
  const racing = epochs.filter((e) => !knows(thread.clock, e)).sort(compare)[0];
  return racing === undefined ? undefined : { kind, epoch: racing, ordered: false };
}

/** {e in epochs: not e ≤ C} + E; of many epochs E in place of the thread's own last one. */
function withCurrent(epochs: readonly Epoch[], thread: Thread): readonly Epoch[] {
  if (epochs.length > FEW_READS) return inPlaceOfLast(epochs, thread);
  return [...epochs.filter((e) => !knows(thread.clock, e)), thread.epoch];
}

/** E in place of the thread's own last one, or of one that is alone and at most C. */
function withCurrentAtomic(epochs: readonly Epoch[], thread: Thread): readonly Epoch[] {
  const [one] = epochs;
  if (one !== undefined && epochs.length === 1 && knows(thread.clock, one)) return [thread.epoch];
  return inPlaceOfLast(epochs, thread);
}

function inPlaceOfLast(epochs: readonly Epoch[], { epoch }: Thread): readonly Epoch[] {
  return [...epochs.filter((e) => e.slot !== epoch.slot), epoch];
}

function isWrittenNow(byte: ObjectByte, thread: Thread): boolean {
  return byte.write !== undefined && isSame(byte.write, thread.epoch);
}

function writesOf(byte: ObjectByte): readonly Epoch[] {
  return byte.write === undefined ? [] : [byte.write];
}

function unchanged(byte: ObjectByte): Verdict {
  return { next: byte, conflict: undefined };
}
