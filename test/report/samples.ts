/** Hand-written results of runs, one for each kind of thing that a report can say. */

import type {
  DeadlockFinding,
  Frame,
  LockInfo,
  LockOrderFinding,
  MissingRaceFinding,
  MisuseFinding,
  RaceFinding,
  RunResult,
  SyncSite,
  ThreadInfo,
  ThreadLeakFinding,
} from "../../src/detector/finding.ts";
import { fingerprint } from "../../src/detector/fingerprint.ts";

export const COUNTER_C = [
  "#include <pthread.h>",
  "",
  "static int counter;",
  "static pthread_mutex_t lock;",
  "",
  "static void *worker(void *argument) {",
  "\tcounter++;",
  "    pthread_mutex_lock(&lock);",
  "    return argument;",
  "}",
].join("\n");

export const readSource = (file: string): string | undefined =>
  file === "counter.c" ? COUNTER_C : undefined;

export function frame(name: string, line: number, column: number, inlined = false): Frame {
  return { function: name, file: "counter.c", line, column, inlined };
}

const main = frame("main", 20, 5);

export const threads: readonly ThreadInfo[] = [
  { id: 0, state: "blocked", created: [] },
  { id: 1, name: "adder", state: "running", createdBy: 0, created: [main] },
  { id: 2, state: "finished", createdBy: 1, created: [frame("start", 14, 3), main] },
  { id: 3, state: "running", createdBy: 0, created: [main] },
];

export const locks: readonly LockInfo[] = [
  { address: 0x2000, name: "lock", created: [frame("main", 18, 5)] },
  { address: 0x2020, created: [] },
];

const raceStacks = [
  [frame("increment", 7, 9, true), frame("worker", 7, 2)],
  [frame("worker", 8, 5)],
] as const;

export const race: RaceFinding = {
  kind: "data-race",
  fingerprint: fingerprint({ kind: "data-race", stacks: raceStacks }),
  seed: 1,
  threads,
  locks,
  access: {
    kind: "write",
    address: 0x1234,
    bytes: 4,
    thread: 1,
    stack: raceStacks[0],
    heldLocks: [
      { lock: 0, mode: "write" },
      { lock: 1, mode: "read" },
    ],
    step: 40,
  },
  previous: {
    kind: "atomic read",
    order: "relaxed",
    address: 0x1234,
    bytes: 4,
    thread: 0,
    stack: raceStacks[1],
    heldLocks: [],
    step: 31,
  },
  place: { kind: "global", name: "counter", address: 0x1234, bytes: 4, file: "counter.c", line: 3 },
  why: "no lock is held at both accesses, and thread T1 never heard of main's.",
  occurrences: 3,
};

const site = { thread: 0, step: 33, address: 0x5000, name: "flag" } as const;
const store: SyncSite = {
  ...site,
  operation: "store",
  order: "release",
  to: 2,
  stack: [frame("worker", 9, 5)],
};
const load: SyncSite = {
  ...site,
  operation: "load",
  order: "relaxed",
  thread: 1,
  step: 38,
  // As a C++ atomic's: the library's frame is inside the user's.
  stack: [
    { function: "load", file: "/usr/include/c++/v1/atomic", line: 1, inlined: true },
    frame("worker", 6, 12),
  ],
};
const unlock: SyncSite = { operation: "unlock", lock: 0, thread: 0, step: 32, stack: [main] };
const begin: SyncSite = { operation: "begin", other: 0, thread: 1, step: 30, stack: [main] };

const counts = { switches: 2, staleReads: 1, failures: 0, wakes: 1, wakeUps: 0 };

/** With all that is said of why, and with a short schedule. */
export const explained: RaceFinding = {
  ...race,
  edge: {
    after: unlock,
    released: store,
    before: load,
    acquired: begin,
    heard: { acquired: begin, released: { ...begin, operation: "create", thread: 0, other: 1 } },
    pair: { store, load, isThroughOthers: false, strengthen: ["load"] },
    isWhole: true,
    clocks: {
      access: [
        { thread: 0, clock: 2 },
        { thread: 1, clock: 1 },
      ],
      previous: { thread: 0, clock: 4 },
    },
  },
  schedule: {
    ...counts,
    from: { switches: 1200, staleReads: 33, failures: 1, wakes: 0, wakeUps: 2 },
    runs: 61,
    isMinimal: true,
    decisions: [
      { kind: "switch", thread: 0, step: 12, choice: 1, stack: [frame("worker", 8, 5)] },
      { kind: "next", thread: 2, step: 3, choice: 1 },
      { kind: "wake", thread: 1, step: 4, choice: 3 },
      { kind: "read", thread: 1, step: 5, choice: 2, stack: load.stack },
    ],
  },
};

/** What nothing is known of: advice alone, and a search that met its bound. */
export const advised: RaceFinding = {
  ...race,
  edge: { advice: "hold M0 at T1's write too", isWhole: true },
  schedule: {
    ...{ switches: 0, staleReads: 0, failures: 0, wakes: 0, wakeUps: 0 },
    from: { ...counts, switches: 0, staleReads: 0, wakes: 0 },
    runs: 2000,
    isMinimal: false,
    decisions: [],
  },
};

export const useAfterFree: RaceFinding = {
  ...race,
  kind: "heap-use-after-free",
  fingerprint: "00112233445566aa",
  access: { ...race.access, kind: "read", bytes: 8, heldLocks: [], thread: 2 },
  previous: { ...race.previous, kind: "free", bytes: 16, thread: 1, stack: [] },
  place: {
    kind: "heap",
    address: 0x3000,
    bytes: 16,
    thread: 0,
    allocated: [main],
    freed: { thread: 1, stack: [frame("worker", 9, 5)] },
  },
  occurrences: 1,
};

export const onVptr: RaceFinding = {
  ...race,
  kind: "vptr-race",
  fingerprint: "00112233445566cc",
  sequential: { shows: "yes", seed: 3 },
};

export const virtualCallAfterFree: RaceFinding = {
  ...useAfterFree,
  kind: "vptr-use-after-free",
  fingerprint: "00112233445566dd",
  sequential: { shows: "unknown", why: "the program uses files that it may change" },
};

export const onStack: RaceFinding = { ...race, place: { kind: "stack", thread: 3 } };

export const inTls: RaceFinding = { ...race, place: { kind: "tls", thread: 1, name: "depth" } };

export const atNowhere: RaceFinding = { ...race, place: { kind: "unknown" }, threads: [] };

export const deadlock: DeadlockFinding = {
  kind: "deadlock",
  fingerprint: "00112233445566bb",
  seed: 7,
  threads,
  locks,
  isPartial: false,
  waits: [
    {
      thread: 1,
      kind: "lock",
      waitsFor: "mutex",
      address: 0x2020,
      ownerThread: 3,
      stack: [frame("worker", 8, 5)],
      heldLocks: [{ lock: 0, mode: "write" }],
    },
    {
      thread: 3,
      kind: "lock",
      waitsFor: "mutex",
      address: 0x2000,
      ownerThread: 1,
      stack: [frame("worker", 8, 5)],
      heldLocks: [{ lock: 1, mode: "write" }],
    },
    {
      thread: 0,
      kind: "thread",
      waitsFor: "thread T1 to end",
      address: 0,
      stack: [main],
      heldLocks: [],
    },
  ],
};

export const lockOrder: LockOrderFinding = {
  kind: "lock-order-inversion",
  fingerprint: "00112233445566cc",
  seed: 1,
  threads,
  locks,
  links: [
    {
      thread: 1,
      lock: 1,
      mode: "write",
      stack: [frame("worker", 8, 5)],
      held: { lock: 0, mode: "read", stack: [frame("worker", 7, 2)] },
    },
    {
      thread: 3,
      lock: 0,
      mode: "write",
      stack: [frame("start", 14, 3)],
      held: { lock: 1, mode: "write", stack: [] },
    },
  ],
  occurrences: 2,
};

export const misuse: MisuseFinding = {
  kind: "wrong-unlock",
  fingerprint: "00112233445566dd",
  seed: 1,
  threads,
  locks,
  address: 0x2000,
  thread: 3,
  lock: 0,
  stack: [frame("worker", 8, 5)],
  before: { event: "locked", thread: 1, stack: [frame("worker", 7, 2)] },
  place: { kind: "global", name: "lock", address: 0x2000, bytes: 24 },
  occurrences: 1,
};

export const joinTwice: MisuseFinding = {
  kind: "join-of-invalid-thread",
  fingerprint: "00112233445566ee",
  seed: 1,
  threads,
  locks: [],
  address: 0x10001,
  thread: 0,
  target: 2,
  stack: [main],
  place: { kind: "unknown" },
  occurrences: 3,
};

export const leak: ThreadLeakFinding = {
  kind: "thread-leak",
  fingerprint: "00112233445566ff",
  seed: 1,
  threads: threads.slice(1, 2),
  locks: [],
  thread: 1,
  occurrences: 2,
};

export const clean: RunResult = {
  version: 1,
  program: "counter.c",
  seed: 1,
  strategy: "random",
  judged: "as written",
  findings: [],
  exitCode: 0,
  steps: 1234,
};

export const racy: RunResult = { ...clean, findings: [race, useAfterFree], exitCode: 66 };

export const aborted: RunResult = {
  ...clean,
  failure: {
    kind: "assertion",
    message: "counter == 2 (counter.c: main: 22)",
    thread: 0,
    stack: [frame("main", 22, 3)],
    exitCode: 134,
  },
  exitCode: 134,
};

export const stuck: RunResult = {
  ...clean,
  timeout: {
    bound: "steps",
    limit: 1_000_000,
    noProgress: false,
    threads: [
      { thread: 0, doing: "waiting for thread T1 to end", stack: [main] },
      { thread: 1, doing: "running", stack: [frame("worker", 7, 2)] },
    ],
  },
  exitCode: 124,
};

export const deadlocked: RunResult = { ...clean, seed: 7, findings: [deadlock], exitCode: 66 };

/** What a lockset detector reports of a variable that one thread uses without the lock. */
export const possible: RaceFinding = {
  ...race,
  kind: "possible-data-race",
  certainty: "possible",
  access: { ...race.access, heldLocks: [] },
  previous: { ...race.previous, thread: 2, heldLocks: [{ lock: 0, mode: "write" }] },
  why: "lock discipline broken; every access before, since it was shared, held M0, and T1 none",
  history: [
    { state: "exclusive", access: { ...race.previous, thread: 0, heldLocks: [] } },
    {
      state: "shared-modified",
      candidates: [0],
      access: { ...race.previous, thread: 2, heldLocks: [{ lock: 0, mode: "write" }] },
    },
    { state: "shared-modified", candidates: [], access: { ...race.access, heldLocks: [] } },
  ],
  occurrences: 1,
};

export const missing: MissingRaceFinding = {
  kind: "missing-race",
  fingerprint: "0123456789abcdef",
  seed: 1,
  threads: [],
  locks: [],
  address: 0x1234,
  place: race.place,
  file: "counter.c",
  line: 7,
  why: "two increments",
};

export const hybrid: RunResult = {
  ...clean,
  detector: "hybrid",
  findings: [{ ...race, certainty: "shown" }, possible, missing],
  exitCode: 66,
};

const storedBy = (thread: number, line: number) => ({
  kind: "store" as const,
  order: "release" as const,
  thread,
  step: line,
  stack: [frame("worker", line, 5)],
});

export const stale: RunResult = {
  ...clean,
  failure: {
    kind: "assertion",
    message: "counter == 2",
    thread: 0,
    stack: [frame("main", 22, 3)],
    exitCode: 134,
    sequential: { shows: "no", runs: 32 },
  },
  exitCode: 134,
  staleReads: {
    count: 1002,
    loads: [
      {
        thread: 2,
        order: "acquire",
        address: 0x1234,
        bytes: 4,
        variable: "counter",
        step: 1000,
        stack: [frame("worker", 9, 5), main],
        read: 1,
        candidates: [
          { value: "2", store: storedBy(1, 8) },
          { value: "1", store: { ...storedBy(3, 7), kind: "read-modify-write", stack: [] } },
          {
            value: "0",
            excluded: { rule: "CoRR", says: "a later store was read", clause: "[intro.races]/16" },
          },
        ],
      },
      {
        thread: 0,
        order: "relaxed",
        address: 0x5678,
        bytes: 8,
        step: 1001,
        stack: [],
        read: 1,
        candidates: [{ value: "7", store: storedBy(1, 8) }, {}],
      },
    ],
  },
};

/** Every kind of result there is. */
export const all: readonly RunResult[] = [
  clean,
  racy,
  aborted,
  stuck,
  deadlocked,
  hybrid,
  stale,
  { ...clean, findings: [explained, advised] },
  { ...clean, findings: [onVptr, virtualCallAfterFree] },
  { ...clean, findings: [onStack, inTls, atNowhere] },
  { ...clean, findings: [lockOrder, misuse, joinTwice, leak], exitCode: 66 },
];
