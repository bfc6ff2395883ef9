/**
 * Which accesses to one byte race, and what a byte remembers (model/bytes.ts). T0 begins in slot
 * 0; after the first spawn it is at clock 2.
 */
import type { DetectorCase } from "./events.ts";
import {
  acquire,
  allocate,
  clear,
  D,
  deallocate,
  F,
  load,
  race,
  read,
  releaseMerge,
  releaseStore,
  rmw,
  spawn,
  store,
  useAfterFree,
  write,
} from "./events.ts";

/** Every pair of accesses of different threads that nothing orders: [intro.races]/21 as a table. */
const PAIRS: readonly DetectorCase[] = [
  {
    name: "two reads don't race",
    events: [spawn(0, 1), read(0), read(1)],
  },
  {
    name: "a write races with an unordered read",
    events: [spawn(0, 1), read(0), write(1)],
    findings: { 2: race("write", D, ["read", 0, [0, 2]]) },
  },
  {
    name: "a read of what main wrote in its very first epoch is remembered",
    events: [write(0), spawn(0, 1), read(1), write(0)],
    findings: { 3: race("write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "a read races with an unordered write",
    events: [spawn(0, 1), write(0), read(1)],
    findings: { 2: race("read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "a write races with an unordered write",
    events: [spawn(0, 1), write(0), write(1)],
    findings: { 2: race("write", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "a plain read doesn't race with an atomic read",
    events: [spawn(0, 1), load(0, "relaxed", D), read(1)],
  },
  {
    name: "a plain read races with an unordered atomic store",
    events: [spawn(0, 1), store(0, "relaxed", D), read(1)],
    findings: { 2: race("read", D, ["atomic write", 0, [0, 2]]) },
  },
  {
    name: "a plain write races with an unordered atomic load",
    events: [spawn(0, 1), load(0, "seq_cst", D), write(1)],
    findings: { 2: race("write", D, ["atomic read", 0, [0, 2]]) },
  },
  {
    name: "a plain write races with an unordered read-modify-write, which is one atomic write",
    events: [spawn(0, 1), rmw(0, "relaxed", D), write(1)],
    findings: { 2: race("write", D, ["atomic write", 0, [0, 2]]) },
  },
  {
    name: "an atomic load doesn't race with a plain read",
    events: [spawn(0, 1), read(0), load(1, "relaxed", D)],
  },
  {
    name: "an atomic load races with an unordered plain write",
    events: [spawn(0, 1), write(0), load(1, "seq_cst", D)],
    findings: { 2: race("atomic read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "an atomic store races with an unordered plain read",
    events: [spawn(0, 1), read(0), store(1, "seq_cst", D)],
    findings: { 2: race("atomic write", D, ["read", 0, [0, 2]]) },
  },
  {
    name: "a read-modify-write races with an unordered plain write",
    events: [spawn(0, 1), write(0), rmw(1, "acq_rel", D)],
    findings: { 2: race("atomic write", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "atomics never race with atomics: a relaxed counter is clean",
    events: [spawn(0, 1), rmw(0, "relaxed", D), rmw(1, "relaxed", D), load(0, "relaxed", D)],
  },
  {
    name: "a thread doesn't race with itself",
    events: [write(0), load(0, "relaxed", D), store(0, "relaxed", D), read(0), write(0)],
  },
];

const RANGES: readonly DetectorCase[] = [
  {
    name: "neighbouring bytes don't race",
    events: [spawn(0, 1), write(0, D, 1), write(1, D + 1, 1), write(1, D + 2, 2)],
  },
  {
    name: "the first racing byte of a range is named",
    events: [spawn(0, 1), write(0, D + 3, 1), write(0, D + 5, 1), read(1, D, 16)],
    findings: { 3: race("read", D + 3, ["write", 0, [0, 2]]) },
  },
  {
    name: "an unaligned access covers its bytes and no others",
    events: [spawn(0, 1), write(0, D + 3, 2), read(1, D, 3), read(1, D + 5, 4), read(1, D + 1, 4)],
    findings: { 4: race("read", D + 3, ["write", 0, [0, 2]]) },
  },
  {
    name: "all bytes of a racing event take it up, not the first only",
    events: [spawn(0, 1), write(0, D, 8), write(1, D, 8), read(0, D + 6, 1)],
    findings: {
      2: race("write", D, ["write", 0, [0, 2]]),
      3: race("read", D + 6, ["write", 1, [1, 1]]),
    },
  },
  {
    name: "an access to no bytes is nothing",
    events: [spawn(0, 1), write(0), write(1, D, 0), read(1, D, 0)],
  },
  {
    name: "a plain access races with a wider atomic at the bytes they share",
    events: [spawn(0, 1), store(0, "release", D, 8), read(1, D + 5, 1)],
    findings: { 2: race("read", D + 5, ["atomic write", 0, [0, 2]]) },
  },
];

const ORDER_OF_REPORT: readonly DetectorCase[] = [
  {
    name: "in one byte a plain write is named before atomic writes and reads",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0, D, 1),
      read(0, D, 1),
      store(1, "relaxed", D, 1),
      write(2, D, 1),
    ],
    findings: {
      4: race("atomic write", D, ["write", 0, [0, 3]]),
      5: race("write", D, ["write", 0, [0, 3]]),
    },
  },
  {
    name: "in one byte an atomic write is named before reads",
    events: [spawn(0, 1), spawn(0, 2), load(0, "relaxed", D), store(0, "relaxed", D), write(1)],
    findings: { 4: race("write", D, ["atomic write", 0, [0, 3]]) },
  },
  {
    name: "in one byte a plain read is named before an atomic read",
    events: [spawn(0, 1), spawn(0, 2), load(0, "relaxed", D), read(1), write(2)],
    findings: { 4: race("write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "of several racing reads the smallest epoch is named, whichever came first",
    events: [spawn(0, 1), spawn(0, 2), read(2), read(1), write(0)],
    findings: { 4: race("write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "of several reads the smallest that races is named, not the smallest",
    events: [spawn(0, 1), spawn(0, 2), read(1), read(2), releaseMerge(1), acquire(0), write(0)],
    findings: { 6: race("write", D, ["read", 2, [2, 1]]) },
  },
];

const MEMORY: readonly DetectorCase[] = [
  {
    name: "all unordered reads are kept, not the last only",
    events: [spawn(0, 1), spawn(0, 2), read(1), read(2), releaseMerge(2), acquire(0), write(0)],
    findings: { 6: race("write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "a read takes the place of the reads before it",
    events: [spawn(0, 1), spawn(0, 2), read(1), releaseMerge(1), acquire(2), read(2), write(0)],
    findings: { 6: race("write", D, ["read", 2, [2, 1]]) },
  },
  {
    name: "all unordered atomic writes are kept",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      store(1, "relaxed", D),
      store(2, "relaxed", D),
      releaseMerge(2),
      acquire(0),
      read(0),
    ],
    findings: { 6: race("read", D, ["atomic write", 1, [1, 1]]) },
  },
  {
    name: "all unordered atomic reads are kept",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      load(1, "relaxed", D),
      load(2, "relaxed", D),
      releaseMerge(2),
      acquire(0),
      write(0),
    ],
    findings: { 6: race("write", D, ["atomic read", 1, [1, 1]]) },
  },
  {
    name: "an atomic write leaves the plain write before it in memory",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(1),
      releaseMerge(1),
      acquire(2),
      store(2, "relaxed", D),
      load(0, "relaxed", D),
    ],
    findings: { 6: race("atomic read", D, ["write", 1, [1, 1]]) },
  },
  {
    name: "an atomic write leaves the plain reads before it in memory",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      read(1),
      releaseMerge(1),
      acquire(2),
      store(2, "relaxed", D),
      store(0, "relaxed", D),
    ],
    findings: { 6: race("atomic write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "a plain write takes the place of all accesses before it",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      read(1),
      load(1, "relaxed", D),
      store(1, "relaxed", D),
      releaseMerge(1),
      acquire(2),
      write(2),
      read(0),
    ],
    findings: { 8: race("read", D, ["write", 2, [2, 1]]) },
  },
  {
    name: "a racing write is the byte's last write from then on",
    events: [spawn(0, 1), spawn(0, 2), write(0), write(1), write(2)],
    findings: {
      3: race("write", D, ["write", 0, [0, 3]]),
      4: race("write", D, ["write", 1, [1, 1]]),
    },
  },
  {
    name: "a racing write drops the accesses that it raced with",
    events: [spawn(0, 1), spawn(0, 2), read(1), write(0), releaseMerge(0), acquire(2), write(2)],
    findings: { 3: race("write", D, ["read", 1, [1, 1]]) },
  },
  {
    name: "a read in the epoch of the thread's own write checks nothing",
    events: [spawn(0, 1), write(0), store(1, "relaxed", D), read(0)],
    findings: { 2: race("atomic write", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "a read in the epoch of the thread's own write is not recorded",
    events: [spawn(0, 1), write(0), read(0), write(1)],
    findings: { 3: race("write", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "a write in the epoch of the thread's own write checks nothing: the race was reported",
    events: [spawn(0, 1), write(0), read(1), write(0)],
    findings: { 2: race("read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "a read in the epoch of the thread's own read checks nothing: the race was reported",
    events: [spawn(0, 1), read(0), store(1, "relaxed", D), read(0)],
    findings: { 2: race("atomic write", D, ["read", 0, [0, 2]]) },
  },
  {
    name: "a write in a later epoch is checked again",
    events: [spawn(0, 1), write(0), read(1), releaseStore(0), write(0)],
    findings: {
      2: race("read", D, ["write", 0, [0, 2]]),
      4: race("write", D, ["read", 1, [1, 1]]),
    },
  },
  {
    name: "an access after a release is not what was released",
    events: [
      spawn(0, 1),
      write(0, D),
      releaseStore(0),
      write(0, F),
      acquire(1),
      read(1, D),
      read(1, F),
    ],
    findings: { 6: race("read", F, ["write", 0, [0, 3]]) },
  },
];

const LIFE: readonly DetectorCase[] = [
  {
    name: "an allocation is a write that a use by another thread must come after",
    events: [spawn(0, 1), allocate(0, D, 8), read(1)],
    findings: { 2: race("read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "an atomic access races with an unordered allocation",
    events: [spawn(0, 1), allocate(0, D, 8), load(1, "acquire", D)],
    findings: { 2: race("atomic read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "an allocation is not checked and forgets what was before it",
    events: [spawn(0, 1), write(1), allocate(0), write(0), read(0)],
  },
  {
    name: "a free races with an unordered access",
    events: [spawn(0, 1), read(1, D + 4, 1), deallocate(0, D, 8)],
    findings: { 2: race("free", D + 4, ["read", 1, [1, 1]]) },
  },
  {
    name: "a free races with an unordered atomic read",
    events: [spawn(0, 1), load(1, "relaxed", D), deallocate(0)],
    findings: { 2: race("free", D, ["atomic read", 1, [1, 1]]) },
  },
  {
    name: "a free in the epoch of the thread's own write checks nothing but frees",
    events: [spawn(0, 1), write(0), read(1), deallocate(0), read(0)],
    findings: {
      2: race("read", D, ["write", 0, [0, 2]]),
      4: useAfterFree("read", D, ["free", 0, [0, 2]]),
    },
  },
  {
    name: "a use after a free of the same thread is ordered",
    events: [allocate(0), deallocate(0), write(0)],
    findings: { 2: useAfterFree("write", D, ["free", 0, [0, 1]]) },
  },
  {
    name: "a use after a free that happens before it is ordered",
    events: [allocate(0), deallocate(0), spawn(0, 1), load(1, "relaxed", D)],
    findings: { 3: useAfterFree("atomic read", D, ["free", 0, [0, 1]]) },
  },
  {
    name: "a use after an unordered free is a race",
    events: [spawn(0, 1), deallocate(0), rmw(1, "acq_rel", D)],
    findings: { 2: race("atomic write", D, ["free", 0, [0, 2]]) },
  },
  {
    name: "a freed byte is not changed by uses: each of them is a finding",
    events: [deallocate(0), read(0), spawn(0, 1), write(1), read(0)],
    findings: {
      1: useAfterFree("read", D, ["free", 0, [0, 1]]),
      3: useAfterFree("write", D, ["free", 0, [0, 1]]),
      4: useAfterFree("read", D, ["free", 0, [0, 1]]),
    },
  },
  {
    name: "a second free is a use after the first and changes nothing",
    events: [deallocate(0), spawn(0, 1), deallocate(1), read(0)],
    findings: {
      2: useAfterFree("free", D, ["free", 0, [0, 1]]),
      3: useAfterFree("read", D, ["free", 0, [0, 1]]),
    },
  },
  {
    name: "a free of a range that is freed in part frees the rest",
    events: [deallocate(0, D + 2, 2), deallocate(0, D, 4), read(0, D, 1)],
    findings: {
      1: useAfterFree("free", D + 2, ["free", 0, [0, 1]]),
      2: useAfterFree("read", D, ["free", 0, [0, 1]]),
    },
  },
  {
    name: "memory that was freed can be allocated again, by another thread too",
    events: [spawn(0, 1), deallocate(0), allocate(1), write(1), read(1)],
  },
  {
    name: "a late use of the old block races with the new allocation",
    events: [spawn(0, 1), deallocate(1), allocate(1), read(0)],
    findings: { 3: race("read", D, ["write", 1, [1, 1]]) },
  },
  {
    name: "a free does not happen before the allocation that gets its storage",
    events: [spawn(0, 1), write(0, F), deallocate(0, D), allocate(1, D), read(1, F)],
    findings: { 4: race("read", F, ["write", 0, [0, 2]]) },
  },
  {
    name: "cleared memory has no past",
    events: [spawn(0, 1), write(0), read(0), load(0, "relaxed", D), clear(1), write(1)],
  },
  {
    name: "clearing part of a range leaves the rest",
    events: [spawn(0, 1), write(0), clear(0, D, 2), read(1, D, 2), read(1, D, 4)],
    findings: { 4: race("read", D + 2, ["write", 0, [0, 2]]) },
  },
  {
    name: "cleared memory is not freed any more",
    events: [deallocate(0), clear(0), read(0)],
  },
];

export const BYTE_CASES: readonly DetectorCase[] = [
  ...PAIRS,
  ...RANGES,
  ...ORDER_OF_REPORT,
  ...MEMORY,
  ...LIFE,
];
