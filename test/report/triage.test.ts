import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Finding, RunResult } from "../../src/detector/finding.ts";
import { entryOf } from "../../src/report/baseline.ts";
import { formatJson } from "../../src/report/json.ts";
import { parseSuppressions } from "../../src/report/suppressions.ts";
import { formatRun } from "../../src/report/text.ts";
import { isStale, type TriageRules, triage } from "../../src/report/triage.ts";
import { options, reportOf } from "./reports.ts";
import * as samples from "./samples.ts";

const circumstances = { program: "counter.c", reason: "old code", date: "2026-01-31" };
const known = (...findings: Finding[]) => findings.map((one) => entryOf(one, circumstances));
const rules = (given: Partial<TriageRules>): TriageRules => ({
  suppressions: [],
  baseline: undefined,
  ...given,
});
const racy: RunResult = { ...samples.racy, otherwise: { exitCode: 3 } };
const textOf = (result: RunResult, given: Partial<TriageRules>): string => {
  const { results, triage: triaged } = reportOf(result, rules(given));
  return formatRun(results[0], options, triaged);
};

describe("suppressions", () => {
  const suppressions = parseSuppressions("race:^increment$\nrace:nobody\nsignal:x", "t.supp");

  test("take findings out of a run, which then ends as without them", () => {
    const { results, triage: triaged } = triage([racy], rules({ suppressions }));
    assert.deepEqual(results[0]?.findings, []);
    assert.equal(results[0]?.exitCode, 3);
    assert.deepEqual(
      triaged.suppressions.map((use) => [use.matched, use.findings.length, isStale(use)]),
      [
        [2, 2, false],
        [0, 0, true],
        [0, 0, false],
      ],
    );
  });

  test("count each run of a search, and give each finding once", () => {
    const again = { ...racy, seed: 2 };
    const [use] = triage([racy, again], rules({ suppressions })).triage.suppressions;
    assert.deepEqual([use?.matched, use?.findings.length], [4, 2]);
  });

  test("leave other findings, and their exit code, alone", () => {
    const findings = [samples.race, samples.lockOrder];
    const { results } = triage([{ ...racy, findings }], rules({ suppressions }));
    assert.deepEqual(results[0]?.findings, [samples.lockOrder]);
    assert.equal(results[0]?.exitCode, 66);
  });

  test("say how a run ended that is otherwise clean", () => {
    const note = "the run did not end: its threads wait for ever";
    const hung = { ...samples.deadlocked, otherwise: { exitCode: 124, note } };
    const hide = { suppressions: parseSuppressions("deadlock:worker", "t.supp") };
    assert.equal(triage([hung], rules(hide)).results[0]?.exitCode, 124);
    assert.match(textOf(hung, hide), /^antecede: the run did not end/m);
  });

  test("are listed as ThreadSanitizer lists them, and those that match nothing", () => {
    assert.deepEqual(textOf(racy, { suppressions }).split("\n"), [
      "ThreadSanitizer: Matched 2 suppressions (pid=1):",
      "2 race:^increment$",
      "antecede: matched nothing: race:nobody (t.supp:2)",
      "antecede: no findings, 2 suppressed in counter.c (seed 1, 1,234 steps, judged as written)",
      "",
    ]);
  });
});

describe("a baseline", () => {
  test("tells new findings from known ones, and says what is gone", () => {
    const baseline = known(samples.race, samples.leak);
    const { results, triage: triaged } = triage([racy], rules({ baseline }));
    assert.deepEqual(
      results[0]?.findings.map(({ status }) => status),
      ["known", "new"],
    );
    assert.equal(results[0]?.exitCode, 66);
    const { newCount, known: seen, gone } = triaged.baseline ?? {};
    assert.deepEqual([newCount, seen?.length, gone], [1, 1, known(samples.leak)]);
  });

  test("that knows all findings leaves the run's own exit code", () => {
    const baseline = known(samples.race, samples.useAfterFree);
    assert.equal(triage([racy], rules({ baseline })).results[0]?.exitCode, 3);
  });

  test("knows a finding after lines have moved, but not on another variable", () => {
    const stack = [samples.frame("increment", 99, 1)];
    const moved = { ...samples.race, access: { ...samples.race.access, stack } };
    const other: Finding = {
      ...samples.race,
      place: { ...samples.race.place, name: "x" } as never,
    };
    const baseline = known(samples.race);
    const { results } = triage([{ ...racy, findings: [moved, other] }], rules({ baseline }));
    assert.deepEqual(
      results[0]?.findings.map(({ status }) => status),
      ["known", "new"],
    );
  });

  test("misses nothing of another program, nor what is suppressed", () => {
    const elsewhere = entryOf(samples.leak, { ...circumstances, program: "other.c" });
    const baseline = [...known(samples.race, samples.useAfterFree), elsewhere];
    const suppressions = parseSuppressions("race:worker", "t.supp");
    const { triage: triaged } = triage([racy], rules({ baseline, suppressions }));
    assert.deepEqual(triaged.baseline?.gone, []);
  });

  test("has paths that are relative to the folder, as a JSON report has them", () => {
    const program = "/home/u/p/counter.c";
    const result = { ...samples.clean, program };
    const baseline = known(samples.race);
    const { baseline: use } = triage([result], {
      ...rules({ baseline }),
      root: "/home/u/p",
    }).triage;
    assert.equal(use?.gone.length, 1);
  });

  test("shows new findings whole in the text, and known and gone ones in a line each", () => {
    const text = textOf(racy, { baseline: known(samples.race, samples.leak) });
    assert.equal(text.match(/^WARNING: /gm)?.length, 1);
    assert.deepEqual(text.split("\n").slice(-5), [
      "ThreadSanitizer: reported 1 warnings",
      "antecede: known: data race on 'counter' at counter.c:7:9 in increment " +
        "(2026-01-31: old code)",
      "antecede: gone: thread-leak in main (counter.c) (2026-01-31: old code)",
      "antecede: 1 heap use after free, 1 known, 1 gone in counter.c " +
        "(seed 1, 1,234 steps, judged as written)",
      "",
    ]);
    const all = textOf(racy, { baseline: known(samples.race, samples.useAfterFree) });
    assert.match(all, /^antecede: no new findings, 2 known in counter\.c/m);
  });

  test("can't forge lines by what it says", () => {
    const baseline = [{ ...known(samples.race)[0], reason: "a\nWARNING: \u001b[2J" }] as never;
    const text = textOf(racy, { baseline });
    assert.match(text, /a\\nWARNING: \\x1b\[2J\)$/m);
  });

  test("stands in the JSON report: a status for each finding, and counts", () => {
    const given = rules({
      baseline: known(samples.race, samples.leak),
      suppressions: parseSuppressions("race:nobody", "t.supp"),
    });
    const report = reportOf(racy, given);
    const document = JSON.parse(formatJson(report.results, options, report.triage));
    const statuses = document.runs[0].findings.map((one: Finding) => one.status);
    assert.deepEqual(statuses, ["known", "new"]);
    assert.deepEqual(document.baseline, { new: 1, known: 1, gone: known(samples.leak) });
    assert.deepEqual(document.suppressions, [
      { type: "race", pattern: "nobody", file: "t.supp", line: 1, matched: 0 },
    ]);
  });
});
