/** Threads, their ticks and their slots (model/threads.ts). Epochs are [slot, clock]. */
import type { DetectorEvent } from "../../src/detector/event.ts";
import type { DetectorCase } from "./events.ts";
import {
  acquire,
  allocate,
  clear,
  D,
  deallocate,
  end,
  F,
  fence,
  forget,
  join,
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

const LIFE: readonly DetectorCase[] = [
  {
    name: "main begins in slot 0 at clock 1",
    events: [read(0)],
    epochs: { 0: [0, 1] },
    clocks: { 0: [1] },
    slotCount: 1,
  },
  {
    name: "a child begins at clock 1 of a fresh slot, knows its parent, and the parent ticks",
    events: [spawn(0, 1)],
    epochs: { 0: [0, 2], 1: [1, 1] },
    clocks: { 0: [2], 1: [1, 1] },
    slotCount: 2,
  },
  {
    name: "what a parent did before it spawned happens before the child",
    events: [write(0), spawn(0, 1), write(1)],
  },
  {
    name: "what a parent does after it spawned doesn't",
    events: [spawn(0, 1), write(0), write(1)],
    findings: { 2: race("write", D, ["write", 0, [0, 2]]) },
  },
  {
    name: "what a thread did happens before what follows its join",
    events: [spawn(0, 1), write(1), end(1), join(0, 1), write(0)],
    clocks: { 0: [2, 1] },
  },
  {
    name: "without a join an ended thread still races",
    events: [spawn(0, 1), write(1), end(1), write(0)],
    findings: { 3: race("write", D, ["write", 1, [1, 1]]) },
  },
  {
    name: "a join brings what the joined thread knew",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      write(1),
      releaseStore(1),
      acquire(2),
      end(2),
      join(0, 2),
      read(0),
    ],
  },
  {
    name: "main may end before its children",
    events: [spawn(0, 1), end(0), write(1), spawn(1, 2), write(2)],
  },
];

const TICKS: readonly DetectorCase[] = [
  ...(
    [
      ["a release to a key", [releaseStore(0)]],
      ["a merging release to a key", [releaseMerge(0)]],
      ["a release store", [store(0, "release")]],
      ["a seq_cst store", [store(0, "seq_cst")]],
      ["a release read-modify-write", [rmw(0, "release")]],
      ["an acq_rel read-modify-write", [rmw(0, "acq_rel")]],
      ["a seq_cst read-modify-write", [rmw(0, "seq_cst")]],
      ["a release fence", [fence(0, "release")]],
      ["an acq_rel fence", [fence(0, "acq_rel")]],
      ["a seq_cst fence", [fence(0, "seq_cst")]],
    ] satisfies [string, DetectorEvent[]][]
  ).map(
    ([what, events]): DetectorCase => ({
      name: `${what} ticks once`,
      events,
      epochs: { 0: [0, 2] },
    }),
  ),
  {
    name: "nothing but a release ticks",
    events: [
      read(0),
      write(0),
      load(0, "relaxed"),
      load(0, "acquire"),
      load(0, "seq_cst"),
      load(0, "consume"),
      store(0, "relaxed"),
      rmw(0, "relaxed"),
      rmw(0, "acquire"),
      rmw(0, "consume"),
      fence(0, "acquire"),
      acquire(0),
      forget(0),
      allocate(0),
      deallocate(0),
      clear(0),
    ],
    epochs: { 0: [0, 1] },
  },
  {
    name: "a release store passes on the clock before the tick",
    events: [spawn(0, 1), store(0, "release"), load(1, "acquire")],
    epochs: { 0: [0, 3] },
    clocks: { 1: [2, 1] },
  },
];

const SLOTS: readonly DetectorCase[] = [
  {
    name: "the slot of a joined thread is taken again, one clock on",
    events: [spawn(0, 1), releaseStore(1), write(1), end(1), join(0, 1), spawn(0, 2)],
    epochs: { 2: [1, 3] },
    clocks: { 0: [3, 2], 2: [2, 3] },
    slotCount: 2,
  },
  {
    name: "the slot of an ended thread that was not joined stays taken",
    events: [spawn(0, 1), end(1), spawn(0, 2)],
    epochs: { 2: [2, 1] },
    slotCount: 3,
  },
  {
    name: "a slot stays taken while a live thread doesn't know its last epoch",
    events: [spawn(0, 1), spawn(0, 2), end(1), join(0, 1), spawn(0, 3)],
    epochs: { 3: [3, 1] },
    slotCount: 4,
  },
  {
    name: "a slot is free as soon as every live thread knows its last epoch",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      end(1),
      join(0, 1),
      releaseStore(0),
      acquire(2),
      spawn(2, 3),
    ],
    epochs: { 3: [1, 2] },
    slotCount: 3,
  },
  {
    name: "a slot is free once those that don't know its last epoch have ended",
    events: [spawn(0, 1), spawn(0, 2), end(1), join(0, 1), end(2), spawn(0, 3)],
    epochs: { 3: [1, 2] },
    slotCount: 3,
  },
  {
    name: "the lowest free slot is taken first",
    events: [
      spawn(0, 1),
      spawn(0, 2),
      end(2),
      join(0, 2),
      end(1),
      join(0, 1),
      spawn(0, 3),
      spawn(0, 4),
    ],
    epochs: { 3: [1, 2], 4: [2, 2] },
    slotCount: 3,
  },
  {
    name: "main's slot is taken again too",
    events: [spawn(0, 1), end(0), join(1, 0), spawn(1, 2)],
    epochs: { 2: [0, 3] },
    slotCount: 2,
  },
  {
    name: "a race with a slot's new owner names the new owner",
    events: [spawn(0, 1), write(1), end(1), join(0, 1), spawn(0, 2), write(2, F), write(0, F)],
    findings: { 6: race("write", F, ["write", 2, [1, 2]]) },
  },
  {
    name: "what the slot's old owner did is not taken for the new owner's",
    events: [
      spawn(0, 1),
      write(1),
      end(1),
      join(0, 1),
      spawn(0, 2),
      write(2, F),
      read(0),
      read(0, F),
    ],
    findings: { 7: race("read", F, ["write", 2, [1, 2]]) },
  },
  {
    name: "a clock released by the slot's old owner doesn't cover the new owner",
    events: [
      spawn(0, 1),
      store(1, "release"),
      end(1),
      join(0, 1),
      spawn(0, 2),
      write(2),
      load(0, "acquire"),
      read(0),
    ],
    findings: { 7: race("read", D, ["write", 2, [1, 3]]) },
  },
];

export const THREAD_CASES: readonly DetectorCase[] = [...LIFE, ...TICKS, ...SLOTS];
