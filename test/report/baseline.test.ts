import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BaselineSyntaxError,
  entryOf,
  formatBaseline,
  isDate,
  mergeEntries,
  parseBaseline,
} from "../../src/report/baseline.ts";
import { deduplicate } from "../../src/report/deduplicate.ts";
import { formatJson, formatMergedJson } from "../../src/report/json.ts";
import { ReportSyntaxError, readReport } from "../../src/report/read-report.ts";
import * as samples from "./samples.ts";

const circumstances = { program: "counter.c", reason: "old", date: "2026-01-31" };
const race = entryOf(samples.race, circumstances);
const leak = entryOf(samples.leak, circumstances);

test("an entry names its finding by variable, functions and files, and by no line", () => {
  assert.deepEqual(race, {
    fingerprint: samples.race.fingerprint,
    kind: "data-race",
    variable: "counter",
    places: ["increment (counter.c)", "worker (counter.c)"],
    program: "counter.c",
    reason: "old",
    date: "2026-01-31",
  });
  const later = { ...samples.race.access, stack: [samples.frame("increment", 700, 1)] };
  assert.deepEqual(entryOf({ ...samples.race, access: later }, circumstances), race);
});

test("a file read is what was written, and the same entries give the same bytes", () => {
  const text = formatBaseline(mergeEntries([], [race, leak]));
  assert.deepEqual(parseBaseline(text), mergeEntries([], [leak, race]));
  assert.equal(formatBaseline(parseBaseline(text)), text);
  assert.ok(text.endsWith("}\n"));
});

test("a finding that is known keeps its reason and date", () => {
  const again = { ...race, reason: "new", date: "2026-12-24" };
  assert.deepEqual(mergeEntries([race], [again, leak]), mergeEntries([], [race, leak]));
});

test("a race of the same functions on another variable is another finding", () => {
  assert.equal(mergeEntries([race], [{ ...race, variable: "total" }]).length, 2);
});

test("a date is a day that exists", () => {
  for (const date of ["2026-01-31", "2024-02-29"]) assert.ok(isDate(date), date);
  for (const date of ["2026-02-29", "2026-13-01", "26-01-01", "today", ""]) {
    assert.ok(!isDate(date), date);
  }
});

test("a file that is no baseline is refused, and says what is wrong", () => {
  const file = (entry: object) =>
    JSON.stringify({ tool: "antecede", baselineVersion: 1, findings: [entry] });
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["", /no JSON/],
    ["[]", /no baseline/],
    [formatJson([samples.racy], { version: "1" }), /no baseline/],
    ['{"tool": "antecede", "baselineVersion": 2, "findings": []}', /version 2, and not 1/],
    ['{"tool": "antecede", "baselineVersion": 1}', /no list/],
    [file({ ...race, fingerprint: "x" }), /finding 1 has no fingerprint/],
    [file({ ...race, date: "soon" }), /finding 1 has no date/],
    [file({ ...race, reason: undefined }), /finding 1 has no reason/],
    [file({ ...race, places: "here" }), /finding 1 has no list of places/],
  ];
  for (const [text, message] of wrong) {
    assert.throws(
      () => parseBaseline(text),
      (error) => {
        assert.ok(error instanceof BaselineSyntaxError);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test("a JSON report gives the entries that its runs give", () => {
  const results = samples.all;
  const entries = (programs: readonly { program: string; findings: readonly never[] }[]) =>
    programs.flatMap(({ program, findings }) =>
      findings.map((finding) => entryOf(finding, { ...circumstances, program })),
    );
  const ofRuns = entries(results as never);
  assert.ok(ofRuns.length > 10);
  assert.deepEqual(entries(readReport(formatJson(results, { version: "1" })) as never), ofRuns);
  const merged = readReport(formatMergedJson(deduplicate(results), { version: "1" }));
  assert.deepEqual(mergeEntries([], entries(merged as never)), mergeEntries([], ofRuns));
});

test("what is no JSON report is refused", () => {
  const good = JSON.parse(formatJson([samples.racy], { version: "1" }));
  const [run] = good.runs;
  const [finding] = run.findings;
  const withFinding = (other: object) => ({ ...good, runs: [{ ...run, findings: [other] }] });
  const wrong: readonly unknown[] = [
    [],
    { ...good, schemaVersion: 2 },
    { ...good, runs: undefined },
    { ...good, runs: [{ program: "a.c" }] },
    withFinding({ ...finding, fingerprint: "0" }),
    withFinding({ ...finding, access: {} }),
    withFinding({ ...finding, threads: undefined }),
    withFinding({ ...finding, access: undefined, previous: undefined }),
  ];
  readReport(JSON.stringify(good));
  for (const document of wrong) {
    assert.throws(() => readReport(JSON.stringify(document)), ReportSyntaxError);
  }
  assert.throws(() => readReport("{"), ReportSyntaxError);
});
