/** The lockset detectors' rules (model/lockset.ts), each as the smallest stream that shows it. */
import type { DetectorEvent } from "../../src/detector/event.ts";
import {
  acquire,
  acquireLock,
  allocate,
  clear,
  D,
  deallocate,
  destroyLock,
  end,
  F,
  forget,
  join,
  K,
  L,
  load,
  lock,
  M,
  monitor,
  N,
  read,
  releaseMerge,
  releaseStore,
  spawn,
  stack,
  store,
  unlock,
  write,
} from "./events.ts";

export interface LocksetCase {
  /** A sentence about behaviour. */
  readonly name: string;
  readonly events: readonly DetectorEvent[];
  /** Positions in `events` of those that leave no lock, for each detector that has any. */
  readonly lockset?: readonly number[];
  readonly hybrid?: readonly number[];
  /** With C(v) refined on writes only. */
  readonly onWrites?: readonly number[];
}

const two = [spawn(0, 1), spawn(0, 2)];

/** An access between lock and unlock, with the key that orders the sections. */
function under(
  locks: readonly number[],
  access: DetectorEvent,
  mode: "read" | "write" = "write",
): DetectorEvent[] {
  const { thread } = access;
  return [
    ...locks.flatMap((one) => [acquireLock(thread, one), lock(thread, one, mode)]),
    access,
    ...locks.flatMap((one) => [releaseMerge(thread, one), unlock(thread, one, mode)]),
  ];
}

const STATES: readonly LocksetCase[] = [
  {
    name: "two threads that hold one lock keep it in C(v)",
    events: [...two, ...under([L], write(1)), ...under([L], write(2)), ...under([L], read(1))],
  },
  {
    name: "a write by a second thread without a lock empties C(v)",
    events: [...two, ...under([L], write(1)), write(2)],
    lockset: [7],
    hybrid: [7],
    onWrites: [7],
  },
  {
    name: "one thread needs no lock",
    events: [...two, write(1), read(1), write(1)],
  },
  {
    name: "initialization needs no lock: what is held then does not count",
    events: [...two, write(1), ...under([L], write(2)), ...under([L], write(1))],
  },
  {
    name: "data that is only read after its initialization needs no lock",
    events: [spawn(0, 1), write(0), spawn(0, 2), read(1), read(2), read(0)],
  },
  {
    name: "the first write to read-shared data is checked against what all readers held",
    events: [...two, read(1), ...under([L], read(2)), read(1), ...under([L], write(2))],
    lockset: [11],
    hybrid: [11],
  },
  {
    name: "different locks leave none",
    events: [...two, ...under([L], write(1)), ...under([M], write(2)), ...under([N], write(1))],
    lockset: [14],
    hybrid: [14],
    onWrites: [14],
  },
  {
    name: "of several locks those remain that every access has",
    events: [
      ...two,
      ...under([L, M], write(1)),
      ...under([M, N], write(2)),
      ...under([M], write(1)),
    ],
  },
  {
    name: "a byte is reported once",
    events: [...two, write(1), write(2), write(1), write(2)],
    lockset: [3],
    hybrid: [3],
    onWrites: [3],
  },
  {
    name: "each byte has a set of its own, also within one word",
    events: [...two, ...under([L], write(1, D, 1)), ...under([M], write(2, D + 1, 1))],
  },
  {
    name: "an access that meets two states is judged byte by byte",
    events: [...two, write(1, D, 2), write(2, D + 1, 8)],
    lockset: [3],
    hybrid: [3],
    onWrites: [3],
  },
  {
    name: "atomic accesses neither refine C(v) nor report",
    events: [...two, store(1, "relaxed"), store(2, "relaxed"), load(1, "relaxed")],
  },
];

const READ_LOCKS: readonly LocksetCase[] = [
  {
    name: "readers that hold a lock for reading and writers for writing keep it",
    events: [
      ...two,
      ...under([L], write(1)),
      ...under([L], read(2), "read"),
      ...under([L], write(1)),
      ...under([L], read(2), "read"),
    ],
  },
  {
    name: "a lock held for reading protects no write",
    events: [...two, ...under([L], write(1)), ...under([L], write(2), "read")],
    lockset: [9],
    hybrid: [9],
    onWrites: [9],
  },
  {
    name: "a lock that is held twice is held until it is released twice",
    events: [...two, lock(1), lock(1), unlock(1), write(1), lock(2), lock(2), unlock(2), write(2)],
  },
  {
    name: "a lock held for reading and for writing counts for writing until that ends",
    events: [...two, write(1), lock(2, L, "read"), lock(2), unlock(2), write(2)],
    lockset: [6],
    hybrid: [6],
    onWrites: [6],
  },
];

const LIVES: readonly LocksetCase[] = [
  {
    name: "allocated memory is virgin",
    events: [...two, write(1), read(2), allocate(2), write(2), read(2)],
  },
  {
    name: "freed memory is virgin, and what may come of it is not the lockset's to say",
    events: [...two, write(1), read(2), deallocate(2), allocate(1), write(1)],
  },
  {
    name: "cleared memory is virgin, byte by byte",
    events: [...two, write(1), read(2), clear(0, D, 2), write(2, D, 2), write(2, D + 2, 1)],
    lockset: [6],
    hybrid: [6],
    onWrites: [6],
  },
  {
    name: "a lock that is made anew at its address is another lock",
    events: [
      ...two,
      ...under([L], write(1)),
      ...under([L], write(2)),
      forget(0, L, 4),
      lock(1),
      write(1),
    ],
    lockset: [14],
    hybrid: [14],
    onWrites: [14],
  },
  {
    name: "a lock that is destroyed leaves every set",
    events: [
      ...two,
      ...under([L, M], write(1)),
      ...under([L, M], write(2)),
      destroyLock(0),
      lock(1),
      lock(1, M),
      write(1),
    ],
  },
  {
    name: "a lock in a block that is freed is no more",
    events: [
      ...two,
      lock(1, D + 8),
      write(1),
      lock(2, D + 8),
      write(2),
      deallocate(1, D + 8, 4),
      write(1),
    ],
  },
  {
    name: "a lock that another thread unlocks is no longer held",
    events: [...two, write(2), lock(1), unlock(2), write(1)],
    lockset: [5],
    hybrid: [5],
    onWrites: [5],
  },
  {
    name: "a thread's accesses to its own stack are none",
    events: [spawn(0, 1), stack(0), write(0), read(1), write(0), write(1)],
  },
  {
    name: "a thread's write to its own stack makes virgin: a new variable may begin there",
    events: [...two, stack(0), write(0), write(1), write(0), write(2), read(0), write(1)],
    lockset: [8],
    hybrid: [8],
    onWrites: [8],
  },
  {
    name: "other threads' accesses to a stack are checked",
    events: [...two, stack(0), write(0), write(1), write(2)],
    lockset: [5],
    hybrid: [5],
    onWrites: [5],
  },
];

/** What Eraser reports though nothing is wrong, and what the free order knows better. */
const ORDERED: readonly LocksetCase[] = [
  {
    name: "fork and join order without locks",
    events: [write(0), spawn(0, 1), write(1), end(1), join(0, 1), write(0)],
    lockset: [2],
    onWrites: [2],
  },
  {
    name: "a semaphore hands data over",
    events: [
      ...two,
      write(1),
      releaseMerge(1),
      acquire(2),
      write(2),
      releaseMerge(2),
      acquire(1),
      write(1),
    ],
    lockset: [5],
    onWrites: [5],
  },
  {
    name: "a barrier parts phases: each may have a lock of its own",
    events: [
      ...two,
      ...under([L], write(1)),
      ...under([L], write(2)),
      releaseMerge(1, K),
      releaseMerge(2, K),
      acquire(1, K),
      acquire(2, K),
      ...under([M], write(1)),
      ...under([M], write(2)),
    ],
    lockset: [18],
    onWrites: [18],
  },
  {
    name: "who has heard of one thread only owns nothing",
    events: [
      ...two,
      ...under([L], write(1)),
      ...under([L], write(2)),
      releaseMerge(2, K),
      acquire(0, K),
      write(0),
    ],
    lockset: [14],
    hybrid: [14],
    onWrites: [14],
  },
  {
    name: "an atomic release and acquire hand data over",
    events: [...two, write(1), store(1, "release", F), load(2, "acquire", F), write(2)],
    lockset: [5],
    onWrites: [5],
  },
  {
    name: "a lock orders this run only: it hands nothing over",
    events: [...two, write(1), ...under([L], read(1, F)), ...under([L], read(2, F)), write(2)],
    lockset: [13],
    hybrid: [13],
    onWrites: [13],
  },
  {
    name: "after a reset the next sharing begins with all locks",
    events: [
      ...two,
      ...under([L], write(1)),
      ...under([L], write(2)),
      releaseMerge(1, K),
      releaseMerge(2, K),
      acquire(0, K),
      write(0),
      releaseStore(0, K),
      ...under([M], write(1)),
    ],
    lockset: [15],
    hybrid: [],
    onWrites: [15],
  },
];

const MULTIPLE_LOCKS: readonly LocksetCase[] = [
  {
    name: "any lock to read, all to write: refined on reads, C(v) is empty though nothing is wrong",
    events: [
      ...two,
      ...under([L, M], write(1)),
      ...under([L, M], write(2)),
      ...under([L], read(1)),
      ...under([M], read(2)),
      ...under([L, M], write(1)),
    ],
    lockset: [27],
    hybrid: [27],
  },
  {
    name: "refined on writes only, a read that holds none of C(v) is reported",
    events: [
      ...two,
      ...under([L, M], write(1)),
      ...under([L, M], write(2)),
      ...under([N], read(1)),
    ],
    lockset: [22],
    hybrid: [22],
    onWrites: [22],
  },
  {
    name: "refined on writes only, a reader is missed whose lock a later write drops",
    events: [
      ...two,
      ...under([L, M], write(1)),
      ...under([L, M], write(2)),
      ...under([L], read(1)),
      ...under([M], write(2)),
    ],
    lockset: [27],
    hybrid: [27],
  },
];

const MONITORS: readonly LocksetCase[] = [
  {
    name: "in hybrid a signal comes before what the thread that it wakes does next",
    events: [...two, write(1), { kind: "wake", thread: 1, woken: 2 }, write(2)],
    lockset: [4],
    onWrites: [4],
  },
  {
    name: "in hybrid the sections of a lock that conditions are waited for with are ordered",
    events: [...two, monitor(1), ...under([L], write(1)), ...under([L], read(2)), write(2)],
    lockset: [13],
    onWrites: [13],
  },
  {
    name: "in hybrid they are not if other locks are taken under it",
    events: [
      ...[...two, monitor(1), ...under([L, M], write(1))],
      ...[...under([L], read(2)), write(2)],
    ],
    lockset: [17],
    hybrid: [17],
    onWrites: [17],
  },
];

export const LOCKSET_CASES: readonly LocksetCase[] = [
  ...STATES,
  ...READ_LOCKS,
  ...LIVES,
  ...ORDERED,
  ...MULTIPLE_LOCKS,
  ...MONITORS,
];
