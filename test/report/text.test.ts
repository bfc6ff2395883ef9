import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { deduplicate } from "../../src/report/deduplicate.ts";
import { formatMergedRuns, formatRun, type TextOptions } from "../../src/report/text.ts";
import * as samples from "./samples.ts";
import { misplacedLines, parseTsan } from "./tsan-parser.ts";

const plain: TextOptions = {
  colour: false,
  verbosity: "normal",
  readSource: samples.readSource,
};

const RACE = `==================
WARNING: ThreadSanitizer: data race (pid=1)
  Write of size 4 at 0x000000001234 by thread T1 (mutexes: write M0, read M1):
    #0 increment counter.c:7:9
    #1 worker counter.c:7:2

  Previous atomic read of size 4 at 0x000000001234 by main thread:
    #0 worker counter.c:8:5

  Location is global 'counter' of size 4 at 0x000000001234

  Mutex M0 (0x000000002000) created at:
    #0 main counter.c:18:5

  Mutex M1 (0x000000002020) created at:
    [failed to restore the stack]

  Thread T1 'adder' (tid=1, running) created by main thread at:
    #0 main counter.c:20:5

  At counter.c:7:9, write by thread T1:
       7 | counter++;
         |        ^
  At counter.c:8:5, atomic read (relaxed) by main thread:
       8 | pthread_mutex_lock(&lock);
         | ^

  'counter' is declared at counter.c:3.
  M0 is 'lock'.
  Why: no lock is held at both accesses, and thread T1 never heard of main's.
  Seen 3 times in the run.
  See it again: antecede run counter.c --seed 1

SUMMARY: ThreadSanitizer: data race counter.c:7:9 in increment
==================
`;

const DEADLOCK = `==================
WARNING: ThreadSanitizer: deadlock (pid=1)
  Thread T1 waits for mutex M1 (0x000000002020) held by thread T3 (mutexes: write M0):
    #0 worker counter.c:8:5

  Thread T3 waits for mutex M0 (0x000000002000) held by thread T1 (mutexes: write M1):
    #0 worker counter.c:8:5

  Main thread waits for thread T1 to end:
    #0 main counter.c:20:5

  Mutex M0 (0x000000002000) created at:
    #0 main counter.c:18:5

  Mutex M1 (0x000000002020) created at:
    [failed to restore the stack]

  Thread T1 'adder' (tid=1, running) created by main thread at:
    #0 main counter.c:20:5

  Thread T3 (tid=3, running) created by main thread at:
    #0 main counter.c:20:5

  At counter.c:8:5, thread T1 waits and thread T3 waits:
       8 | pthread_mutex_lock(&lock);
         | ^
  At counter.c:20:5, main thread waits:

  M0 is 'lock'.
  Why: thread T1 waits for thread T3, thread T3 waits for thread T1: a circle.
  See it again: antecede run counter.c --seed 7

SUMMARY: ThreadSanitizer: deadlock counter.c:8:5 in worker
==================
ThreadSanitizer: reported 1 warnings
antecede: 1 deadlock in counter.c (seed 7, 1,234 steps, judged as written)
`;

const ASSERTION = `==================
ERROR: ThreadSanitizer: assertion failed (pid=1)
  counter == 2 (counter.c: main: 22)
  In main thread:
    #0 main counter.c:22:3

  At counter.c:22:3, main thread:

  Exit code 134.
  See it again: antecede run counter.c --seed 1

SUMMARY: ThreadSanitizer: assertion failed counter.c:22:3 in main
==================
antecede: assertion failed in counter.c (seed 1, 1,234 steps, judged as written)
`;

const TIMEOUT = `==================
ERROR: ThreadSanitizer: timeout (pid=1)
  The program had not ended after 1,000,000 steps.
  Main thread, waiting for thread T1 to end:
    #0 main counter.c:20:5

  Thread T1, running:
    #0 worker counter.c:7:2

  At counter.c:20:5, main thread:
  At counter.c:7:2, thread T1:
       7 | counter++;
         | ^

  See it again: antecede run counter.c --seed 1

SUMMARY: ThreadSanitizer: timeout counter.c:20:5 in main
==================
antecede: timeout in counter.c (seed 1, 1,234 steps, judged as written)
`;

test("a race is reported as ThreadSanitizer reports it, and explained", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.race] }, plain);
  const end = `ThreadSanitizer: reported 1 warnings
antecede: 1 data race in counter.c (seed 1, 1,234 steps, judged as written)
`;
  assert.equal(report, RACE + end);
});

test("a deadlock names each thread, what it waits for and the circle", () => {
  assert.equal(formatRun(samples.deadlocked, plain), DEADLOCK);
});

test("a cycle of locks is reported as ThreadSanitizer reports it", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.lockOrder] }, plain);
  const expected = `==================
WARNING: ThreadSanitizer: lock-order-inversion (potential deadlock) (pid=1)
  Cycle in lock order graph: M0 (0x000000002000) => M1 (0x000000002020) => M0

  Mutex M1 acquired here while holding mutex M0 in thread T1:
    #0 worker counter.c:8:5

  Mutex M0 previously acquired by the same thread here:
    #0 worker counter.c:7:2

  Mutex M0 acquired here while holding mutex M1 in thread T3:
    #0 start counter.c:14:3

  Mutex M1 previously acquired by the same thread here:
    [failed to restore the stack]
`;
  assert.ok(report.startsWith(expected), report);
  assert.match(report, /Why: nothing keeps both from happening at once/);
  assert.match(report, /Seen with 2 cycles of locks in the run\./);
  assert.match(
    report,
    /SUMMARY: ThreadSanitizer: lock-order-inversion \(potential deadlock\) counter/,
  );
  assert.match(report, /antecede: 1 lock-order inversion in counter\.c/);
});

test("misuse has its stack first, then where the object is and what was done to it before", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.misuse] }, plain);
  const expected = `==================
WARNING: ThreadSanitizer: unlock of an unlocked mutex (or by a wrong thread) (pid=1)
    #0 worker counter.c:8:5

  Location is global 'lock' of size 24 at 0x000000002000

  Mutex M0 locked by thread T1 here:
    #0 worker counter.c:7:2

  Mutex M0 (0x000000002000) created at:
    #0 main counter.c:18:5
`;
  assert.ok(report.startsWith(expected), report);
  assert.match(
    report,
    /Why: thread T3: only the thread .* may unlock it; the holder is thread T1\./,
  );
});

test("misuse of a thread names it, and a leak names those that are alike", () => {
  const joins = formatRun({ ...samples.clean, findings: [samples.joinTwice] }, plain);
  assert.match(joins, /WARNING: ThreadSanitizer: join of an invalid thread/);
  assert.match(joins, /Why: main thread, of thread T2: a thread can be joined once/);
  assert.match(joins, /Seen 3 times in the run\./);
  const leaks = formatRun({ ...samples.clean, findings: [samples.leak] }, plain);
  assert.match(leaks, /WARNING: ThreadSanitizer: thread leak \(pid=1\)\n {2}Thread T1 'adder'/);
  assert.match(leaks, /And 1 more similar thread leak\./);
});

test("a timeout without progress says so", () => {
  const { timeout } = samples.stuck;
  assert.ok(timeout);
  const report = formatRun({ ...samples.stuck, timeout: { ...timeout, noProgress: true } }, plain);
  assert.match(report, /after 1,000,000 steps\.\n {2}No progress: .*\n.*livelock/);
});

test("the program's own failure is an error, not a counted warning", () => {
  assert.equal(formatRun(samples.aborted, plain), ASSERTION);
});

test("a timeout gives the position of each thread", () => {
  assert.equal(formatRun(samples.stuck, plain), TIMEOUT);
});

test("a parser of ThreadSanitizer's lines reads races, and nothing else in the report", () => {
  const { reports, count } = parseTsan(formatRun(samples.racy, plain));
  assert.equal(count, 2);
  assert.deepEqual(reports[0], {
    kind: "data race",
    pid: 1,
    accesses: [
      {
        what: "Write",
        bytes: 4,
        address: 0x1234,
        thread: "thread T1",
        mutexes: ["write M0", "read M1"],
        stack: ["increment counter.c:7:9", "worker counter.c:7:2"],
      },
      {
        what: "Previous atomic read",
        bytes: 4,
        address: 0x1234,
        thread: "main thread",
        mutexes: [],
        stack: ["worker counter.c:8:5"],
      },
    ],
    location: "global 'counter' of size 4 at 0x000000001234",
    mutexes: [0, 1],
    threads: [{ id: 1, name: "adder", state: "running", creator: "main thread" }],
    summary: { kind: "data race", position: "counter.c:7:9", function: "increment" },
    stacks: [
      ["increment counter.c:7:9", "worker counter.c:7:2"],
      ["worker counter.c:8:5"],
      ["main counter.c:18:5"],
      ["main counter.c:20:5"],
    ],
  });
  assert.equal(reports[1]?.kind, "heap-use-after-free");
  assert.deepEqual(
    reports[1]?.accesses.map(({ what, stack }) => [what, stack.length]),
    [
      ["Read", 2],
      ["Previous write", 0],
    ],
  );
  assert.match(reports[1]?.location ?? "", /^heap block of size 16 at 0x\w+ allocated by main/);
  assert.deepEqual(
    reports[1]?.threads.map(({ id, state, creator }) => [id, state, creator]),
    [
      [1, "running", "main thread"],
      [2, "finished", "thread T1"],
    ],
  );
});

test("a line of ThreadSanitizer's behind one of ours would be noticed", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.race] }, plain);
  assert.deepEqual(misplacedLines(report), []);
  const location = "  Location is global 'counter' of size 4 at 0x000000001234\n";
  const moved = report.replace(location, "").replace("  Why: ", `${location}  Why: `);
  assert.deepEqual(misplacedLines(moved), [location.trimEnd()]);
});

test("every sample keeps the frame that parsers rely on", () => {
  for (const result of samples.all) {
    const { reports, count } = parseTsan(formatRun(result, plain));
    assert.equal(reports.length, result.findings.length);
    assert.equal(count, result.findings.length === 0 ? undefined : result.findings.length);
    for (const { summary } of reports) assert.ok(summary);
  }
});

test("a race on a vptr is named as ThreadSanitizer names it, at both ends of the report", () => {
  const findings = [samples.onVptr, samples.virtualCallAfterFree];
  const { reports } = parseTsan(formatRun({ ...samples.clean, findings }, plain));
  const names = [
    "data race on vptr (ctor/dtor vs virtual call)",
    "heap-use-after-free (virtual call vs free)",
  ];
  assert.deepEqual(
    reports.map(({ kind, summary }) => [kind, summary?.kind]),
    names.map((name) => [name, name]),
  );
});

test("a finding says whether it needs weak memory", () => {
  const findings = [samples.race, samples.onVptr, samples.virtualCallAfterFree];
  const lines = formatRun({ ...samples.stale, findings }, plain)
    .split("\n")
    .filter((line) => line.startsWith("  Weak memory: "));
  assert.deepEqual(lines, [
    "  Weak memory: not needed, it also shows with --no-weak-memory --seed 3.",
    "  Weak memory: not known whether it is needed: the program uses files that it may change.",
    "  Weak memory: needed, as it seems: 32 runs without stale reads did not show it. A load " +
      "must read an older value, so the memory orders are to blame; --track-weak-loads lists " +
      "such loads.",
  ]);
});

test("stale reads come first, each with its candidates", () => {
  const [head] = formatRun(samples.stale, plain).split("==================");
  const first =
    "1. acquire load of size 4 at 0x000000001234 ('counter') by thread T2 " +
    "at counter.c:9:5 in worker, step 1,000";
  const excluded =
    "             0, what memory held before; " +
    "excluded by CoRR: a later store was read (C++20 [intro.races]/16)";
  assert.deepEqual(head?.split("\n"), [
    "Loads that read a store other than the newest: 1,002",
    "",
    first,
    "     newest  2, release store by thread T1 at counter.c:8:5 in worker",
    "     read    1, release read-modify-write by thread T3",
    excluded,
    "",
    "2. relaxed load of size 8 at 0x000000005678 by main thread, step 1,001",
    "     newest  7, release store by thread T1 at counter.c:8:5 in worker",
    "     read    unknown, what memory held before",
    "",
    "1,000 more are not shown.",
    "",
    "",
  ]);
});

test("each kind of place has ThreadSanitizer's line", () => {
  const location = (finding: typeof samples.race) =>
    parseTsan(formatRun({ ...samples.clean, findings: [finding] }, plain)).reports[0]?.location;
  assert.equal(location(samples.onStack), "stack of thread T3.");
  assert.equal(location(samples.inTls), "TLS of thread T1.");
  assert.equal(location(samples.atNowhere), undefined);
});

test("a clean run says nothing, and with verbose that it is clean", () => {
  assert.equal(formatRun(samples.clean, plain), "");
  assert.equal(
    formatRun(samples.clean, { ...plain, verbosity: "verbose" }),
    "antecede: no findings in counter.c (seed 1, 1,234 steps, judged as written)\n",
  );
});

test("quiet prints findings and no closing lines", () => {
  const quiet = formatRun(
    { ...samples.clean, findings: [samples.race] },
    {
      ...plain,
      verbosity: "quiet",
    },
  );
  assert.equal(quiet, RACE);
});

test("colours are those of ThreadSanitizer, and change nothing else", () => {
  const findings = [samples.race];
  const coloured = formatRun({ ...samples.clean, findings }, { ...plain, colour: true });
  const without = formatRun({ ...samples.clean, findings }, plain);
  assert.equal(stripVTControlCharacters(coloured), without);
  assert.ok(!without.includes("\u001b"));
  const painted = (colour: number, text: string) =>
    coloured.includes(`\u001b[1m\u001b[${colour}m${text}`);
  assert.ok(painted(31, "WARNING: ThreadSanitizer: data race (pid=1)"));
  assert.ok(painted(34, "  Write of size 4"));
  assert.ok(painted(34, "  Previous atomic read"));
  assert.ok(painted(32, "  Location is global"));
  assert.ok(painted(35, "  Mutex M0"));
  assert.ok(painted(36, "  Thread T1"));
});

test("names and messages of the program can neither forge lines nor steer the terminal", () => {
  const evil = "x\n==================\nWARNING: ThreadSanitizer: data race (pid=1)\u001b[2J";
  const report = formatRun(
    {
      ...samples.aborted,
      program: evil,
      findings: [
        {
          ...samples.race,
          why: evil,
          threads: samples.threads.map((thread) => ({ ...thread, name: evil })),
          access: { ...samples.race.access, stack: [{ function: evil, inlined: false }] },
        },
      ],
      failure: { kind: "abort", message: evil, thread: 0, stack: [], exitCode: 134 },
    },
    { ...plain, readSource: () => evil.replaceAll("\n", "\r") },
  );
  assert.equal(parseTsan(report).reports.length, 1);
  assert.doesNotMatch(report.replaceAll("\n", ""), /\p{Cc}/u);
});

test("a caret stands below its column, whatever stands before it", () => {
  const excerptAt = (source: string, column: number) => {
    const access = {
      ...samples.race.access,
      stack: [{ function: "f", file: "f.c", line: 1, column, inlined: false }],
    };
    const report = formatRun(
      { ...samples.clean, findings: [{ ...samples.race, access }] },
      { ...plain, readSource: (file) => (file === "f.c" ? source : undefined) },
    );
    const lines = report.split("\n");
    const at = lines.findIndex((line) => line.startsWith("  At f.c:1"));
    const [text = "", caret = ""] = lines.slice(at + 1, at + 3);
    return text.charAt(caret.indexOf("^"));
  };
  assert.equal(excerptAt("    x = @;", 9), "@");
  assert.equal(excerptAt("\t\tx = @;", 7), "@");
  assert.equal(excerptAt('s = "größe" + @;', 17), "@");
  assert.equal(excerptAt(`${"long ".repeat(40)}@;${" and on".repeat(40)}`, 201), "@");
});

test("runs of many seeds give each finding once, with how many seeds show it", () => {
  const merged = deduplicate([
    { ...samples.racy, seed: 4 },
    { ...samples.clean, seed: 5 },
    { ...samples.racy, seed: 6 },
  ]);
  const report = formatMergedRuns(merged, { ...plain, command: "antecede run 'a b.c' -O2" });
  const { reports } = parseTsan(report);
  assert.equal(reports.length, 2);
  assert.match(report, /^ {2}Seen with 2 of 3 seeds\.$/m);
  assert.match(report, /^ {2}See it again: antecede run 'a b\.c' -O2 --seed 1$/m);
  assert.equal(
    report.trimEnd().split("\n").at(-1),
    "antecede: 1 data race, 1 heap use after free in counter.c " +
      "(3 seeds, 3,702 steps, judged as written)",
  );
});

test("a possible race shows who changed the locks that protect the variable", () => {
  const result = { ...samples.clean, findings: [samples.possible] };
  const lines = formatRun(result, plain).split("\n");
  const start = lines.indexOf("  Accesses that changed the locks that protect it:");
  assert.ok(lines.includes("WARNING: ThreadSanitizer: possible data race (pid=1)"));
  assert.deepEqual(lines.slice(start + 2, start + 11), [
    "  1. atomic read by main thread: exclusive, needs no lock",
    "    #0 worker counter.c:8:5",
    "",
    "  2. atomic read by thread T2 (mutexes: write M0): shared-modified, M0",
    "    #0 worker counter.c:8:5",
    "",
    "  3. write by thread T1: shared-modified, no lock",
    "    #0 increment counter.c:7:9",
    "    #1 worker counter.c:7:2",
  ]);
  const parsed = parseTsan(formatRun(samples.hybrid, plain));
  assert.equal(parsed.reports.length, 3);
});

test("a race that was expected and did not show itself says where it was", () => {
  const text = formatRun({ ...samples.clean, findings: [samples.missing] }, plain);
  assert.match(text, /^WARNING: ThreadSanitizer: expected race did not show \(pid=1\)$/m);
  assert.match(
    text,
    /^ {2}A race at 0x000000001234 is expected at counter\.c:7:\n {4}two increments$/m,
  );
  assert.match(text, /1 missing expected race in counter\.c/);
});

test("what both threads did in between, clocks and a short schedule follow the reason", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.explained] }, plain);
  const expected = `
  Why: no lock is held at both accesses, and thread T1 never heard of main's.
    main, after its atomic read (relaxed): unlock of M0 at counter.c:20:5
      first released: store (release) of 'flag' at counter.c:9:5, acquired by T2
    T1, before its write: load (relaxed) of 'flag' at counter.c:6:12
      last acquired: creation by main at counter.c:20:5
    Clocks: T1 knew main@2, T1@1; main's access was at main@4.
  Seen 3 times in the run.
  Schedule: needs 2 switches, 1 stale read and 1 choice whom to wake; its run had \
1,200 switches, 33 stale reads, 1 failed compare-exchange and 2 spurious wake-ups (61 runs tried).
    1. main stops at counter.c:8:5, T1 goes on
    2. T2 ends, T1 goes on
    3. T1 wakes T3, which has not waited longest
    4. T1 reads a store at counter.c:6:12 that is 2 stores old
  See it again: antecede run counter.c --seed 1
`.replaceAll("\\\n", "");
  assert.ok(report.includes(expected), report);
  assert.equal(parseTsan(report).reports.length, 1);
});

test("what did not happen is said if all is known, and a bound that was met", () => {
  const report = formatRun({ ...samples.clean, findings: [samples.advised] }, plain);
  assert.match(report, /^ {4}main, after its atomic read \(relaxed\): nothing that synchronizes$/m);
  assert.match(report, /^ {4}To order them: hold M0 at T1's write too\.$/m);
  assert.match(report, /needs no switch and no stale read; its run had none either \(2,000 runs/);
  assert.match(report, /tried; the search met its bound\)\.$/m);
});
