/**
 * The definition, by brute force: no clocks, no epochs, no state. For each event the set of events
 * that happen before it is computed from the C++20 relations themselves,
 *
 *   happens-before = (sequenced-before ∪ synchronizes-with ∪ spawn ∪ join)+    [intro.races]/10
 *
 * by looking back through the whole stream; then every pair of accesses to a byte is tested
 * against [intro.races]/21. Quadratic and slow on purpose. It shares no code with the model.
 */
import type { DetectorEvent, Range } from "../../src/detector/event.ts";

/** All that is wrong with one event at one byte, by the definition. */
export interface ByteTruth {
  /** Events that race with this one at this byte. */
  readonly racesWith: ReadonlySet<number>;
  /** The event that freed the byte. */
  readonly freedBy?: number;
  readonly ordered: boolean;
}

export interface Truth {
  /** By event, then by address; only bytes with a finding. */
  readonly findings: readonly ReadonlyMap<number, ByteTruth>[];
  happensBefore(earlier: number, later: number): boolean;
  /** By event, then by address: a number that is new whenever the byte's life begins anew. */
  lifeOf(event: number, address: number): number;
}

/** `mixedSizesRace`: Rust's rules, in place of C++'s silence. */
export function judge(events: readonly DetectorEvent[], mixedSizesRace = false): Truth {
  const before = closure(events, mixedSizesRace);
  const happensBefore = (earlier: number, later: number): boolean =>
    ((before[later] ?? 0n) & (1n << BigInt(earlier))) !== 0n;
  return {
    findings: events.map((_, at) => findingsOf(events, at, happensBefore, mixedSizesRace)),
    happensBefore,
    lifeOf: (event, address) => lifeOf(events, event, address),
  };
}

// Happens-before.

/** By event: the bit set of all events that happen before it. */
function closure(events: readonly DetectorEvent[], mixedSizesRace: boolean): bigint[] {
  const before: bigint[] = [];
  for (let at = 0; at < events.length; at++) {
    let set = 0n;
    // Predecessors are earlier in the stream, so their own sets are complete.
    for (const p of predecessors(events, at, mixedSizesRace)) {
      set |= (1n << BigInt(p)) | (before[p] ?? 0n);
    }
    before.push(set);
  }
  return before;
}

function predecessors(
  events: readonly DetectorEvent[],
  at: number,
  mixedSizesRace: boolean,
): number[] {
  const event = events[at];
  if (event === undefined) return [];
  const found: number[] = [];
  for (let p = 0; p < at; p++) {
    const earlier = events[p];
    if (earlier === undefined) continue;
    if (earlier.thread === event.thread) found.push(p);
    if (earlier.kind === "spawn" && earlier.child === event.thread) found.push(p);
    if (event.kind === "join" && earlier.kind === "end" && earlier.thread === event.joined) {
      found.push(p);
    }
  }
  if (event.kind === "acquire" || event.kind === "acquire lock")
    found.push(...keyReleases(events, at, event.key));
  if (isAtomicRead(event) && acquires(event.order)) {
    found.push(...headsReadBy(events, at, mixedSizesRace));
  }
  if (event.kind === "fence" && acquires(event.order)) {
    for (let p = 0; p < at; p++) {
      const earlier = events[p];
      if (earlier?.thread === event.thread && isAtomicRead(earlier)) {
        found.push(...headsReadBy(events, p, mixedSizesRace));
      }
    }
  }
  return found;
}

/** Heads of the release sequences that the read takes its bytes' values from. */
function headsReadBy(
  events: readonly DetectorEvent[],
  at: number,
  mixedSizesRace: boolean,
): number[] {
  const event = events[at];
  if (event === undefined || !("bytes" in event)) return [];
  return addresses(event).flatMap((address) => {
    const source = sameObjectRead(events, at, address, mixedSizesRace);
    return source === undefined ? [] : heads(events, source, address, mixedSizesRace);
  });
}

/**
 * The same as `readsFrom`, if both are operations on one atomic object. In Rust that is what an
 * operation accesses, all of it and no more; in C++ sizes are not looked at.
 */
function sameObjectRead(
  events: readonly DetectorEvent[],
  at: number,
  address: number,
  mixedSizesRace: boolean,
): number | undefined {
  const source = readsFrom(events, at, address);
  if (source === undefined || !mixedSizesRace) return source;
  const [write, read] = [events[source], events[at]];
  if (write === undefined || !isAtomicWrite(write)) return undefined;
  if (read === undefined || !isAtomicRead(read)) return undefined;
  return areSameBytes(write, read) ? source : undefined;
}

/** The atomic operation that wrote the value of a byte that is read, if one did. */
function readsFrom(
  events: readonly DetectorEvent[],
  at: number,
  address: number,
): number | undefined {
  const event = events[at];
  let newer = event?.kind === "atomic load" ? (event.reads ?? 0) : 0;
  for (let p = at - 1; p >= 0; p--) {
    const earlier = events[p];
    if (earlier === undefined || !touches(earlier, address)) continue;
    if (isAtomicWrite(earlier) && newer-- === 0) return p;
    if (isPlainWrite(earlier) || isLifetime(earlier)) return undefined;
  }
  return undefined;
}

/** [intro.races]/5 and [atomics.fences]: what a reader of this write synchronizes with. */
function heads(
  events: readonly DetectorEvent[],
  write: number,
  address: number,
  mixedSizesRace: boolean,
): number[] {
  const event = events[write];
  if (event === undefined || !isAtomicWrite(event)) return [];
  const found: number[] = [];
  if (releases(event.order)) found.push(write);
  for (let p = 0; p < write; p++) {
    const earlier = events[p];
    if (earlier?.kind !== "fence" || earlier.thread !== event.thread) continue;
    if (releases(earlier.order)) found.push(p);
  }
  if (event.kind === "atomic rmw") {
    const source = sameObjectRead(events, write, address, mixedSizesRace);
    if (source !== undefined) found.push(...heads(events, source, address, mixedSizesRace));
  }
  return found;
}

/** Releases of a key since the last release store (with it) or since the key was forgotten. */
function keyReleases(events: readonly DetectorEvent[], at: number, key: number): number[] {
  const found: number[] = [];
  const granule = key - (key % 4);
  const bytes = [0, 1, 2, 3].map((offset) => granule + offset);
  for (let p = at - 1; p >= 0; p--) {
    const earlier = events[p];
    if (earlier === undefined) continue;
    const forgets = earlier.kind === "forget" || isLifetime(earlier);
    if (forgets && bytes.some((address) => touches(earlier, address))) break;
    if (earlier.kind !== "release store" && earlier.kind !== "release merge") continue;
    if (earlier.key - (earlier.key % 4) !== granule) continue;
    found.push(p);
    if (earlier.kind === "release store") break;
  }
  return found;
}

// Races.

function findingsOf(
  events: readonly DetectorEvent[],
  at: number,
  happensBefore: (earlier: number, later: number) => boolean,
  mixedSizesRace: boolean,
): ReadonlyMap<number, ByteTruth> {
  const found = new Map<number, ByteTruth>();
  const event = events[at];
  if (event === undefined || !("bytes" in event) || !isChecked(event)) return found;
  for (const address of addresses(event)) {
    const life = accessesOfLife(events, at, address);
    const freedBy = life.find((p) => events[p]?.kind === "deallocate");
    if (freedBy !== undefined) {
      const ordered = happensBefore(freedBy, at);
      found.set(address, { racesWith: new Set(ordered ? [] : [freedBy]), freedBy, ordered });
      continue;
    }
    const racesWith = life.filter((p) => {
      const earlier = events[p];
      if (earlier === undefined || happensBefore(p, at)) return false;
      return conflicts(earlier, event) || (mixedSizesRace && mixSizes(earlier, event));
    });
    if (racesWith.length > 0) {
      found.set(address, { racesWith: new Set(racesWith), ordered: false });
    }
  }
  return found;
}

/** [intro.races]/21: different threads, one a write, one not atomic. */
function conflicts(left: DetectorEvent, right: DetectorEvent): boolean {
  const someWrites = modifies(left) || modifies(right);
  const bothAtomic = isAtomic(left) && isAtomic(right);
  return left.thread !== right.thread && someWrites && !bothAtomic;
}

/** Both atomic, one a write, and not of exactly the same bytes. */
function mixSizes(left: DetectorEvent, right: DetectorEvent): boolean {
  if (left.thread === right.thread || !isAtomic(left) || !isAtomic(right)) return false;
  if (!("bytes" in left) || !("bytes" in right)) return false;
  if (!modifies(left) && !modifies(right)) return false;
  return !areSameBytes(left, right);
}

/** Accesses to a byte since its life began, in order; the beginning is one if it is a write. */
function accessesOfLife(events: readonly DetectorEvent[], at: number, address: number): number[] {
  const found: number[] = [];
  for (let p = at - 1; p >= 0; p--) {
    const earlier = events[p];
    if (earlier === undefined || !touches(earlier, address)) continue;
    if (earlier.kind === "clear") break;
    if (isChecked(earlier) || earlier.kind === "allocate") found.unshift(p);
    if (earlier.kind === "allocate") break;
  }
  return found;
}

function lifeOf(events: readonly DetectorEvent[], at: number, address: number): number {
  for (let p = at - 1; p >= 0; p--) {
    const earlier = events[p];
    if (earlier === undefined || !touches(earlier, address)) continue;
    if (earlier.kind === "clear" || earlier.kind === "allocate") return p;
  }
  return -1;
}

// Kinds of events.

type AtomicRead = Extract<DetectorEvent, { kind: "atomic load" | "atomic rmw" }>;
type AtomicWrite = Extract<DetectorEvent, { kind: "atomic store" | "atomic rmw" }>;

function isAtomicRead(event: DetectorEvent): event is AtomicRead {
  return event.kind === "atomic load" || event.kind === "atomic rmw";
}

function isAtomicWrite(event: DetectorEvent): event is AtomicWrite {
  return event.kind === "atomic store" || event.kind === "atomic rmw";
}

function isAtomic(event: DetectorEvent): boolean {
  return isAtomicRead(event) || isAtomicWrite(event);
}

function isLifetime(event: DetectorEvent): boolean {
  return event.kind === "allocate" || event.kind === "deallocate" || event.kind === "clear";
}

/** An object is used by reads, begins and ends by writes. */
function isPlainRead(event: DetectorEvent): boolean {
  return event.kind === "read" || event.kind === "use object";
}

function isPlainWrite(event: DetectorEvent): boolean {
  return event.kind === "write" || event.kind === "renew object";
}

function isChecked(event: DetectorEvent): boolean {
  const plain = isPlainRead(event) || isPlainWrite(event);
  return plain || isAtomic(event) || event.kind === "deallocate";
}

function modifies(event: DetectorEvent): boolean {
  const ofLife = event.kind === "allocate" || event.kind === "deallocate";
  return isPlainWrite(event) || ofLife || isAtomicWrite(event);
}

function acquires(order: string): boolean {
  return order !== "relaxed" && order !== "release";
}

function releases(order: string): boolean {
  return order === "release" || order === "acq_rel" || order === "seq_cst";
}

function areSameBytes(left: Range, right: Range): boolean {
  return left.address === right.address && left.bytes === right.bytes;
}

function addresses(range: Range): number[] {
  return Array.from({ length: range.bytes }, (_, offset) => range.address + offset);
}

function touches(event: DetectorEvent, address: number): boolean {
  if (!("bytes" in event)) return false;
  return event.address <= address && address < event.address + event.bytes;
}
