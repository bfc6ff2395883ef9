/**
 * Random streams of threads that go over arrays: whole elements, one after the other or as one
 * range, in phases that a handover, a new allocation or its end ends. Neighbouring elements so have
 * equal histories, which streams.ts seldom makes, and which shortcuts of detectors live on.
 */
import type { DetectorEvent } from "../../src/detector/event.ts";
import { ARENA, ARENA_BYTES, KEYS, mulberry32 } from "./streams.ts";

const THREADS = 3;
const ELEMENT_BYTES = [4, 8] as const;

export function arrayStream(seed: number, phases: number): DetectorEvent[] {
  const random = mulberry32(seed);
  const below = (limit: number) => random() % limit;
  const events: DetectorEvent[] = [];
  for (let child = 1; child < THREADS; child++) {
    if (below(2) === 0) events.push(...walk(0, below));
    events.push({ kind: "spawn", thread: 0, child });
  }
  for (let phase = 0; phase < phases; phase++) {
    const thread = below(THREADS);
    const [key] = KEYS.slice(1 + below(2));
    if (key === undefined) continue;
    const begin = below(3);
    if (begin === 0) events.push({ kind: "acquire", thread, key });
    if (below(8) === 0) {
      if (below(2) === 0) events.push({ kind: "deallocate", thread, ...range(below) });
      events.push({ kind: "allocate", thread, address: ARENA, bytes: ARENA_BYTES });
    }
    events.push(...walk(thread, below));
    if (below(3) === 0) events.push({ kind: "release store", thread, key });
  }
  return events;
}

/** Whole granules, and seldom some bytes of others. */
function range(below: (limit: number) => number): { address: number; bytes: number } {
  const granules = ARENA_BYTES / 4;
  const first = below(granules);
  const bytes = 4 * (1 + below(granules - first));
  return below(8) > 0
    ? { address: ARENA + 4 * first, bytes }
    : { address: ARENA + 4 * first + 1, bytes: bytes - 1 };
}

/** Some elements in a row, each read, written or both; or a range. */
function walk(thread: number, below: (limit: number) => number): DetectorEvent[] {
  if (below(3) === 0) {
    return [{ kind: below(2) === 0 ? "read" : "write", thread, ...range(below) }];
  }
  const bytes = ELEMENT_BYTES[below(ELEMENT_BYTES.length)] ?? 4;
  const first = ARENA + 4 * below(ARENA_BYTES / 8);
  const how = below(3);
  const events: DetectorEvent[] = [];
  for (let address = first; address + bytes <= ARENA + ARENA_BYTES; address += bytes) {
    if (how !== 1) events.push({ kind: "read", thread, address, bytes });
    if (how !== 0) events.push({ kind: "write", thread, address, bytes });
    if (below(6) === 0) break;
  }
  return events;
}
