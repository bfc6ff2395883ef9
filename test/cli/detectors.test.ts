/** Lockset and hybrid as a user meets them: options, reports, many seeds. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { EXAMPLES, PROGRAMS, ROOT, runTool, SCRATCH } from "./tool.ts";

const LUCKY = "eraser-figure-2-lucky-clean.c";
const RACE = "eraser-figure-2-race.c";

const example = (...args: string[]) => runTool(["run", ...args], { folder: EXAMPLES });

/** A hundred accesses under the lock, one of them without. */
const ONE_WRONG = `
#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int balance;
static void right(void) {
    pthread_mutex_lock(&lock);
    balance++;
    pthread_mutex_unlock(&lock);
}
static void wrong(void) { balance++; }
static void *worker(void *number) {
    for (int i = 0; i < 100; i++) {
        if (*(int *)number == 1 && i == 70) wrong();
        right();
    }
    return NULL;
}
int main(void) {
    static int numbers[2] = {0, 1};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, worker, &numbers[i]);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}
`;

interface Found {
  readonly kind: string;
  readonly certainty?: string;
  readonly fingerprint: string;
  readonly why: string;
  readonly place: { readonly name: string };
  readonly access: { readonly heldLocks: unknown[]; readonly stack: { function: string }[] };
  readonly history?: {
    readonly state: string;
    readonly candidates?: number[];
    readonly access: { readonly thread: number; readonly stack: { function: string }[] };
  }[];
}

function findingsOf(stderr: string): Found[] {
  const validate = new Ajv2020({ allErrors: true }).compile(
    JSON.parse(readFileSync(join(ROOT, "src/report/antecede.schema.json"), "utf8")) as object,
  );
  const document = JSON.parse(stderr) as { runs: { findings: Found[] }[] };
  assert.ok(validate(document), JSON.stringify(validate.errors));
  return document.runs[0]?.findings ?? [];
}

describe("--detector", () => {
  test("happens-before is the default: the same bytes", async () => {
    const args = ["--json", RACE];
    const [byDefault, named] = await Promise.all([
      example(...args),
      example("--detector", "happens-before", ...args),
    ]);
    assert.equal(named.stderr, byDefault.stderr);
    assert.doesNotMatch(byDefault.stderr, /certainty|possible|"detector"/);
  });

  test("lockset reports what this run only happened to order", async () => {
    assert.equal((await example(LUCKY)).code, 0);
    const ended = await example("--detector", "lockset", LUCKY);
    assert.equal(ended.code, 66);
    assert.match(ended.stderr, /^WARNING: ThreadSanitizer: possible data race \(pid=1\)$/m);
    assert.match(ended.stderr, /Location is global 'y'/);
    assert.match(ended.stderr, /Why: lock discipline broken; /);
    assert.match(ended.stderr, /possible data races? in .*, lockset\)\n$/);
    assert.match(ended.stderr, /See it again: antecede run --detector=lockset .* --seed 1/);
  });

  test("hybrid says which findings are shown and which are possible", async () => {
    const [race, lucky] = await Promise.all([
      example("--detector", "hybrid", "--json", RACE),
      example("--detector", "hybrid", "--json", LUCKY),
    ]);
    const kinds = (stderr: string) =>
      findingsOf(stderr).map(({ kind, certainty, place }) => [kind, certainty, place.name]);
    assert.deepEqual(kinds(race.stderr), [["data-race", "shown", "y"]]);
    assert.deepEqual(kinds(lucky.stderr), [["possible-data-race", "possible", "y"]]);
  });

  test("many seeds show each possible race once, with the seeds that have it", async () => {
    const seeds = ["--many-seeds=1..8", "--keep-going", "--json"];
    const runs = [1, 3].map((jobs) =>
      example("--detector=lockset", ...seeds, `--jobs=${jobs}`, LUCKY),
    );
    const [one, three] = await Promise.all(runs);
    assert.equal(one?.stderr, three?.stderr);
    const { findings, search } = JSON.parse(one?.stderr ?? "") as {
      findings: (Found & { seen: { seeds: number[] } })[];
      search: { detector: string };
    };
    assert.equal(search.detector, "lockset");
    assert.deepEqual(
      findings.map(({ place, seen }) => [place.name, seen.seeds.length]),
      [
        ["y", 8],
        ["v", 8],
      ],
    );
  });

  test("what it has no use for is a wrong command line", async () => {
    const endings = await Promise.all([
      example("--lockset-refine", "write", LUCKY),
      example("--detector", "eraser", LUCKY),
      example("--detector", "lockset", "--memory", "1153", LUCKY),
    ]);
    assert.deepEqual(
      endings.map(({ code }) => code),
      [2, 2, 2],
    );
  });

  test("--lockset-refine write leaves C(v) to writes", async () => {
    const multiple = "eraser-multiple-locks-clean.c";
    const options = ["--detector=lockset", "--many-seeds=1..8", multiple];
    const [refined, checked] = await Promise.all([
      example(...options),
      example("--lockset-refine=write", ...options),
    ]);
    assert.deepEqual([refined.code, checked.code], [66, 0]);
  });
});

describe("--explain", () => {
  test("makes the one wrong access among a hundred visible", async () => {
    writeFileSync(join(SCRATCH, "one-wrong.c"), ONE_WRONG);
    const args = ["run", "--detector=lockset", "--explain", "one-wrong.c"];
    const [text, data] = await Promise.all([
      runTool(args, { folder: SCRATCH }),
      runTool([...args, "--json"], { folder: SCRATCH }),
    ]);
    assert.match(text.stderr, /^ {2}Accesses that changed the locks that protect it:$/m);
    const [found, ...others] = findingsOf(data.stderr);
    assert.deepEqual(others, []);
    assert.equal(found?.place.name, "balance");
    const history = found?.history ?? [];
    assert.equal(history.at(-1)?.candidates?.length, 0);
    const functions = history.map(({ access }) => access.stack[0]?.function);
    assert.ok(functions.includes("wrong"), `${functions}`);
    const shrinking = history.filter(({ candidates }) => candidates !== undefined);
    assert.ok(shrinking.length <= 2, "each access of the hundred would hide the one");
  });

  test("is left out without the option", async () => {
    const ended = await example("--detector", "lockset", "--json", LUCKY);
    assert.ok(findingsOf(ended.stderr).every(({ history }) => history === undefined));
  });
});

describe("antecede.h", () => {
  test("an expected race that does not show itself ends with exit code 66", async () => {
    const folder = join(PROGRAMS, "lockset");
    const ended = await runTool(["run", "expected-race-missing.c"], { folder });
    assert.equal(ended.code, 66);
    assert.match(ended.stderr, /^WARNING: ThreadSanitizer: expected race did not show \(pid=1\)$/m);
    assert.match(ended.stderr, /is expected at expected-race-missing\.c:15:\n {4}two increments$/m);
    const data = await runTool(["run", "--json", "expected-race-missing.c"], { folder });
    assert.deepEqual(
      findingsOf(data.stderr).map(({ kind, why }) => [kind, why]),
      [["missing-race", "two increments"]],
    );
  });
});
