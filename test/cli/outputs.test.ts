/** Formats, files that reports go to, GitHub Actions, suppressions and baselines. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { sarifErrors } from "../report/sarif-schema.ts";
import { CACHE, EXAMPLES, folderWith, LAUNCHER, runTool, SCRATCH } from "./tool.ts";

const RACE = "message-passing-relaxed-race.c";
const CLEAN = "message-passing-fences-clean.c";

/** Two races, of which some schedules show one only. */
const TWO_RACES = `#include <pthread.h>
#include <stdatomic.h>
static int always, sometimes;
static atomic_int ready;
static void first(void) { always++; }
static void second(void) { sometimes++; }
static void *thread(void *unused)
{
    first();
    if (atomic_load_explicit(&ready, memory_order_relaxed)) second();
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    first();
    second();
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    pthread_join(t, NULL);
    return 0;
}
`;

const example = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runTool(["run", ...args], { folder: EXAMPLES, environment });
const scratch = (name: string) => join(SCRATCH, name);
const read = (file: string) => readFileSync(file, "utf8");

describe("--format", () => {
  test("chooses what standard error gets; --json is short for one of them", async () => {
    const json = await example(["--format", "json", RACE]);
    assert.deepEqual(await example(["--json", RACE]), json);
    const sarif = await example(["--format=sarif", RACE]);
    assert.deepEqual(sarifErrors(JSON.parse(sarif.stderr)), []);
    const junit = await example(["--format", "junit", RACE]);
    assert.match(junit.stderr, /^<\?xml .*\n[\s\S]*<failure message="1 data race"/);
    const github = await example(["--format", "github", RACE]);
    assert.match(github.stderr, /^::error file=\S+\.c,line=14,col=10,title=Data race::/);
    for (const { code } of [json, sarif, junit, github]) assert.equal(code, 66);
  });

  test("that is none, or two at once, is a mistake", async () => {
    assert.equal((await example(["--format", "yaml", RACE])).code, 2);
    assert.equal((await example(["--json", "--format", "sarif", RACE])).code, 2);
  });

  test("json gives errors as JSON too", async () => {
    for (const option of [["--format", "json"], ["--format=json"]]) {
      const { code, stderr } = await example([...option, "no-such-file.c"]);
      assert.equal(code, 2);
      assert.equal(JSON.parse(stderr).error.code, "usage");
    }
  });
});

describe("--report", () => {
  test("writes several at once, beside the text on standard error", async () => {
    const files = ["json", "sarif", "junit", "text"].map((name) => [name, scratch(`r.${name}`)]);
    const options = files.flatMap(([name, file]) => ["--report", `${name}=${file}`]);
    const { code, stderr } = await example([...options, RACE]);
    assert.equal(code, 66);
    assert.equal(stderr, (await example([RACE])).stderr);
    assert.equal(read(scratch("r.text")), stderr);
    assert.equal(read(scratch("r.json")), (await example(["--json", RACE])).stderr);
    assert.deepEqual(sarifErrors(JSON.parse(read(scratch("r.sarif")))), []);
    assert.match(read(scratch("r.junit")), /<\/testsuites>\n$/);
  });

  test("writes none if one of them can't be written", async () => {
    const folder = folderWith("half", { "old.json": "old" });
    const options = [
      ...["--report", `json=${join(folder, "old.json")}`],
      ...["--report", `sarif=${join(folder, "gone", "r.sarif")}`],
    ];
    const { code, stderr } = await example([...options, RACE]);
    assert.equal(code, 2);
    assert.match(stderr, /r\.sarif: can't write \(ENOENT\)/);
    assert.deepEqual(readdirSync(folder), ["old.json"]);
    assert.equal(read(join(folder, "old.json")), "old");
  });

  test("keeps a link, and replaces what it leads to", async () => {
    const folder = folderWith("linked", { "real.json": "old" });
    symlinkSync("real.json", join(folder, "link.json"));
    await example(["--report", `json=${join(folder, "link.json")}`, RACE]);
    assert.deepEqual(readdirSync(folder).sort(), ["link.json", "real.json"]);
    assert.match(read(join(folder, "real.json")), /^\{\n {2}"tool": "antecede"/);
  });

  test("may go to a file that the process has open", { skip: !existsSync("/dev/stderr") }, () => {
    const file = scratch("open.txt");
    const opened = openSync(file, "a");
    const args = [LAUNCHER, "run", "--report", "text=/dev/stderr", "-q", RACE];
    const env = { ...process.env, NO_COLOR: "1", ANTECEDE_CACHE: CACHE };
    spawnSync(process.execPath, args, { cwd: EXAMPLES, stdio: ["ignore", "ignore", opened], env });
    // Whatever is written to it afterwards is in the same file.
    writeSync(opened, "later\n");
    closeSync(opened);
    assert.match(read(file), /^={18}\nWARNING: [\s\S]*\n={18}\nlater\n$/);
    assert.equal(read(file).match(/^WARNING: /gm)?.length, 2);
  });

  test("of an unknown format, without a file, or to one file twice, is a mistake", async () => {
    const file = scratch("twice");
    const mistakes = [
      ["--report", "yaml=x"],
      ["--report", "json"],
      ["--report", "json="],
      ["--report", `json=${file}`, "--report", `sarif=${file}`],
      ["--report", `json=${file}`, "--report-file", file],
      ["--report", `json=${EXAMPLES}`],
    ];
    for (const options of mistakes) {
      const { code, stderr } = await example([...options, RACE]);
      assert.equal(code, 2, options.join(" "));
      assert.match(stderr, /^antecede: /m);
    }
    assert.ok(!existsSync(file));
  });
});

describe("within GitHub Actions", () => {
  const summary = (name: string) => ({
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: scratch(name),
  });

  test("annotations follow the text, and the job gets a summary behind others", async () => {
    writeFileSync(scratch("s1.md"), "before\n");
    const { code, stderr } = await example([RACE], summary("s1.md"));
    assert.equal(code, 66);
    const plain = (await example([RACE])).stderr;
    assert.ok(stderr.startsWith(plain));
    const lines = stderr.slice(plain.length).split("\n");
    assert.deepEqual(
      lines.map((line) => /^::error file=(\S+),line=(\d+)/.exec(line)?.[2]),
      ["14", "23", undefined],
    );
    assert.match(read(scratch("s1.md")), /^before\n### antecede: `message-passing/);
  });

  test("paths are as the repository has them", async () => {
    const workspace = { ...summary("s2.md"), GITHUB_WORKSPACE: join(EXAMPLES, "..", "..") };
    const { stderr } = await example(["--format", "github", RACE], workspace);
    assert.match(stderr, /^::error file=examples\/c\/message-passing-relaxed-race\.c,line=14,/);
    assert.equal(stderr.match(/^::error/gm)?.length, 2);
  });

  test("a document for machines stays one", async () => {
    const { stderr } = await example(["--json", RACE], summary("s3.md"));
    assert.equal(JSON.parse(stderr).runs.length, 1);
    const file = scratch("actions.json");
    const other = await example(["--json", "--report-file", file, RACE], summary("s4.md"));
    assert.match(other.stderr, /^::error /);
  });

  test("--no-github turns both off", async () => {
    const { stderr } = await example(["--no-github", RACE], summary("s5.md"));
    assert.equal(stderr, (await example([RACE])).stderr);
    assert.ok(!existsSync(scratch("s5.md")));
  });
});

describe("--suppressions", () => {
  test("takes ThreadSanitizer's file as it is, and the run ends as without findings", async () => {
    const file = scratch("tsan.supp");
    writeFileSync(file, "# known\nrace:^consumer$\nrace:nobody\n");
    const { code, stdout, stderr } = await example(["--suppressions", file, RACE]);
    assert.deepEqual([code, stdout], [0, "Hello World!\n"]);
    assert.match(
      stderr,
      /^ThreadSanitizer: Matched 1 suppressions \(pid=1\):\n1 race:\^consumer\$\n/,
    );
    assert.match(stderr, /^antecede: matched nothing: race:nobody \(\S+tsan\.supp:3\)$/m);
    assert.equal((await example(["-q", "--suppressions", file, RACE])).stderr, "");
  });

  test("with a line that is none is a mistake, with its place", async () => {
    const file = scratch("bad.supp");
    writeFileSync(file, "race:x\nrace x\n");
    const { code, stderr } = await example(["--suppressions", file, RACE]);
    assert.equal(code, 2);
    assert.match(stderr, /bad\.supp:2: "race x" is no suppression/);
    assert.equal((await example(["--suppressions", scratch("none.supp"), RACE])).code, 2);
  });

  test("a search goes on over what is suppressed", async () => {
    const file = scratch("search.supp");
    writeFileSync(file, "race:consumer\n");
    const args = ["--suppressions", file, "--many-seeds", "1..40", RACE];
    const { code, stderr } = await example(args);
    assert.equal(code, 0);
    assert.match(stderr, /no findings, 1 suppressed in \S+ \(40 seeds, /);
  });

  test("a search that finds something else ends there, whatever the number of jobs", async () => {
    const folder = folderWith("two", {
      "two.c": TWO_RACES,
      "first.supp": "race:^first$\n",
    });
    const search = (jobs: string) =>
      runTool(
        ["run", "--suppressions", "first.supp", "--many-seeds", "1..200", "--jobs", jobs, "two.c"],
        { folder },
      );
    const one = await search("1");
    assert.equal(one.code, 66);
    assert.match(one.stderr, /^ThreadSanitizer: reported 1 warnings$/m);
    assert.match(one.stderr, /Location is global 'sometimes'/);
    assert.doesNotMatch(one.stderr, /Location is global 'always'/);
    const { seeds } = /\((?<seeds>\d+) seeds?, /.exec(one.stderr)?.groups ?? {};
    assert.ok(Number(seeds) < 200, one.stderr);
    assert.deepEqual(await search("4"), one);
  });
});

describe("antecede baseline", () => {
  const folder = folderWith("baseline", {
    "race.c": read(join(EXAMPLES, RACE)),
    "other.c": read(join(EXAMPLES, "increment-race.c")),
    "two.c": TWO_RACES,
  });
  const tool = (...args: readonly string[]) => runTool(args, { folder });
  const baseline = (...args: readonly string[]) =>
    tool("baseline", "--reason", "old", "--date", "2026-01-31", ...args);

  test("makes a report's findings known, and their exit code 0", async () => {
    await tool("run", "--report", "json=r.json", "race.c");
    const { code, stderr } = await baseline("r.json");
    assert.deepEqual(
      [code, stderr],
      [0, "antecede: 1 finding added, 1 in all in antecede-baseline.json\n"],
    );
    const file = JSON.parse(read(join(folder, "antecede-baseline.json")));
    assert.deepEqual([file.findings.length, file.findings[0].reason], [1, "old"]);
    const known = await tool("run", "--baseline", "antecede-baseline.json", "race.c");
    assert.equal(known.code, 0);
    assert.match(
      known.stderr,
      /^antecede: known: data race on 'data' at race\.c:23:10 in consumer/,
    );
    assert.match(known.stderr, /^antecede: no new findings, 1 known in race\.c/m);
  });

  test("of a run says the same as of its report", async () => {
    await tool("run", "--report", "json=r2.json", "race.c");
    assert.equal((await baseline("-o", "a.json", "r2.json")).code, 0);
    const ran = await baseline("-o", "b.json", "race.c");
    assert.deepEqual([ran.code, ran.stdout], [0, "Hello World!\n"]);
    assert.equal(read(join(folder, "b.json")), read(join(folder, "a.json")));
  });

  test("keeps what is known, with its reason and date; --prune removes what is gone", async () => {
    await baseline("-o", "c.json", "race.c");
    const first = read(join(folder, "c.json"));
    await tool("baseline", "--reason", "new", "-o", "c.json", "race.c");
    assert.equal(read(join(folder, "c.json")), first);
    await baseline("-o", "c.json", "other.c");
    const pruned = await baseline("--prune", "--no-weak-memory", "-o", "c.json", "other.c");
    assert.match(pruned.stderr, /0 findings added, 0 removed, 2 in all/);
    const gone = { ...JSON.parse(first).findings[0], fingerprint: "0123456789abcdef" };
    const file = JSON.parse(read(join(folder, "c.json")));
    writeFileSync(
      join(folder, "c.json"),
      JSON.stringify({ ...file, findings: [...file.findings, gone] }),
    );
    const run = await tool("run", "--baseline", "c.json", "race.c");
    assert.equal(run.code, 0);
    assert.match(run.stderr, /^antecede: gone: data-race on 'data' between consumer \(race\.c\)/m);
    assert.match(
      (await baseline("--prune", "-o", "c.json", "race.c")).stderr,
      /1 removed, 2 in all/,
    );
  });

  test("of a search runs all seeds, so that what one shows hides nothing", async () => {
    const search = ["--many-seeds", "1..100", "two.c"];
    assert.equal((await baseline("-o", "two.json", ...search)).code, 0);
    const { findings } = JSON.parse(read(join(folder, "two.json")));
    assert.deepEqual(
      findings.map((one: { variable: string }) => one.variable),
      ["always", "sometimes"],
    );
    const known = await tool("run", "--baseline", "two.json", "--keep-going", ...search);
    assert.match(known.stderr, /no new findings, 2 known in two\.c \(100 seeds, /);
    assert.equal(known.code, 0);
  });

  test("needs a reason, a date that exists, and something to read", async () => {
    assert.equal((await tool("baseline", "race.c")).code, 2);
    assert.equal((await tool("baseline", "--reason", " ", "race.c")).code, 2);
    assert.equal((await baseline()).code, 2);
    assert.equal((await baseline("--date", "2026-02-30", "race.c")).code, 2);
    assert.equal((await baseline("gone.json")).code, 2);
    assert.match((await baseline("a.json")).stderr, /a\.json: this is no JSON report/);
    assert.match((await tool("run", "--baseline", "r.json", "race.c")).stderr, /no baseline/);
  });

  test("takes the day of today without --date", async () => {
    const before = new Date().toISOString().slice(0, 10);
    await tool("baseline", "--reason", "x", "-o", "d.json", "race.c");
    const { date } = JSON.parse(read(join(folder, "d.json"))).findings[0];
    assert.ok(date >= before && date <= new Date().toISOString().slice(0, 10));
  });
});

test("a clean program gives every format without findings", async () => {
  for (const format of ["sarif", "junit", "github"]) {
    assert.equal((await example(["--format", format, CLEAN])).code, 0, format);
  }
  const { stderr } = await example(["--format", "sarif", CLEAN]);
  assert.deepEqual(JSON.parse(stderr).runs[0].results, []);
});
