/** A report's run made again: the same finding, whether the sources were edited or not. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { EXAMPLES, folderWith, JAVASCRIPT_STACK, ROOT, runTool } from "./tool.ts";

const RACE = readFileSync(join(EXAMPLES, "message-passing-relaxed-race.c"), "utf8");
const READS = `#include <pthread.h>
#include <stdio.h>
static int data;
static void *thread(void *p) { data = 2; return p; }
int main(int count, char **words)
{
    char line[100000];
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    data = fgets(line, sizeof line, stdin) && line[0] == 'x' && count == 2 && words[1][0] == 'a';
    pthread_join(t, NULL);
    return 0;
}
`;
const folder = folderWith("replay", {
  "race.c": RACE,
  "edited.c": RACE,
  "changed.c": RACE,
  "reads.c": READS,
  "clean.c": readFileSync(join(EXAMPLES, "counter-mutex-clean.c")),
  "abort.c": "#include <stdlib.h>\nint main(void) { abort(); }\n",
});
const tool = (args: readonly string[], stdin = "") => runTool(args, { folder, stdin });

interface Report {
  readonly recording: { readonly version: number; readonly arguments: readonly string[] };
  readonly replay?: {
    readonly shows: boolean;
    readonly program: string;
    readonly fingerprint: string;
  };
  readonly runs: readonly {
    readonly seed: number;
    readonly steps: number;
    readonly findings: readonly {
      readonly fingerprint: string;
      readonly schedule?: { readonly switches: number; readonly decisions: readonly unknown[] };
    }[];
  }[];
}

function reportOf(file: string): Report {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Report;
}

async function recorded(args: readonly string[], file: string, stdin = ""): Promise<Report> {
  await tool(["run", "--json", "--report-file", file, ...args], stdin);
  return reportOf(file);
}

async function replayed(file: string, ...args: readonly string[]): Promise<Report> {
  await tool(["replay", "--json", "--report-file", `again-${file}`, ...args, file]);
  return reportOf(`again-${file}`);
}

describe("a replay", () => {
  test("shows the same run and finding, with the same bytes each time", async () => {
    const first = await recorded(["--seed", "7", "race.c"], "race.json");
    const again = await replayed("race.json");
    assert.deepEqual(again.runs, first.runs);
    assert.deepEqual(again.recording, first.recording);
    assert.equal(again.replay?.program, "same");
    assert.equal(again.replay?.shows, true);
    const bytes = readFileSync(join(folder, "again-race.json"), "utf8");
    await replayed("race.json");
    assert.equal(readFileSync(join(folder, "again-race.json"), "utf8"), bytes);
  });

  test("can be replayed itself", async () => {
    await recorded(["race.c"], "once.json");
    const again = await replayed("once.json");
    assert.deepEqual((await replayed("again-once.json")).runs, again.runs);
  });

  test("says that the finding shows again, and exits as the run did", async () => {
    await recorded(["race.c"], "text.json");
    const { code, stderr } = await tool(["replay", "text.json"]);
    assert.equal(code, 66);
    assert.match(stderr, /^antecede: replay of finding 1 of 1: data-race [0-9a-f]{16}, seed 1$/m);
    assert.match(stderr, /^WARNING: ThreadSanitizer: data race/m);
    assert.match(stderr, /^antecede: the finding shows again$/m);
    const quiet = await tool(["replay", "-q", "--exitcode", "9", "text.json"]);
    assert.equal(quiet.code, 9);
    assert.doesNotMatch(quiet.stderr, /^antecede:/m);
  });

  test("survives an edit of comments, and says so", async () => {
    await recorded(["edited.c"], "edited.json");
    writeFileSync(join(folder, "edited.c"), `// New\n// lines.\n${RACE}`);
    const { replay } = await replayed("edited.json");
    assert.deepEqual([replay?.shows, replay?.program], [true, "moved"]);
    const { stderr } = await tool(["replay", "edited.json"]);
    assert.match(stderr, /^antecede: the sources were edited since, but do the same/m);
  });

  test("says that the program has changed, and whether the finding still shows", async () => {
    await recorded(["changed.c"], "changed.json");
    const mended = RACE.replaceAll("memory_order_relaxed", "memory_order_seq_cst");
    writeFileSync(join(folder, "changed.c"), mended);
    const { code, stderr } = await tool(["replay", "changed.json"]);
    assert.equal(code, 0);
    assert.match(stderr, /^antecede: THE PROGRAM HAS CHANGED/m);
    assert.match(stderr, /^antecede: the finding does not show in the changed program$/m);
    writeFileSync(join(folder, "changed.c"), RACE.replace("Hello", "Hello there,"));
    const still = await tool(["replay", "changed.json"]);
    assert.equal(still.code, 66);
    assert.match(still.stderr, /PROGRAM HAS CHANGED[\s\S]*the finding shows again$/m);
  });

  test("follows a short schedule, or the seed if asked", async () => {
    const report = await recorded(["--shrink", "--preemption-rate", "1", "race.c"], "short.json");
    const { schedule } = report.runs[0]?.findings[0] ?? {};
    assert.ok(schedule);
    const short = await replayed("short.json");
    assert.equal(short.replay?.shows, true);
    const bySeed = await replayed("short.json", "--by-seed");
    assert.equal(bySeed.runs[0]?.steps, report.runs[0]?.steps);
    const { stderr } = await tool(["replay", "short.json"]);
    assert.match(stderr, /its short schedule$/m);
  });

  test("is valid under the schema, with all that can be asked for", async () => {
    const schema = readFileSync(join(ROOT, "src", "report", "antecede.schema.json"), "utf8");
    const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(schema));
    const all = ["--shrink", "--explain", "--track-weak-loads"];
    const report = await recorded([...all, "--preemption-rate", "1", "race.c"], "valid.json");
    for (const document of [report, await replayed("valid.json", ...all)]) {
      validate(document);
      assert.deepEqual(validate.errors ?? [], []);
    }
  });

  test("finds a finding of many seeds by number and by fingerprint", async () => {
    await recorded(["--many-seeds", "5..8", "race.c"], "many.json");
    const { replay, runs } = await replayed("many.json", "--finding", "1");
    assert.equal(runs[0]?.seed, 5);
    assert.equal(replay?.shows, true);
    const digits = replay?.fingerprint.slice(0, 10) ?? "";
    assert.deepEqual((await replayed("many.json", "--finding", digits)).runs, runs);
  });

  test("of a program that fails shows the failure", async () => {
    await recorded(["abort.c"], "abort.json");
    const { code, stderr } = await tool(["replay", "abort.json"]);
    assert.equal(code, 134);
    assert.match(stderr, /^antecede: the finding shows again$/m);
  });

  test("of a clean run is that run", async () => {
    await recorded(["clean.c"], "clean.json");
    const { code, stderr } = await tool(["replay", "clean.json"]);
    assert.equal(code, 0);
    assert.match(stderr, /no finding/);
  });
});

describe("what the program reads", () => {
  test("is in the report if it is short, and the program's arguments always", async () => {
    const first = await recorded(["reads.c", "--", "a b"], "input.json", "x\n");
    assert.deepEqual(first.recording.arguments, ["reads.c", "--", "a b"]);
    assert.deepEqual((await replayed("input.json")).runs, first.runs);
  });

  test("must be given again if it is long, and be the same", async () => {
    const long = `x${"y".repeat(10_000)}\n`;
    await recorded(["reads.c", "--", "a"], "long.json", long);
    assert.ok(!readFileSync(join(folder, "long.json"), "utf8").includes("yyyyyyyy"));
    assert.equal((await tool(["replay", "long.json"], long)).code, 66);
    const other = await tool(["replay", "long.json"], long.replace("xy", "zy"));
    assert.equal(other.code, 2);
    assert.match(other.stderr, /bytes of standard input, which the report does not hold/);
  });
});

describe("what can't be replayed", () => {
  const cases = [
    ["two files", ["race.json", "two.json"], /name one report or finding/],
    ["a file that is not there", ["none.json"], /none\.json: can't read/],
    ["a source", ["race.c"], /not a JSON report/],
    ["another tool's document", ["other.json"], /not a report of Antecede's/],
    ["a report of before", ["old.json"], /holds no recording/],
    ["a recording of another version", ["new.json"], /recording is of version 99/],
    ["a finding that is not there", ["--finding", "3", "some.json"], /no finding of the report/],
  ] as const;
  for (const [name, args, says] of cases) {
    test(`${name}: exit code 2, and why`, async () => {
      writeFileSync(join(folder, "other.json"), '{"tool": "other"}');
      writeFileSync(join(folder, "old.json"), '{"tool": "antecede", "runs": []}');
      const recording = { version: 99, arguments: [] };
      writeFileSync(join(folder, "new.json"), JSON.stringify({ tool: "antecede", recording }));
      const empty = { tool: "antecede", recording: { ...recording, version: 1 }, runs: [] };
      writeFileSync(join(folder, "some.json"), JSON.stringify(empty));
      const { code, stderr } = await tool(["replay", ...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, JAVASCRIPT_STACK);
    });
  }
});
