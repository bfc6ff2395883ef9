/** A load acquires from the store that it reads, not from the newest (model/atomics.ts). */
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { DetectorCase } from "./events.ts";
import { D, F, fence, load, race, read, rmw, spawn, store, write } from "./events.ts";

const reads = (event: DetectorEvent, index: number): DetectorEvent =>
  ({ ...event, reads: index }) as DetectorEvent;

const UNTOLD = race("read", D, ["write", 0, [0, 2]]);

export const STALE_READ_CASES: readonly DetectorCase[] = [
  {
    name: "an acquire load that reads what was before a release store acquires nothing",
    events: [spawn(0, 1), write(0), store(0, "release"), reads(load(1, "acquire"), 1), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "an acquire load that reads a release store under a relaxed one acquires from it",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      store(0, "relaxed"),
      reads(load(1, "acquire"), 1),
      read(1),
    ],
  },
  {
    name: "an acquire fence acquires from a stale store that a relaxed load has read",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      store(0, "relaxed"),
      reads(load(1, "relaxed"), 1),
      fence(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a read-modify-write reads the newest store after a stale read",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      reads(load(1, "relaxed"), 1),
      rmw(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a stale read-modify-write's value continues the release sequence that it was in",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      rmw(2, "relaxed"),
      store(2, "relaxed"),
      reads(load(1, "acquire"), 1),
      read(1),
    ],
  },
  {
    name: "a stale read in one location acquires nothing in another",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F + 4),
      store(0, "relaxed"),
      reads(load(1, "acquire"), 1),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
];
