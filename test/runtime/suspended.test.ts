/** What a run leaves behind: nothing. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { run } from "../../src/runtime/machine.ts";
import { RepeatedRuns } from "../../src/runtime/repeated.ts";
import { SuspendedStacks } from "../../src/runtime/suspended.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, runProgram } from "../programs/judge.ts";
import { ALGORITHMS } from "../programs/weakened.ts";

after(close);

describe("suspended stacks", () => {
  test("are resumed by number, and unwound at the end", async () => {
    const stacks = new SuspendedStacks();
    const resumed = stacks.suspend(1);
    const left = stacks.suspend(2);
    stacks.resume(1, 5);
    assert.equal(await resumed, 5);
    stacks.unwind();
    await assert.rejects(left, WebAssembly.RuntimeError);
    await assert.rejects(stacks.suspend(3), WebAssembly.RuntimeError);
  });
});

/** Its thread waits where an exception would run a destructor; tells of destructors that ran. */
const HANDLERS = `
  #include <pthread.h>
  #include <sched.h>
  #include <stdio.h>
  #include <stdlib.h>
  static int waiting, destroyed;
  struct Counts {
    ~Counts() { __atomic_fetch_add(&destroyed, 1, __ATOMIC_SEQ_CST); }
  };
  static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;
  static void block() {
    if (__atomic_fetch_add(&waiting, 1, __ATOMIC_SEQ_CST) > 0) throw 1;
    pthread_mutex_lock(&held);
  }
  static void *wait(void *) {
    Counts counts;
    block();
    return nullptr;
  }
  int main() {
    pthread_t thread;
    pthread_mutex_lock(&held);
    pthread_create(&thread, nullptr, wait, nullptr);
    while (!__atomic_load_n(&waiting, __ATOMIC_SEQ_CST)) sched_yield();
    printf("%d\\n", __atomic_load_n(&destroyed, __ATOMIC_SEQ_CST));
    _Exit(0);
  }
`;

test("nothing of a program goes on after the end of its run", async () => {
  const folder = mkdtempSync(join(tmpdir(), "antecede-suspended-"));
  try {
    writeFileSync(join(folder, "handlers.cc"), HANDLERS);
    const program = await buildProgram(join(folder, "handlers.cc"));
    assert.ok(program.prepared.hasHandlers);
    const { options } = await runProgram(program, folder);
    const heard: string[] = [];
    const onOutput = (_: string, bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString());
    const runs = new RepeatedRuns(program);
    for (let seed = 1; seed <= RUNS; seed++) {
      const schedule = { ...options.schedule, seed };
      await runs.run({ ...options, schedule, files: { ...options.files, onOutput } });
    }
    assert.deepEqual(heard, Array(RUNS).fill("0\n"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const RUNS = 40;
/** The last runs' may be there yet. */
const STILL_ALIVE = 4;

for (const [ending, change] of [
  ["exit", "PUBLISH=release"],
  ["deadlock", "NOTIFY_FENCE=relaxed"],
] as const) {
  test(`the memories of runs that end by ${ending} are freed`, async () => {
    const program = await buildProgram(`${ALGORITHMS}/event-count.c`, [`-D${change}`]);
    const { options } = await runProgram(program, ALGORITHMS);
    const { endings, memories } = await remember(async () => {
      const schedule = { ...options.schedule, seed: ++seeds };
      const outcome = await run(program, { ...options, schedule });
      return outcome.ending.kind;
    });
    assert.ok(endings.has(ending));
    await areFreed(memories);
  });
}

async function areFreed(memories: readonly WeakRef<WebAssembly.Memory>[]): Promise<void> {
  assert.ok(memories.length >= RUNS);
  // What one collection frees may keep what the next one does.
  for (let round = 0; round < 3; round++) {
    await setImmediate();
    collectGarbage();
  }
  const alive = memories.filter((memory) => memory.deref() !== undefined).length;
  assert.ok(alive <= STILL_ALIVE, `${alive} of ${memories.length}`);
}

let seeds = 0;

/** How the runs ended, and the memories that they made. */
async function remember(runOnce: () => Promise<string>): Promise<{
  readonly endings: ReadonlySet<string>;
  readonly memories: readonly WeakRef<WebAssembly.Memory>[];
}> {
  const endings = new Set<string>();
  const memories: WeakRef<WebAssembly.Memory>[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(new WeakRef(this));
    }
  };
  try {
    for (let run = 0; run < RUNS; run++) endings.add(await runOnce());
  } finally {
    WebAssembly.Memory = Memory;
  }
  return { endings, memories };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
