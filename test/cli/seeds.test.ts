/** Schedules: the same seed is the same run, and every way to choose them finds a race. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { EXAMPLES, folderWith, PROGRAMS, runTool } from "./tool.ts";

const folder = folderWith("seeds", {
  // The race is there only if the thread finds `ready` set: not under every schedule.
  "sometimes.c": `#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static int data;
static atomic_int ready;

static void *thread(void *unused)
{
    for (int i = 0; i < 20; i++) {
        if (atomic_load_explicit(&ready, memory_order_relaxed) == i + 1) data++;
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    for (int i = 0; i < 20; i++) {
        if (i == 10) data = 1;
        atomic_store_explicit(&ready, i, memory_order_relaxed);
    }
    pthread_join(t, NULL);
    printf("%d\\n", data);
    return 0;
}
`,
  "race.c": readFileSync(join(PROGRAMS, "races", "write-write.c")),
  "clean.c": readFileSync(join(EXAMPLES, "counter-mutex-clean.c")),
});
const run = (...args: readonly string[]) => runTool(["run", ...args], { folder });

describe("one seed", () => {
  test("given twice gives the same bytes on standard output and standard error", async () => {
    for (const seed of ["1", "7", "4294967295"]) {
      const first = await run("--seed", seed, "-v", "sometimes.c");
      assert.deepEqual(await run("--seed", seed, "-v", "sometimes.c"), first);
      assert.ok(first.stderr.includes(`seed ${seed}, `), first.stderr);
    }
  });

  test("gives the same JSON with the cache and without it", async () => {
    const cached = await run("--json", "race.c");
    assert.deepEqual(await run("--json", "--no-cache", "race.c"), cached);
  });
});

describe("every strategy", () => {
  for (const strategy of ["random", "pct", "round-robin"]) {
    test(`${strategy} finds the race, and says how to see it again`, async () => {
      const { code, stderr } = await run("--strategy", strategy, "--seed", "3", "race.c");
      assert.equal(code, 66);
      const again = /^ {2}See it again: antecede run (.*)$/m.exec(stderr)?.[1] ?? "";
      assert.match(again, new RegExp(`--strategy=${strategy}\\b.* --seed 3$`));
      assert.deepEqual(await run(...again.split(" ")), { code, signal: null, stdout: "", stderr });
    });
  }

  test("is repeated by what the report says, also with arguments and spaces", async () => {
    const args = ["-DUNUSED=a b", "--memory", "64", "race.c", "--", "one", "two words"];
    const { stderr } = await run(...args);
    const again = /^ {2}See it again: antecede (.*)$/m.exec(stderr)?.[1] ?? "";
    const shell = promisify(execFile);
    // What a shell makes of the line, a word a line.
    const { stdout } = await shell("sh", ["-c", `printf '%s\\n' ${again}`]);
    const words = stdout.trimEnd().split("\n");
    for (const word of ["-DUNUSED=a b", "race.c"]) assert.ok(words.includes(word), again);
    assert.match(words.join(" "), /--memory[ =]64/);
    assert.deepEqual(words.slice(-3), ["--", "one", "two words"]);
  });

  test("and every rate of preemption finds it too", async () => {
    for (const rate of ["0", "0.5", "1"]) {
      assert.equal((await run("--preemption-rate", rate, "race.c")).code, 66, rate);
    }
  });
});

describe("--many-seeds", () => {
  /** `3 data races in race.c (12 seeds, …`: how many seeds. */
  const seedsRun = (stderr: string) => Number(/\((\d+) seeds?, [^(]*\)\n$/.exec(stderr)?.[1]);

  test("stops at the first seed that shows something", async () => {
    const { code, stderr } = await run("--many-seeds", "5..90", "race.c");
    assert.equal(code, 66);
    assert.match(stderr, /See it again: .* --seed 5$/m);
    assert.equal(seedsRun(stderr), 1);
  });

  test("runs all of them with --keep-going, and shows each finding once", async () => {
    const { code, stderr } = await run("--many-seeds", "1..40", "--keep-going", "race.c");
    assert.equal(code, 66);
    assert.equal(seedsRun(stderr), 40);
    assert.equal(stderr.match(/^WARNING: /gm)?.length, 1);
    assert.match(stderr, /Seen with 40 of 40 seeds\./);
  });

  test("is silent and ends with 0 where there is nothing", async () => {
    const { code, stdout, stderr } = await run("--many-seeds", "1..20", "clean.c");
    assert.deepEqual([code, stdout, stderr], [0, "", ""]);
  });

  test("gives the same report whatever the number of jobs", async () => {
    for (const more of [[], ["--keep-going"], ["--keep-going", "--json"]]) {
      const options = ["--many-seeds", "1..64", ...more, "sometimes.c"];
      const one = await run("--jobs", "1", ...options);
      assert.deepEqual(await run("--jobs", "2", ...options), one);
      assert.equal(one.code, 66, "no seed shows the race");
    }
  });

  test("gives every seed the same standard input", async () => {
    const options = { folder: join(PROGRAMS, "outcomes"), stdin: "3 4\nlast line\n" };
    const args = ["run", "--many-seeds", "1..20", "--keep-going", "standard-input.c"];
    const { code, stderr } = await runTool(args, options);
    assert.equal(code, 0, stderr);
  });

  test("names a seed that shows the finding when run alone", async () => {
    const many = await run("--many-seeds", "1..64", "sometimes.c");
    const seed = /--seed (\d+)$/m.exec(many.stderr)?.[1] ?? "";
    const alone = await run("--seed", seed, "sometimes.c");
    assert.equal(alone.code, 66);
    assert.ok(alone.stderr.includes(/SUMMARY: .*/.exec(many.stderr)?.[0] ?? "nothing"));
  });
});
