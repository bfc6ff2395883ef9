/** Short schedules: they show the same finding, and nothing of them can be left out. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Decision } from "../../src/detector/decision.ts";
import { isRace, type RunResult, type ShortSchedule } from "../../src/detector/finding.ts";
import { failureKey, findingKey } from "../../src/detector/fingerprint.ts";
import type { LoadedProgram } from "../../src/runtime/program.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, explainRun, type JudgeOptions, runProgram } from "../programs/judge.ts";

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "examples", "c");
const MOST_SWITCHES = 5;
const SEEDS = [1, 2, 3];

const folder = mkdtempSync(join(tmpdir(), "antecede-shrink-"));
after(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

function build(name: string, source: string): Promise<LoadedProgram> {
  writeFileSync(join(folder, name), source);
  return buildProgram(join(folder, name));
}

async function shrunk(program: LoadedProgram, options: JudgeOptions): Promise<RunResult> {
  return explainRun(await runProgram(program, folder, options), true);
}

async function keysWith(
  program: LoadedProgram,
  options: JudgeOptions,
  list: readonly Decision[],
): Promise<readonly string[]> {
  const decisions = { mode: "follow" as const, list };
  const { findings, failure } = await explainRun(
    await runProgram(program, folder, { ...options, decisions }),
  );
  return [...findings.map(findingKey), ...(failure ? [failureKey(failure)] : [])];
}

/** It shows the finding, and without any one of its decisions it doesn't. */
async function isMinimal(
  program: LoadedProgram,
  options: JudgeOptions,
  schedule: ShortSchedule | undefined,
  key: string,
): Promise<void> {
  assert.ok(schedule);
  const { decisions } = schedule;
  assert.ok((await keysWith(program, options, decisions)).includes(key));
  for (const left of decisions) {
    const rest = decisions.filter((decision) => decision !== left);
    assert.ok(!(await keysWith(program, options, rest)).includes(key), JSON.stringify(left));
  }
}

describe("every example with a race", () => {
  for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith("-race.c"))) {
    test(`${file}: a switch at every operation shrinks to at most five`, async () => {
      const program = await buildProgram(join(EXAMPLES, file));
      for (const seed of SEEDS) {
        const options = { seed, preemptionRate: 1 };
        const { findings } = await shrunk(program, options);
        const races = findings.filter(isRace);
        assert.ok(races.length > 0);
        for (const race of races) {
          assert.ok((race.schedule?.switches ?? Number.NaN) <= MOST_SWITCHES, `seed ${seed}`);
          await isMinimal(program, options, race.schedule, findingKey(race));
        }
      }
    });
  }
});

const WINDOW = `
  #include <pthread.h>
  static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
  static int is_open, was_open, data, turns;
  static void *opens(void *p) {
    for (int i = 0; i < 300; i++) {
      pthread_mutex_lock(&m);
      turns++;
      pthread_mutex_unlock(&m);
    }
    pthread_mutex_lock(&m);
    is_open = 1;
    pthread_mutex_unlock(&m);
    pthread_mutex_lock(&m);
    is_open = 0;
    pthread_mutex_unlock(&m);
    data = 1;
    return p;
  }
  static void *looks(void *p) {
    for (int i = 0; i < 300; i++) {
      pthread_mutex_lock(&m);
      was_open |= is_open;
      pthread_mutex_unlock(&m);
    }
    if (was_open) data = 2;
    return p;
  }
  int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, opens, NULL);
    pthread_create(&b, NULL, looks, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
  }
`;

test("of more than 200 switches remains the one within the window", async () => {
  const program = await build("window.c", WINDOW);
  for (let seed = 1; seed < 100; seed++) {
    const options = { seed, preemptionRate: 1 };
    const ran = await runProgram(program, folder, options);
    if (ran.outcome.races.length === 0) continue;
    assert.ok(ran.outcome.switches > 200, `${ran.outcome.switches}`);
    const { findings } = await explainRun(ran, true);
    const [race] = findings;
    assert.ok(race?.schedule);
    assert.equal(race.schedule.switches, 1);
    assert.equal(race.schedule.decisions.length, 1);
    assert.ok(race.schedule.from.switches > 200);
    assert.ok(race.schedule.isMinimal);
    await isMinimal(program, options, race.schedule, findingKey(race));
    return;
  }
  assert.fail("no seed shows the race");
});

const STORE_BUFFERING = `
  #include <assert.h>
  #include <pthread.h>
  #include <stdatomic.h>
  static atomic_int x, y;
  static int seen[2];
  static void *one(void *p) {
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    seen[0] = atomic_load_explicit(&y, memory_order_relaxed);
    return p;
  }
  static void *two(void *p) {
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    seen[1] = atomic_load_explicit(&x, memory_order_relaxed);
    return p;
  }
  int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, one, NULL);
    pthread_create(&b, NULL, two, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(seen[0] || seen[1]);
    return 0;
  }
`;

test("a failure that needs one stale read keeps that one only", async () => {
  const program = await build("store-buffering.c", STORE_BUFFERING);
  for (let seed = 1; seed < 100; seed++) {
    const options = { seed };
    const { failure } = await shrunk(program, options);
    if (!failure) continue;
    assert.equal(failure.schedule?.staleReads, 1);
    // The thread whose read is stale comes second: by the plain schedule, or by a choice.
    assert.ok((failure.schedule?.switches ?? Number.NaN) <= 1);
    await isMinimal(program, options, failure.schedule, failureKey(failure));
    return;
  }
  assert.fail("no seed fails");
});

test("a deadlock keeps the switches between its locks", async () => {
  const program = await buildProgram(join(EXAMPLES, "dining-philosophers-deadlock.c"));
  const { findings } = await shrunk(program, { seed: 1 });
  const [deadlock] = findings;
  assert.equal(deadlock?.kind, "deadlock");
  assert.ok(deadlock);
  await isMinimal(program, { seed: 1 }, deadlock.schedule, findingKey(deadlock));
});

test("the same run shrinks to the same schedule", async () => {
  const program = await build("window.c", WINDOW);
  const options = { seed: 3, preemptionRate: 1 };
  const first = await shrunk(program, options);
  assert.deepEqual(await shrunk(program, options), first);
});
