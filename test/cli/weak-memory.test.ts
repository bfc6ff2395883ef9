/** What the tool says of weak memory: stale reads, whether a finding needs them, weak failures. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Ended, folderWith, PROGRAMS, ROOT, runTool } from "./tool.ts";

const program = (name: string): string => readFileSync(join(PROGRAMS, "atomics", name), "utf8");

/**
 * Main stores to each variable, then another thread does; main sees by a relaxed flag that it has,
 * and reads each: half of them stale, but never what was there before main's own store.
 */
function withStaleReads(end: string): string {
  return `#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { VARIABLES = 400 };

static atomic_int x[VARIABLES], done;

static void *thread(void *unused)
{
    for (int i = 0; i < VARIABLES; i++) {
        atomic_store_explicit(&x[i], 11, memory_order_relaxed);
        atomic_store_explicit(&x[i], 12, memory_order_relaxed);
    }
    atomic_store_explicit(&done, 1, memory_order_relaxed);
    return unused;
}

int main(void)
{
    for (int i = 0; i < VARIABLES; i++) atomic_store_explicit(&x[i], 5, memory_order_relaxed);
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    while (!atomic_load_explicit(&done, memory_order_relaxed)) {
    }
    for (int i = 0; i < VARIABLES; i++) atomic_load_explicit(&x[i], memory_order_relaxed);
    pthread_join(t, NULL);${end}
    return 0;
}
`;
}

const folder = folderWith("weak-memory", {
  "once.c": `#include <assert.h>
#include <stdatomic.h>

int main(void)
{
    atomic_int value = 0;
    int expected = 0;
    assert(atomic_compare_exchange_weak(&value, &expected, 1));
    return 0;
}
`,
  "passing.c": program("pass-relaxed.c"),
  "buffering.c": program("store-buffering-both-old.c"),
  "lost.c": program("lost-update-assertion.c"),
  "quiet.c": "int main(void) { return 0; }\n",
  "excluded.c": withStaleReads(""),
  // Fails if and only if it is given a 5 and then the end of its input.
  "input.c": withStaleReads(`
    int number = 0, other = 0;
    scanf("%d", &number);
    printf("%d\\n", number);
    fflush(stdout);
    assert(number != 5 || scanf("%d", &other) == 1);`),
  "log.c": withStaleReads(`
    FILE *log = fopen("log.txt", "a");
    fputs("once\\n", log);
    fclose(log);
    assert(0);`),
});

const run = (...args: readonly string[]) => runTool(["run", ...args], { folder });

describe("a weak compare-exchange", () => {
  test("that fails once for no reason is found within few seeds", async () => {
    const { code, stderr } = await run("--many-seeds", "1..10", "once.c");
    assert.equal(code, 134, stderr);
    assert.match(stderr, /Assertion failed: atomic_compare_exchange_weak/);
  });

  test("fails as often as --cas-failure-rate says, or Miri's name for it", async () => {
    const sixteen = ["--many-seeds", "1..16", "--keep-going"];
    for (const name of ["--cas-failure-rate", "--compare-exchange-weak-failure-rate"]) {
      const never = await run(...sixteen, `${name}=0`, "once.c");
      assert.equal(never.code, 0, never.stderr);
      const always = await run(...sixteen, name, "1", "once.c");
      assert.match(always.stderr, /Seen with 16 of 16 seeds/);
    }
    assert.equal((await run("--cas-failure-rate", "2", "once.c")).code, 2);
  });

  test("may fail without weak memory too, and the report says how to see it again", async () => {
    const { stderr } = await run("--no-weak-memory", "--cas-failure-rate", "1", "once.c");
    assert.match(stderr, /See it again: antecede run .*--cas-failure-rate=1 once\.c --seed 1/);
    assert.doesNotMatch(stderr, /Weak memory:/);
  });
});

describe("a finding says whether it needs weak memory", () => {
  test("no: the seed that it names shows it with --no-weak-memory", async () => {
    const { stderr } = await run("--seed", "2", "lost.c");
    const [, seed = ""] =
      /Weak memory: not needed, it also shows with --no-weak-memory --seed (\d+)\./.exec(stderr) ??
      [];
    assert.notEqual(seed, "", stderr);
    const again = await run("--no-weak-memory", "--seed", seed, "lost.c");
    assert.equal(again.code, 134);
    assert.doesNotMatch(again.stderr, /Weak memory:/);
  });

  test("yes, if no run without stale reads shows it", async () => {
    const { stderr } = await run("buffering.c");
    assert.match(stderr, /Weak memory: needed, as it seems: \d+ runs without stale reads did not/);
  });

  test("the same for one seed and for many, and for any number of jobs", async () => {
    const one = await run("--many-seeds", "1..20", "--keep-going", "--jobs", "1", "lost.c");
    const four = await run("--many-seeds", "1..20", "--keep-going", "--jobs", "4", "lost.c");
    assert.match(one.stderr, /Weak memory: not needed/);
    assert.deepEqual(four, one);
  });

  test("with the same input, and without writing anything twice", async () => {
    const given = await runTool(["run", "input.c"], { folder, stdin: "5\n" });
    assert.equal(given.stdout, "5\n");
    assert.match(given.stderr, /Weak memory: not needed/);
    const { stderr } = await run("--dir-rw", "log.c");
    assert.match(stderr, /Weak memory: not known whether it is needed: the program uses files/);
    assert.equal(readFileSync(join(folder, "log.txt"), "utf8"), "once\n");
  });
});

describe("--track-weak-loads", () => {
  test("lists each stale read with what could have been read instead", async () => {
    const { stderr } = await run("--track-weak-loads", "--seed", "3", "passing.c");
    assert.match(stderr, /^Loads that read a store other than the newest: \d+$/m);
    const [, first] = stderr.split("\n\n");
    assert.deepEqual(first?.replace(/0x\w+|(?<=step )\d+/g, "…").split("\n"), [
      "1. relaxed load of size 4 at … ('flag') by thread T2 at passing.c:18:12 in consumer, step …",
      "     newest  1, relaxed store by thread T1 at passing.c:12:5 in producer",
      "     read    0, what memory held before",
    ]);
  });

  test("says by which rule the others were excluded", async () => {
    const { stderr } = await run("--track-weak-loads", "excluded.c");
    assert.match(
      stderr,
      /0, what memory held before; excluded by CoWR: a later store happens before the load/,
    );
  });

  test("is bounded, says what was left out, and gives the same bytes twice", async () => {
    const first = await run("--track-weak-loads", "--seed", "2", "excluded.c");
    const [, count = "0"] = /newest: ([\d,]+)$/m.exec(first.stderr) ?? [];
    const left = Number(count) - 100;
    assert.ok(left > 0, first.stderr);
    assert.ok(first.stderr.includes(`\n${left} more are not shown.\n`));
    assert.ok(first.stderr.includes("\n100. ") && !first.stderr.includes("\n101. "));
    assert.deepEqual(await run("--track-weak-loads", "--seed", "2", "excluded.c"), first);
  });

  test("says so if there was none", async () => {
    const { code, stderr } = await run("--track-weak-loads", "quiet.c");
    assert.deepEqual([code, stderr], [0, "No load read a stale store.\n"]);
  });

  test("as JSON is valid, with each load's candidates", async () => {
    const schema = join(ROOT, "src", "report", "antecede.schema.json");
    const validate = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(readFileSync(schema, "utf8")) as object,
    );
    const document = JSON.parse(
      (await run("--json", "--track-weak-loads", "excluded.c")).stderr,
    ) as Document;
    assert.ok(validate(document), JSON.stringify(validate.errors, undefined, 1));
    const stale = document.runs[0]?.staleReads;
    assert.ok(stale && stale.count >= stale.loads.length && stale.loads.length > 0);
    const rules = stale.loads.map(({ candidates }) => candidates.at(-1)?.excluded?.rule);
    assert.ok(rules.includes("CoWR"), `${rules}`);
    for (const { read, candidates } of stale.loads) {
      assert.ok(read > 0 && candidates[read] && !candidates[read].excluded);
    }
  });

  test("is for a single run", async () => {
    const { code, stderr }: Ended = await run("--track-weak-loads", "--many-seeds", "9", "quiet.c");
    assert.equal(code, 2);
    assert.match(stderr, /--track-weak-loads is for a single run/);
  });
});

interface Document {
  readonly runs: readonly {
    readonly staleReads?: {
      readonly count: number;
      readonly loads: readonly {
        readonly read: number;
        readonly candidates: readonly { readonly excluded?: { readonly rule: string } }[];
      }[];
    };
  }[];
}
