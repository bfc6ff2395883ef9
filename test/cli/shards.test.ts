/** A search on several machines, and what its reports come to. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runTool, SCRATCH } from "./tool.ts";

/** Races on one variable under every seed, and on another under some. */
const SOURCE = `
  #include <pthread.h>
  #include <stdatomic.h>
  int always, sometimes;
  atomic_int turn;
  static void *first(void *unused) {
    always++;
    if (atomic_exchange_explicit(&turn, 1, memory_order_relaxed) == 2) sometimes = 1;
    return unused;
  }
  static void *second(void *unused) {
    always++;
    if (QUIET) return unused;
    sometimes = 2;
    atomic_store_explicit(&turn, 2, memory_order_relaxed);
    return unused;
  }
  int main(void) {
    pthread_t a, b;
    pthread_create(&a, 0, first, 0);
    pthread_create(&b, 0, second, 0);
    pthread_join(a, 0);
    pthread_join(b, 0);
    return 0;
  }
`;
writeFileSync(join(SCRATCH, "shards.c"), SOURCE);
const SHARDS = 3;

interface Found {
  readonly search: Record<string, unknown>;
  readonly findings: { seen: { seeds: number[]; occurrences: number } }[];
}

async function searched(args: readonly string[], name: string): Promise<Found> {
  const file = join(SCRATCH, `${name}.json`);
  const flags = ["-DQUIET=0", "--json", "--report-file", file];
  const { code, stderr } = await runTool(["run", "shards.c", ...flags, ...args]);
  assert.ok(code === 66 || code === 0, stderr);
  return JSON.parse(readFileSync(file, "utf8"));
}

async function merged(names: readonly string[], flags: readonly string[] = []) {
  return runTool(["merge", ...names.map((name) => `${name}.json`), ...flags]);
}

for (const [how, flags] of [
  ["to the first finding", []],
  ["of all seeds", ["--keep-going"]],
] as const) {
  test(`the shards of a search ${how} come to what one machine finds`, async () => {
    const range = ["--many-seeds", "5..40", ...flags];
    const one = await searched(range, "one");
    const names = Array.from({ length: SHARDS }, (_, at) => `shard${at + 1}`);
    for (const [at, name] of names.entries()) {
      await searched([...range, "--shard", `${at + 1}/${SHARDS}`], name);
    }
    const { code, stderr } = await merged(names.toReversed(), ["--json"]);
    assert.equal(code, 66);
    const whole: Found = JSON.parse(stderr);
    assert.deepEqual(whole.findings, one.findings);
    assert.equal(whole.search.shard, undefined);
    if (flags.length > 0) assert.deepEqual(whole.search, one.search);
  });
}

test("a merged report has every format, and counts what is new", async () => {
  const names = ["shard1", "shard2", "shard3"];
  const text = await merged(names);
  assert.equal(text.code, 66);
  assert.match(text.stderr, /^WARNING: ThreadSanitizer: data race/m);
  const sarif = await merged(names, ["--format", "sarif"]);
  assert.equal(JSON.parse(sarif.stderr).version, "2.1.0");
  const files = names.map((name) => `${name}.json`);
  const known = ["-o", "known.json", "--reason", "for a test"];
  assert.equal((await runTool(["baseline", ...files, ...known])).code, 0);
  assert.equal((await merged(names, ["--baseline", "known.json"])).code, 0);
});

test("what is no set of shards is said to be none", async () => {
  const cases: [string[], RegExp][] = [
    [["shard1", "shard3"], /shard 2 of 3 is missing/],
    [["shard1", "shard1", "shard3"], /shard1\.json: shard 1, as is shard1\.json/],
    [["one"], /one\.json: not the report of a shard/],
    [[], /no report to merge/],
    [["gone"], /gone\.json: can't read \(ENOENT\)/],
  ];
  for (const [names, message] of cases) {
    const { code, stderr } = await merged(names);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  }
  await searched(["--many-seeds", "5..41", "--keep-going", "--shard", "2/3"], "other");
  assert.match((await merged(["shard1", "other", "shard3"])).stderr, /of another search than/);
});

test("a share that can't be is an error of usage", async () => {
  const cases: [string[], RegExp][] = [
    [["--shard", "1/2"], /--shard is for --many-seeds/],
    [["--many-seeds", "9", "--shard", "3/2"], /--shard 3\/2: not I\/N/],
    [["--many-seeds", "9", "--shard", "0/2"], /not I\/N/],
    [["--many-seeds", "1..3", "--shard", "4/9"], /no seed of 1\.\.3 is left for it/],
  ];
  for (const [flags, message] of cases) {
    const { code, stderr } = await runTool(["run", "shards.c", ...flags]);
    assert.equal(code, 2);
    assert.match(stderr, message);
  }
});
