/**
 * Eraser's verdict by its definition, without any state: for each access to a byte, the whole
 * history of the byte is looked at. Slow on purpose; it shares no code with the model.
 *
 * An access is solitary if all earlier ones of the byte's life come before it in ≺. With s the last
 * solitary access, C(v) is the intersection of what is held at each access after s, and a byte is
 * broken by the first access after s that is a write, or follows one after s, where that is empty.
 */
import type { DetectorEvent } from "../../src/detector/event.ts";
import { judge } from "./oracle.ts";

export interface LocksetTruth {
  /** By event: the addresses of the bytes that it breaks. */
  readonly broken: readonly (readonly number[])[];
}

/** @param order ≺: "program" for Eraser, "free" for hybrid */
export function judgeLocksets(
  events: readonly DetectorEvent[],
  order: "program" | "free",
): LocksetTruth {
  const precedes = order === "program" ? programOrder(events) : freeOrder(events);
  const held = events.map((_, at) => heldAt(events, at));
  return {
    broken: events.map((event, at) => {
      if (event.kind !== "read" && event.kind !== "write") return [];
      const bytes = Array.from({ length: event.bytes }, (_, offset) => event.address + offset);
      return bytes.filter((address) => breaks(events, at, address, precedes, held));
    }),
  };
}

type Precedes = (earlier: number, later: number) => boolean;

function programOrder(events: readonly DetectorEvent[]): Precedes {
  return (earlier, later) => events[earlier]?.thread === events[later]?.thread;
}

/** Happens-before of the stream in which nobody acquires anything from a lock. */
function freeOrder(events: readonly DetectorEvent[]): Precedes {
  const free = events.map((event): DetectorEvent => {
    if (event.kind !== "acquire lock") return event;
    return { kind: "renew lock", thread: event.thread, lock: 0 };
  });
  const { happensBefore } = judge(free);
  return happensBefore;
}

function breaks(
  events: readonly DetectorEvent[],
  at: number,
  address: number,
  precedes: Precedes,
  held: readonly (readonly Held[])[],
): boolean {
  const accesses = accessesOfLife(events, at, address);
  if (accesses.at(-1) !== at) return false;
  const isSolitary = accesses.map((access, index) =>
    accesses.slice(0, index).every((earlier) => precedes(earlier, access)),
  );
  const since = accesses.slice(isSolitary.lastIndexOf(true) + 1);
  const isBrokenAt = (count: number): boolean => {
    const some = since.slice(0, count);
    const isModified = some.some((access) => events[access]?.kind === "write");
    if (!isModified) return false;
    const locks = some.map((access) => countingAt(events, access, held));
    const [first = new Set<string>(), ...rest] = locks;
    return [...first].every((lock) => rest.some((other) => !other.has(lock)));
  };
  return isBrokenAt(since.length) && !isBrokenAt(since.length - 1);
}

/** Plain accesses to the byte since its life began, but not to the thread's own stack. */
function accessesOfLife(events: readonly DetectorEvent[], at: number, address: number): number[] {
  const found: number[] = [];
  for (let p = at; p >= 0; p--) {
    const event = events[p];
    if (event === undefined || !touches(event, address)) continue;
    if (["allocate", "deallocate", "clear", "stack"].includes(event.kind)) break;
    if (event.kind !== "read" && event.kind !== "write") continue;
    const isOwn = events
      .slice(0, p)
      .some((e) => e.kind === "stack" && e.thread === event.thread && touches(e, address));
    if (isOwn && event.kind === "write" && p !== at) break;
    if (!isOwn) found.unshift(p);
  }
  return found;
}

interface Held {
  readonly thread: number;
  readonly lock: number;
  readonly mode: string;
  /** The address and when the lock that lives there was first held. */
  readonly name: string;
}

/** What everybody holds when the event happens. */
function heldAt(events: readonly DetectorEvent[], at: number): readonly Held[] {
  const held: Held[] = [];
  const born = new Map<number, number>();
  for (let p = 0; p < at; p++) {
    const event = events[p];
    if (event?.kind === "take") {
      const { thread, lock, mode } = event;
      // Taken again it is the one that the thread has.
      const again = held.find(
        (one) => one.thread === thread && one.lock === lock && one.mode === mode,
      );
      if (!again && !born.has(lock)) born.set(lock, p);
      held.push(again ?? { thread, lock, mode, name: `${lock} since ${born.get(lock)}` });
    }
    if (event?.kind === "give back") {
      const same = held.filter(({ lock, mode }) => lock === event.lock && mode === event.mode);
      const own = same.filter(({ thread }) => thread === event.thread);
      const lowest = Math.min(...same.map(({ thread }) => thread));
      const one = own.at(-1) ?? same.findLast(({ thread }) => thread === lowest);
      if (one !== undefined) held.splice(held.lastIndexOf(one), 1);
    }
    if (event?.kind === "renew lock") born.delete(event.lock);
    if (["allocate", "deallocate", "clear", "forget"].includes(event?.kind ?? "")) {
      for (const lock of [...born.keys()]) {
        if (event !== undefined && touches(event, lock)) born.delete(lock);
      }
    }
    if (event?.kind === "end") {
      for (let index = held.length - 1; index >= 0; index--) {
        if (held[index]?.thread === event.thread) held.splice(index, 1);
      }
    }
  }
  return held;
}

/** What counts for an access: a read lock protects no write. */
function countingAt(
  events: readonly DetectorEvent[],
  access: number,
  held: readonly (readonly Held[])[],
): Set<string> {
  const event = events[access];
  const own = (held[access] ?? []).filter(({ thread }) => thread === event?.thread);
  const counting = event?.kind === "write" ? own.filter(({ mode }) => mode === "write") : own;
  return new Set(counting.map(({ name }) => name));
}

function touches(event: DetectorEvent, address: number): boolean {
  if (!("bytes" in event)) return false;
  return event.address <= address && address < event.address + event.bytes;
}
