/**
 * Traces of real runs: what their arrows order is what their clocks know, and each finding's two
 * accesses are events that neither orders.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isRace, type RunResult } from "../../src/detector/finding.ts";
import { EVENT_KINDS, type Trace } from "../../src/detector/trace.ts";
import { traceRun } from "../../src/explain/trace.ts";
import type { LoadedProgram } from "../../src/runtime/program.ts";
import { close } from "../../src/toolchain/client.ts";
import { TraceHistory } from "../../src/viewer/history.ts";
import { shortText } from "../../src/viewer/words.ts";
import { buildProgram, explainRun, runProgram } from "../programs/judge.ts";

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "examples", "c");
/** One for each way to synchronize. */
const CLEAN = [
  ...["arc-make-mut-acquire", "call-once", "counter-mutex", "counter-acq-rel", "lost-wake-up"],
  ...["increment-semaphore", "message-passing-fences", "release-sequence-rmw", "eraser-rwlock"],
  ...["eraser-producer-consumer", "thread-pool-shutdown", "monitor"],
];
const SEEDS = [1];
const MOST_COMPARED = 200;

const folder = mkdtempSync(join(tmpdir(), "antecede-trace-"));
after(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

interface Traced {
  readonly result: RunResult;
  readonly trace: Trace;
}

async function traced(file: string): Promise<Traced> {
  return tracedRun(await buildProgram(file), 1);
}

async function tracedRun(program: LoadedProgram, seed: number): Promise<Traced> {
  const ran = await runProgram(program, folder, { seed });
  const result = await explainRun(ran);
  const context = { symbolCachePath: undefined };
  return { result, trace: await traceRun(ran.program, ran.options, result, context) };
}

async function tracedSource(name: string, source: string): Promise<Traced> {
  writeFileSync(join(folder, name), source);
  return traced(join(folder, name));
}

/** By event: of each thread, its last event that happens before this one, or is it. */
function orderOf({ events, edges, threads }: Trace): number[][] {
  const last = threads.map(() => threads.map(() => -1));
  const releases = new Map<number, number[]>();
  edges.to.forEach((to, edge) => {
    releases.set(to, [...(releases.get(to) ?? []), edges.from[edge] ?? 0]);
  });
  const order: number[][] = [];
  events.thread.forEach((thread, event) => {
    const known = last[thread] ?? [];
    for (const release of releases.get(event) ?? []) {
      (order[release] ?? []).forEach((theirs, other) => {
        known[other] = Math.max(known[other] ?? -1, theirs);
      });
    }
    known[thread] = event;
    order[event] = [...known];
  });
  return order;
}

/** The arrows and the clocks come from different places: the one from a record of operations. */
function assertAgreement(trace: Trace, about: string): number {
  const history = new TraceHistory(trace);
  const order = orderOf(trace);
  const plain = trace.events.kind.flatMap((kind, event) =>
    ["read", "write"].includes(EVENT_KINDS[kind] ?? "") ? [event] : [],
  );
  // Each with each: the first ones of a long run do.
  plain.length = Math.min(plain.length, MOST_COMPARED);
  let compared = 0;
  for (const later of plain) {
    const mine = history.threadOf(later);
    const clock = history.clockOf(mine, later);
    for (const earlier of plain) {
      const theirs = history.threadOf(earlier);
      if (earlier >= later || theirs === mine) continue;
      const at = history.clockOf(theirs, earlier).get(theirs) ?? 1;
      const isKnown = (clock.get(theirs) ?? 0) >= at;
      const isOrdered = (order[later]?.[theirs] ?? -1) >= earlier;
      const events = `${earlier + 1} and ${later + 1}`;
      assert.equal(isOrdered, isKnown, `${about}: ${events}: arrows ${isOrdered}`);
      compared++;
    }
  }
  return compared;
}

describe("the examples", () => {
  const names = readdirSync(EXAMPLES).filter(
    (name) => name.endsWith("-race.c") || CLEAN.some((clean) => name === `${clean}-clean.c`),
  );
  let compared = 0;
  for (const name of names) {
    test(name, async () => {
      const program = await buildProgram(join(EXAMPLES, name));
      for (const seed of SEEDS) {
        const { result, trace } = await tracedRun(program, seed);
        compared += assertAgreement(trace, `${name}, seed ${seed}`);
        const races = result.findings.filter(isRace);
        assert.equal(trace.races.length, races.length);
        const order = orderOf(trace);
        for (const [index, { first, second }] of trace.races.entries()) {
          const race = races[index];
          assert.ok(race && first >= 0 && second > first, `${name}, seed ${seed}: ${first}`);
          const threads = [first, second].map((event) => trace.events.thread[event] ?? -1);
          assert.deepEqual(threads, [race.previous.thread, race.access.thread]);
          assert.ok((order[second]?.[threads[0] ?? 0] ?? -1) < first, "an arrow orders them");
          const place = trace.places[trace.events.place[second] ?? -1];
          const top = race.access.stack.find(({ file }) => file !== undefined);
          assert.equal(place?.line, top?.line);
        }
      }
    });
  }

  test("have pairs of accesses to compare", () => assert.ok(compared > 300, String(compared)));
});

const HEAD = "#include <pthread.h>\n#include <stdatomic.h>\n#include <stdlib.h>\n";

test("values, stale reads, locks and names are those of the run", async () => {
  const { trace } = await tracedSource(
    "values.c",
    `${HEAD}
    static int data[4];
    static atomic_int flag;
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static void *first(void *u) {
      pthread_mutex_lock(&mutex);
      data[2] = -7;
      pthread_mutex_unlock(&mutex);
      atomic_store_explicit(&flag, 3, memory_order_release);
      atomic_fetch_add_explicit(&flag, 2, memory_order_relaxed);
      return u;
    }
    int main(void) {
      pthread_t thread;
      pthread_create(&thread, NULL, first, NULL);
      while (atomic_load_explicit(&flag, memory_order_acquire) != 5) {}
      int seen = data[2];
      data[3] = 1;
      pthread_join(thread, NULL);
      return seen + 7;
    }`,
  );
  const history = new TraceHistory(trace);
  const texts = trace.events.thread.map((_, event) => shortText(history, event));
  for (const wanted of [
    "lock mutex",
    "write data+8 = -7",
    "unlock mutex",
    "store flag = 3 (release)",
    "rmw flag = 5 (relaxed)",
    "load flag → 5 (acquire)",
    "read data+8 → -7",
    "write data+12 = 1",
    "join T1",
  ]) {
    assert.ok(texts.includes(wanted), `${wanted} is not in ${texts.join(", ")}`);
  }
  const write = texts.indexOf("write data+8 = -7");
  assert.deepEqual(
    history.heldBy(1, write).map(({ lock }) => trace.objects[lock]?.name),
    ["mutex"],
  );
  assert.deepEqual(history.heldBy(1, write + 1), []);
});

test("of a thread whose slot another one has, what was known stays known", async () => {
  const { trace } = await tracedSource(
    "slots.c",
    `${HEAD}
    static int data[8];
    static atomic_int turn;
    static void *work(void *at) {
      int *mine = at;
      *mine = 1;
      return at;
    }
    static void *watch(void *u) {
      while (atomic_load(&turn) < 6) {}
      int sum = 0;
      for (int i = 0; i < 6; i++) sum += data[i];
      return sum == 6 ? u : NULL;
    }
    int main(void) {
      pthread_t watcher, worker;
      pthread_create(&watcher, NULL, watch, data);
      for (int i = 0; i < 6; i++) {
        pthread_create(&worker, NULL, work, &data[i]);
        pthread_join(worker, NULL);
        atomic_store(&turn, i + 1);
      }
      pthread_join(watcher, NULL);
      return 0;
    }`,
  );
  assert.ok(assertAgreement(trace, "slots.c") > 30);
  assert.deepEqual(trace.races, []);
});

test("an access of freed memory, which no shadow takes, is an event", async () => {
  const { result, trace } = await traced(join(EXAMPLES, "free-while-read-race.c"));
  assert.equal(result.findings[0]?.kind, "heap-use-after-free");
  const { first = -1, second = -1 } = trace.races[0] ?? {};
  const kinds = [first, second].map((event) => EVENT_KINDS[trace.events.kind[event] ?? -1]);
  assert.deepEqual(kinds, ["free", "read"]);
});

test("the same run gives the same bytes", async () => {
  const file = join(EXAMPLES, "message-passing-relaxed-race.c");
  const [one, other] = [await traced(file), await traced(file)];
  assert.equal(JSON.stringify(one.trace), JSON.stringify(other.trace));
});

test("of a long run there is what is around the race, and the end", async () => {
  const { trace } = await tracedSource(
    "long.c",
    `${HEAD}
    static int data;
    static atomic_int turns;
    static void *count(void *u) {
      data++;
      for (int i = 0; i < 150000; i++) atomic_fetch_add(&turns, 1);
      return u;
    }
    int main(void) {
      pthread_t a, b;
      pthread_create(&a, NULL, count, NULL);
      data++;
      pthread_create(&b, NULL, count, NULL);
      pthread_join(a, NULL);
      pthread_join(b, NULL);
      return 0;
    }`,
  );
  assert.ok(trace.events.thread.length <= 110_000, String(trace.events.thread.length));
  const left = trace.gaps.reduce((sum, { count }) => sum + count, 0);
  assert.ok(left > 150_000, String(left));
  for (const { first, second } of trace.races) assert.ok(first >= 0 && second > first);
  const steps = trace.events.steps.reduce((sum, step) => sum + step, 0);
  assert.ok(steps > 300_000, "the end is there");
});
