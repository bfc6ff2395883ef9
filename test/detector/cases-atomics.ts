/**
 * Which atomics and fences synchronize (model/atomics.ts). Most cases are message passing:
 * T0 writes D, something happens at the flag F, T1 reads D.
 */
import type { DetectorCase } from "./events.ts";
import {
  acquire,
  D,
  deallocate,
  F,
  fence,
  K,
  load,
  race,
  read,
  releaseMerge,
  releaseStore,
  rmw,
  spawn,
  store,
  write,
} from "./events.ts";

/** T1 reads D without having been told of T0's write at clock 2. */
const UNTOLD = race("read", D, ["write", 0, [0, 2]]);

const LOADS_AND_STORES: readonly DetectorCase[] = [
  {
    name: "a release store synchronizes with an acquire load that reads it",
    events: [spawn(0, 1), write(0), store(0, "release"), load(1, "acquire"), read(1)],
  },
  {
    name: "a seq_cst store synchronizes with a seq_cst load",
    events: [spawn(0, 1), write(0), store(0, "seq_cst"), load(1, "seq_cst"), read(1)],
  },
  {
    name: "a consume load is treated as an acquire load",
    events: [spawn(0, 1), write(0), store(0, "release"), load(1, "consume"), read(1)],
  },
  {
    name: "a relaxed load acquires nothing",
    events: [spawn(0, 1), write(0), store(0, "release"), load(1, "relaxed"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a relaxed store releases nothing",
    events: [spawn(0, 1), write(0), store(0, "relaxed"), load(1, "acquire"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a load before the store synchronizes with nothing",
    events: [spawn(0, 1), load(1, "acquire"), write(0), store(0, "release"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a load of another location synchronizes with nothing",
    events: [spawn(0, 1), write(0), store(0, "release"), load(1, "acquire", F + 4), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a release store itself happens before what its reader does next",
    events: [spawn(0, 1), store(0, "release"), load(1, "acquire"), read(1, F)],
  },
  {
    name: "an acquire load happens after the plain initialization that its store released",
    events: [spawn(0, 1), write(0, F), store(0, "release"), load(1, "acquire"), write(1, F)],
  },
  {
    name: "happens-before is transitive: message passing through a third thread",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      load(1, "acquire"),
      store(1, "release", F + 4),
      load(2, "acquire", F + 4),
      read(2),
    ],
  },
  {
    name: "a double-checked pointer that is published relaxed races at what it points to",
    events: [
      spawn(0, 1),
      load(0, "relaxed"),
      write(0),
      store(0, "relaxed"),
      load(1, "relaxed"),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
];

const RELEASE_SEQUENCES: readonly DetectorCase[] = [
  {
    name: "a relaxed store by the same thread ends its release sequence (P0982)",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      store(0, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
  {
    name: "a relaxed store by another thread ends a release sequence",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      store(2, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 6: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "a release store by another thread ends a release sequence and heads its own",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      write(2, D + 4),
      store(0, "release"),
      store(2, "release"),
      load(1, "acquire"),
      read(1, D + 4),
      read(1),
    ],
    findings: { 8: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "a relaxed read-modify-write by any thread continues a release sequence",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      rmw(2, "relaxed"),
      rmw(1, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a relaxed read-modify-write passes on without acquiring",
    events: [spawn(0, 1), write(0), store(0, "release"), rmw(1, "relaxed"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a release read-modify-write doesn't acquire",
    events: [spawn(0, 1), write(0), store(0, "release"), rmw(1, "release"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "an acquire read-modify-write doesn't release",
    events: [spawn(0, 1), write(0), rmw(0, "acquire"), load(1, "acquire"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "read-modify-writes with release add up: the last reader acquires from all",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(1, D),
      rmw(1, "release"),
      write(2, D + 4),
      rmw(2, "acq_rel"),
      rmw(0, "acquire"),
      read(0, D, 8),
    ],
  },
  {
    name: "a release read-modify-write continues the sequence and heads its own",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0, D),
      rmw(0, "release"),
      write(2, D + 4),
      rmw(2, "release"),
      load(1, "acquire"),
      read(1, D, 8),
    ],
  },
  {
    name: "a release read-modify-write itself happens before what its reader does next",
    events: [spawn(0, 1), rmw(0, "release"), load(1, "acquire"), write(1, F)],
  },
  {
    name: "a consume read-modify-write is treated as acquire",
    events: [spawn(0, 1), write(0), store(0, "release"), rmw(1, "consume"), read(1)],
  },
  {
    name: "a seq_cst read-modify-write acquires and releases",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      rmw(1, "seq_cst"),
      write(1, D),
      rmw(1, "seq_cst"),
      load(2, "acquire"),
      read(2),
    ],
  },
  {
    name: "a plain write heads no release sequence and ends the one before",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      write(0, F),
      releaseStore(0),
      load(1, "acquire"),
      read(1),
    ],
    findings: {
      5: race("atomic read", F, ["write", 0, [0, 3]]),
      6: UNTOLD,
    },
  },
];

const FENCES: readonly DetectorCase[] = [
  {
    name: "a release fence makes a later relaxed store release what was before the fence",
    events: [
      spawn(0, 1),
      write(0),
      fence(0, "release"),
      store(0, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "what comes between a release fence and its store is not released",
    events: [
      spawn(0, 1),
      fence(0, "release"),
      write(0),
      store(0, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 5: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "the store after a release fence does not itself happen before its reader's next step",
    events: [spawn(0, 1), fence(0, "release"), store(0, "relaxed"), load(1, "acquire"), read(1, F)],
    findings: { 4: race("read", F, ["atomic write", 0, [0, 3]]) },
  },
  {
    name: "an acquire fence makes an earlier relaxed load an acquire",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      load(1, "relaxed"),
      fence(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "an acquire fence does nothing for a later relaxed load",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      fence(1, "acquire"),
      load(1, "relaxed"),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
  {
    name: "a release fence synchronizes with an acquire fence through relaxed accesses",
    events: [
      spawn(0, 1),
      write(0),
      fence(0, "release"),
      store(0, "relaxed"),
      load(1, "relaxed"),
      fence(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "an acquire fence gathers from all relaxed loads before it",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0, D),
      store(0, "release", F),
      write(2, D + 4),
      store(2, "release", F + 4),
      load(1, "relaxed", F),
      load(1, "relaxed", F + 4),
      fence(1, "acquire"),
      read(1, D, 8),
    ],
  },
  {
    name: "the relaxed half of a release read-modify-write counts for an acquire fence",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      rmw(1, "release"),
      fence(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a release fence makes a later relaxed read-modify-write release",
    events: [
      spawn(0, 1),
      write(0),
      fence(0, "release"),
      rmw(0, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a read-modify-write continues the sequence that a fence's relaxed store heads",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      fence(0, "release"),
      store(0, "relaxed"),
      rmw(2, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "reference counting is clean: release decrements, an acquire fence, then the free",
    events: [
      spawn(0, 1),
      write(0),
      write(1, D + 4),
      rmw(0, "release"),
      rmw(1, "release"),
      fence(1, "acquire"),
      deallocate(1, D, 8),
    ],
  },
  {
    name: "relaxed reference counting races at the free",
    events: [spawn(0, 1), write(0), rmw(0, "relaxed"), rmw(1, "relaxed"), deallocate(1, D, 8)],
    findings: { 4: race("free", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "seq_cst fences release and acquire",
    events: [
      spawn(0, 1),
      write(0),
      fence(0, "seq_cst"),
      store(0, "relaxed"),
      load(1, "relaxed"),
      fence(1, "seq_cst"),
      read(1),
    ],
  },
  {
    name: "seq_cst fences order nothing without a value read: the total order S is not hb",
    events: [spawn(0, 1), write(0), fence(0, "seq_cst"), fence(1, "seq_cst"), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "an acq_rel fence acquires first: it passes on what it acquires",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release"),
      load(1, "relaxed"),
      fence(1, "acq_rel"),
      store(1, "relaxed", F + 4),
      load(2, "acquire", F + 4),
      read(2),
    ],
  },
  {
    name: "a child's relaxed stores are not released by its parent's fence",
    events: [
      spawn(0, 1),
      write(0),
      fence(0, "release"),
      spawn(0, 2),
      store(2, "relaxed"),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 6: UNTOLD },
  },
];

const MIXED_SIZES: readonly DetectorCase[] = [
  {
    name: "a narrow load acquires from the wide store that it reads a part of",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release", F, 8),
      load(1, "acquire", F + 4, 2),
      read(1),
    ],
  },
  {
    name: "a wide load acquires from each of the narrow stores that it reads",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0, D),
      write(2, D + 4),
      store(0, "release", F, 4),
      store(2, "release", F + 4, 4),
      load(1, "acquire", F, 8),
      read(1, D, 8),
    ],
  },
  {
    name: "a narrow relaxed store ends the sequence of its own bytes only",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 8),
      store(2, "relaxed", F, 4),
      load(1, "acquire", F + 4, 4),
      read(1),
    ],
  },
  {
    name: "a narrow load of bytes that a relaxed store overwrote acquires nothing",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 8),
      store(2, "relaxed", F, 4),
      load(1, "acquire", F, 4),
      read(1),
    ],
    findings: { 6: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "a wide read-modify-write continues the sequence of each byte that had one",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 4),
      rmw(2, "relaxed", F, 8),
      load(1, "acquire", F, 4),
      read(1),
    ],
  },
  {
    name: "a wide read-modify-write doesn't carry a sequence from one byte to another",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      store(0, "release", F, 4),
      rmw(2, "relaxed", F, 8),
      load(1, "acquire", F + 4, 4),
      read(1),
    ],
    findings: { 6: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "a plain write of some bytes of a location ends the sequence of those bytes",
    events: [
      spawn(0, 1),
      store(0, "release", F, 8),
      load(1, "acquire", F, 8),
      write(1, F, 2),
      releaseMerge(1),
      spawn(0, 2),
      acquire(2),
      load(2, "acquire", F, 2),
    ],
    clocks: { 2: [3, 1, 1] },
  },
  {
    name: "a plain write of some bytes of a location leaves the sequence of the others",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      store(0, "release", F, 8),
      load(1, "acquire", F, 8),
      write(1, F, 2),
      releaseMerge(1, K),
      load(2, "acquire", F + 2, 2),
    ],
    clocks: { 2: [3, 0, 1] },
  },
];

export const ATOMIC_CASES: readonly DetectorCase[] = [
  ...LOADS_AND_STORES,
  ...RELEASE_SEQUENCES,
  ...FENCES,
  ...MIXED_SIZES,
];
