/**
 * A run in an instance that other runs have used is the run of a fresh one: the same output, races,
 * stacks and steps. `ANTECEDE_REUSE=races/` chooses programs by a part of their path.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NO_EXCEPTIONS } from "../../src/detector/lock-order.ts";
import { DEFAULT_DETECTOR, type DetectorName } from "../../src/detector/options.ts";
import { ProgramInstance } from "../../src/runtime/instance.ts";
import { run } from "../../src/runtime/machine.ts";
import type { Outcome } from "../../src/runtime/outcome.ts";
import type { LoadedProgram } from "../../src/runtime/program.ts";
import { placesOf } from "../../src/runtime/races.ts";
import type { RunOptions } from "../../src/runtime/run-options.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, judgedBy } from "../programs/judge.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "programs");
const FAMILIES = ["races", "atomics", "threads", "outcomes", "libc", "lockset"];
const PART = process.env.ANTECEDE_REUSE;
/** One program of so many is looked at. */
const EVERY = PART === undefined ? 9 : 1;
const SEEDS = [1, 2, 3, 4];
const STEPS = 20_000_000;

after(close);

const programs = FAMILIES.flatMap((family) =>
  readdirSync(join(FOLDER, family))
    .filter((file) => file.endsWith(".c"))
    .sort()
    .map((file) => join(family, file)),
).filter((file, index) => (PART === undefined ? index % EVERY === 0 : file.includes(PART)));

for (const [index, file] of programs.entries()) {
  test(`${file}: a used instance is as good as a new one`, () =>
    isReusable(file, "happens-before"));
  const other = index % 2 === 0 ? "lockset" : "hybrid";
  test(`${file} under ${other}: the same`, () => isReusable(file, other));
}

/** Reads what its stacks hold, then fills them: without a switch of threads after it. */
const STACKS = `
  #include <pthread.h>
  #include <stdio.h>
  enum { BYTES = 40000 };
  static int __attribute__((noinline)) look(void) {
    volatile char bytes[BYTES];
    int sum = 0;
    for (int i = 0; i < BYTES; i++) sum += bytes[i] != 0;
    for (int i = 0; i < BYTES; i++) bytes[i] = 1;
    return sum;
  }
  static void *start(void *argument) {
    *(int *)argument = look();
    return NULL;
  }
  int main(void) {
    pthread_t thread;
    int found = 0;
    pthread_create(&thread, NULL, start, &found);
    pthread_join(thread, NULL);
    printf("%d %d\\n", found > 1000, look() > 1000);
    return 0;
  }
`;

test("stacks are as new, however far the run before reached", async () => {
  const folder = mkdtempSync(join(tmpdir(), "antecede-instance-"));
  try {
    writeFileSync(join(folder, "stacks.c"), STACKS);
    const program = await buildProgram(join(folder, "stacks.c"));
    const used = new ProgramInstance(program);
    for (const seed of SEEDS) {
      assert.equal((await observe(program, seed, used)).output, "0 0\n", `seed ${seed}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function isReusable(file: string, name: DetectorName): Promise<void> {
  const built = await buildProgram(join(FOLDER, file));
  const program = judgedBy(built, { ...DEFAULT_DETECTOR, name });
  const used = new ProgramInstance(program);
  for (const seed of SEEDS) {
    const fresh = await observe(program, seed, new ProgramInstance(program));
    // Twice: what a run of this very seed leaves behind must not matter either.
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(await observe(program, seed, used), fresh, `seed ${seed}`);
    }
  }
}

async function observe(
  program: LoadedProgram,
  seed: number,
  instance: ProgramInstance,
): Promise<{ outcome: unknown; output: string }> {
  const output: Uint8Array[] = [];
  const options: RunOptions = {
    schedule: { name: "random", seed, preemptionRate: undefined },
    maxSteps: STEPS,
    timeoutMs: 60_000,
    atExit: "drain",
    spuriousWakeups: false,
    weakMemory: true,
    memoryLimitBytes: 1 << 28,
    locks: { order: NO_EXCEPTIONS, misuse: true, threadLeaks: true },
    args: [program.name],
    environment: {},
    files: {
      folders: {},
      writable: false,
      onOutput: (_, bytes) => output.push(bytes),
      stdin: Buffer.from("1 2 3\n"),
      journal: { mode: "record", entries: [] },
    },
  };
  const outcome = await run(program, options, instance);
  return { outcome: withPlaces(outcome), output: Buffer.concat(output).toString("latin1") };
}

/** Stacks as the places of the program in them: below these are frames of this test. */
function withPlaces(outcome: Outcome): unknown {
  const text = JSON.stringify(outcome, (key, value) =>
    key === "stack" && typeof value === "string" ? placesOf(value) : value,
  );
  return JSON.parse(text);
}
