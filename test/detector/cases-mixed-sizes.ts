/**
 * Atomics of mixed sizes where they race, as in Rust: whatever the orders, an operation takes from
 * a store of another range nothing that it released, and what nothing else orders is a finding.
 */
import type { DetectorCase } from "./events.ts";
import {
  acquire,
  D,
  F,
  fence,
  load,
  race,
  read,
  releaseStore,
  rmw,
  spawn,
  store,
  write,
} from "./events.ts";

/** T1 reads D without having been told of T0's write at clock 2. */
const UNTOLD = race("read", D, ["write", 0, [0, 2]]);

export const MIXED_SIZES_RACE: readonly DetectorCase[] = [
  {
    name: "a narrow acquire of a part of a wide release store",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 4),
      load(1, "acquire", F + 2, 1),
      read(1),
    ],
    findings: { 3: race("atomic read", F + 2, ["atomic write", 0, [0, 2]]), 4: UNTOLD },
  },
  {
    name: "a wide acquire that reads a narrow release store",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F + 2, 1),
      load(1, "acquire", F, 4),
      read(1),
    ],
    findings: { 3: race("atomic read", F + 2, ["atomic write", 0, [0, 2]]), 4: UNTOLD },
  },
  {
    name: "an acquire of as many bytes, of which one is another",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 2),
      load(1, "acquire", F + 1, 2),
      read(1),
    ],
    findings: { 3: race("atomic read", F + 1, ["atomic write", 0, [0, 2]]), 4: UNTOLD },
  },
  {
    name: "a release and an acquire of one range order what they always do",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 4),
      load(1, "acquire", F, 4),
      load(1, "acquire", F + 2, 1),
      read(1),
    ],
  },
  {
    name: "the wide store is still acquired as a whole after a narrow load has split it",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      releaseStore(0),
      acquire(2),
      store(2, "release", F, 4),
      load(2, "relaxed", F + 2, 1),
      load(1, "acquire", F, 4),
      read(1),
    ],
  },
  {
    name: "a narrow store ends for a wide acquire what its own byte had, and no other",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 4),
      store(0, "release", F + 2, 1),
      load(1, "acquire", F, 4),
      read(1),
    ],
    findings: { 4: race("atomic read", F + 2, ["atomic write", 0, [0, 3]]) },
  },
  {
    name: "an acquire fence gathers nothing from a load of another range",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 4),
      load(1, "relaxed", F + 2, 1),
      fence(1, "acquire"),
      read(1),
    ],
    findings: { 3: race("atomic read", F + 2, ["atomic write", 0, [0, 2]]), 5: UNTOLD },
  },
  {
    name: "a read-modify-write of another range continues no release sequence",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 4),
      rmw(2, "relaxed", F + 2, 1),
      load(1, "acquire", F + 2, 1),
      read(1),
    ],
    findings: {
      4: race("atomic write", F + 2, ["atomic write", 0, [0, 3]]),
      5: race("atomic read", F + 2, ["atomic write", 0, [0, 3]]),
      6: race("read", D, ["write", 0, [0, 3]]),
    },
  },
  {
    name: "a read-modify-write of another range acquires nothing, and passes on what it releases",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(2),
      store(0, "release", F, 4),
      rmw(2, "acq_rel", F + 2, 1),
      load(1, "acquire", F + 2, 1),
      read(1),
    ],
    findings: {
      4: race("atomic write", F + 2, ["atomic write", 0, [0, 3]]),
      5: race("atomic read", F + 2, ["atomic write", 0, [0, 3]]),
    },
    // T0 at 2 spawned T2; its store was at 3.
    clocks: { 1: [2, 1, 1] },
  },
  {
    name: "a stale load of what a wide store left in a byte acquires nothing",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 4),
      releaseStore(0),
      acquire(2),
      store(2, "relaxed", F + 2, 1),
      { kind: "atomic load", thread: 1, order: "acquire", address: F + 2, bytes: 1, reads: 1 },
      read(1),
    ],
    findings: {
      7: race("atomic read", F + 2, ["atomic write", 0, [0, 3]]),
      8: race("read", D, ["write", 0, [0, 3]]),
    },
  },
];
