/** What a run leaves behind: nothing. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { run } from "../../src/runtime/machine.ts";
import { SuspendedStacks } from "../../src/runtime/suspended.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, runProgram } from "../programs/judge.ts";
import { ALGORITHMS } from "../programs/weakened.ts";

after(close);

describe("suspended stacks", () => {
  test("are resumed by number, and unwound at the end", async () => {
    const stacks = new SuspendedStacks(false);
    const resumed = stacks.suspend(1);
    const left = stacks.suspend(2);
    stacks.resume(1, 5);
    assert.equal(await resumed, 5);
    stacks.unwind();
    await assert.rejects(left, /the run is over/);
    await assert.rejects(stacks.suspend(3), /the run is over/);
  });

  test("stay in a program that catches exceptions", async () => {
    const stacks = new SuspendedStacks(true);
    const left = stacks.suspend(1);
    stacks.unwind();
    assert.equal(await Promise.race([left, setImmediate("still suspended")]), "still suspended");
  });
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
    assert.ok(memories.length >= RUNS);
    // What one collection frees may keep what the next one does.
    for (let round = 0; round < 3; round++) {
      await setImmediate();
      collectGarbage();
    }
    const alive = memories.filter((memory) => memory.deref() !== undefined).length;
    assert.ok(alive <= STILL_ALIVE, `${alive} of ${memories.length}`);
  });
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
