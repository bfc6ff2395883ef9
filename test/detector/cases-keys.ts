/** Synchronization objects, and the lives of all that can be released (model/keys.ts). */
import type { DetectorCase } from "./events.ts";
import {
  acquire,
  allocate,
  clear,
  D,
  deallocate,
  F,
  forget,
  ignoreWrites,
  K,
  load,
  race,
  read,
  releaseMerge,
  releaseStore,
  renewObject,
  spawn,
  store,
  useAfterFree,
  useObject,
  write,
} from "./events.ts";

/** T1 reads D without having been told of T0's write at clock 2. */
const UNTOLD = race("read", D, ["write", 0, [0, 2]]);

const OBJECTS: readonly DetectorCase[] = [
  {
    name: "what was released to a key happens before what follows its acquire",
    events: [spawn(0, 1), write(0), releaseStore(0), acquire(1), write(1)],
  },
  {
    name: "an acquire of a key that nobody released orders nothing",
    events: [spawn(0, 1), write(0), acquire(1), read(1)],
    findings: { 3: UNTOLD },
  },
  {
    name: "an acquire is not a release",
    events: [spawn(0, 1), write(0), acquire(0), acquire(1), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "a release store replaces what was released to the key",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0),
      releaseStore(0),
      releaseStore(1),
      acquire(2),
      read(2),
    ],
    findings: { 6: race("read", D, ["write", 0, [0, 3]]) },
  },
  {
    name: "a release merge adds to what was released to the key",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(0, D),
      write(1, D + 4),
      releaseStore(0),
      releaseMerge(1),
      acquire(2),
      read(2, D, 8),
    ],
  },
  {
    name: "neighbouring granules are different keys",
    events: [spawn(0, 1), write(0), releaseStore(0, K), acquire(1, K + 4), read(1)],
    findings: { 4: UNTOLD },
  },
  {
    name: "addresses in one granule are one key",
    events: [spawn(0, 1), write(0), releaseStore(0, K), acquire(1, K + 3), read(1)],
  },
  {
    name: "a key that was forgotten orders nothing",
    events: [spawn(0, 1), write(0), releaseStore(0), forget(0, K, 4), acquire(1), read(1)],
    findings: { 5: UNTOLD },
  },
  {
    name: "forgetting reaches the keys in the range only",
    events: [
      spawn(0, 1),
      write(0),
      releaseStore(0, K),
      forget(0, K - 4, 4),
      forget(0, K + 4, 16),
      forget(0, K + 1, 0),
      acquire(1),
      read(1),
    ],
  },
  {
    name: "forgetting keys leaves atomic locations alone",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      forget(0, F, 4),
      load(1, "acquire"),
      read(1),
    ],
  },
  {
    name: "a plain write to a key's memory leaves the key alone",
    events: [spawn(0, 1), write(0), releaseStore(0), write(1, K), acquire(1), read(1)],
  },
  {
    name: "a key and an atomic location at one address are two things",
    events: [
      spawn(0, 1),
      write(0),
      releaseStore(0, F),
      store(0, "relaxed", F),
      acquire(1, F),
      read(1),
    ],
  },
];

const FORGOTTEN: readonly DetectorCase[] = [
  {
    name: "an allocation forgets the keys in its range",
    events: [spawn(0, 1), write(0), releaseStore(0), allocate(1, K, 4), acquire(1), read(1)],
    findings: { 5: UNTOLD },
  },
  {
    name: "a free forgets the keys in its range, a granule that it touches in part too",
    events: [spawn(0, 1), write(0), releaseStore(0), deallocate(1, K, 1), acquire(1), read(1)],
    findings: { 5: UNTOLD },
  },
  {
    name: "clearing forgets the keys in its range",
    events: [spawn(0, 1), write(0), releaseStore(0), clear(1, K, 16), acquire(1), read(1)],
    findings: { 5: UNTOLD },
  },
  {
    name: "an allocation forgets the atomic locations in its range",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      allocate(1, F, 4),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
  {
    name: "clearing forgets the atomic locations in its range",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      clear(1, F, 4),
      load(1, "acquire"),
      read(1),
    ],
    findings: { 5: UNTOLD },
  },
  {
    name: "a free forgets the atomic locations in its range",
    events: [
      spawn(0, 1),
      write(0),
      store(0, "release"),
      deallocate(1, F, 4),
      load(1, "acquire"),
      read(1),
    ],
    findings: {
      3: race("free", F, ["atomic write", 0, [0, 2]]),
      4: useAfterFree("atomic read", F, ["free", 1, [1, 1]]),
      5: UNTOLD,
    },
  },
  {
    name: "an atomic store to freed memory is a finding but synchronizes as ever",
    events: [
      deallocate(0, F, 4),
      spawn(0, 1),
      write(0),
      store(0, "release"),
      load(1, "acquire"),
      read(1),
    ],
    findings: {
      3: useAfterFree("atomic write", F, ["free", 0, [0, 1]]),
      4: useAfterFree("atomic read", F, ["free", 0, [0, 1]]),
    },
  },
];

/** [thread.mutex.requirements]: locking is no race, but with what begins or ends the mutex. */
const LIVES: readonly DetectorCase[] = [
  {
    name: "two threads may use an object at once",
    events: [spawn(0, 1), useObject(0), useObject(1)],
  },
  {
    name: "the beginning of an object races with its use",
    events: [spawn(0, 1), renewObject(0), useObject(1)],
    findings: { 2: race("read", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "the end of an object races with an unordered use",
    events: [spawn(0, 1), useObject(0), renewObject(1)],
    findings: { 2: race("write", D, ["read", 0, [0, 2]]) },
  },
  {
    name: "an object may end after a use that comes before",
    events: [spawn(0, 1), useObject(0), releaseStore(0), acquire(1), renewObject(1)],
  },
  {
    name: "an object is not used after its memory is freed",
    events: [deallocate(0), useObject(0)],
    findings: { 1: useAfterFree("read", D, ["free", 0, [0, 1]]) },
  },
];

/** As in ThreadSanitizer, blocks begin and end by writes, which a thread may ignore. */
export const IGNORED_CASES: readonly DetectorCase[] = [
  {
    name: "a free is ignored with its thread's writes",
    events: [spawn(0, 1), write(0), ignoreWrites(1), deallocate(1), write(0)],
  },
  {
    name: "an allocation is ignored with its thread's writes",
    events: [spawn(0, 1), ignoreWrites(1), allocate(1), write(0)],
  },
];

export const KEY_CASES: readonly DetectorCase[] = [...OBJECTS, ...FORGOTTEN, ...LIVES];
