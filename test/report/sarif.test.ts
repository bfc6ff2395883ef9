import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { RunResult } from "../../src/detector/finding.ts";
import { entryOf } from "../../src/report/baseline.ts";
import type { FormatOptions, Report } from "../../src/report/format.ts";
import { formatSarif } from "../../src/report/sarif.ts";
import { parseSuppressions } from "../../src/report/suppressions.ts";
import { everyReport, options, reportOf, searchOf } from "./reports.ts";
import * as samples from "./samples.ts";
import { sarifErrors } from "./sarif-schema.ts";

interface Location {
  physicalLocation?: {
    artifactLocation: { uri: string; uriBaseId?: string; index?: number };
    region?: { startLine: number; startColumn?: number };
  };
  message?: { text: string };
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  relatedLocations?: (Location & { id: number })[];
  codeFlows?: {
    threadFlows: {
      id?: string;
      locations: { location: Location; executionOrder?: number; nestingLevel?: number }[];
    }[];
  }[];
  stacks?: { frames: unknown[] }[];
  partialFingerprints?: Record<string, string>;
  suppressions?: { kind: string; justification: string }[];
  baselineState?: string;
  fixes?: unknown;
}

interface Log {
  runs: {
    results: Result[];
    tool: { driver: { rules: { id: string }[] } };
    artifacts: { location: { uri: string } }[];
    properties: Record<string, unknown>;
  }[];
}

async function logOf(report: Report, other: Partial<FormatOptions> = {}): Promise<Log["runs"][0]> {
  const log = JSON.parse(await formatSarif(report, { ...options, ...other }));
  assert.deepEqual(sarifErrors(log), []);
  const [run] = (log as Log).runs;
  assert.ok(run);
  return run;
}

async function resultOf(result: RunResult): Promise<Result> {
  const [first] = (await logOf(reportOf(result))).results;
  assert.ok(first);
  return first;
}

const raceOnly: RunResult = { ...samples.racy, findings: [samples.race] };

test("every sample's log is valid under the official schema, and has all its results", async () => {
  for (const report of everyReport) {
    const { results } = await logOf(report);
    const { search } = report;
    const counts = search
      ? [search.findings, search.failures, search.timeouts].map(({ length }) => length)
      : report.results.map(
          (one) => one.findings.length + (one.failure ? 1 : 0) + (one.timeout ? 1 : 0),
        );
    assert.equal(
      results.length,
      counts.reduce((a, b) => a + b, 0),
    );
  }
});

test("the schema refuses what is no log", () => {
  assert.notDeepEqual(sarifErrors({ version: "2.1.0" }), []);
  assert.notDeepEqual(sarifErrors({ version: "2.1.0", runs: [{}] }), []);
});

describe("a race", () => {
  test("has its rule, the later access as its place, and a fingerprint without lines", async () => {
    const result = await resultOf(raceOnly);
    const { rules } = (await logOf(reportOf(raceOnly))).tool.driver;
    assert.deepEqual([result.ruleId, rules[result.ruleIndex]?.id], ["data-race", "data-race"]);
    assert.equal(result.level, "error");
    assert.deepEqual(result.locations[0]?.physicalLocation, {
      artifactLocation: { uri: "counter.c", uriBaseId: "%SRCROOT%", index: 0 },
      // The column counts characters, and a tab is one.
      region: { startLine: 7, startColumn: 9 },
    });
    assert.deepEqual(result.partialFingerprints, {
      "antecedeFingerprint/v1": `${samples.race.fingerprint}:counter`,
    });
    assert.equal(result.fixes, undefined);
  });

  test("has one flow of all threads in the order of the run, named by thread", async () => {
    const { codeFlows } = await resultOf(raceOnly);
    const [merged, ...others] = codeFlows?.[0]?.threadFlows ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      merged?.locations.map((at) => [at.executionOrder, at.location.message?.text]),
      [
        [1, "[main] atomic read (relaxed) of 4 bytes of 'counter'"],
        [2, "[T1] write of 4 bytes of 'counter'"],
      ],
    );
  });

  test("has a flow for each thread, from its first function to the access", async () => {
    const { codeFlows, stacks } = await resultOf(raceOnly);
    const threads = codeFlows?.[1]?.threadFlows ?? [];
    assert.deepEqual(
      threads.map(({ id }) => id),
      ["main", "T1"],
    );
    assert.deepEqual(
      threads[1]?.locations.map((at) => [
        at.nestingLevel,
        at.executionOrder,
        at.location.message?.text,
      ]),
      [
        [0, undefined, "calls increment"],
        [1, 2, "write of 4 bytes of 'counter'"],
      ],
    );
    assert.deepEqual(
      stacks?.map(({ frames }) => frames.length),
      [1, 2],
    );
  });

  test("links to the other access, and lists where everything comes from", async () => {
    const { message, relatedLocations = [] } = await resultOf(raceOnly);
    assert.match(message.text, /^Data race on 'counter': .*\. \[other place\]\(1\)$/);
    assert.deepEqual(
      relatedLocations.map(({ id, message: said }) => `${id} ${said?.text}`),
      [
        "1 Main thread: atomic read (relaxed) of 4 bytes of 'counter'",
        "2 'counter' is declared",
        "3 Thread T1 is created",
        "4 Thread T2 is created",
        "5 Thread T3 is created",
        "6 M0 'lock' is created",
      ],
    );
  });
});

test("columns count characters, where the source is at hand, and else there are none", async () => {
  const stack = [{ function: "f", file: "f.c", line: 1, column: 8, inlined: false }];
  const finding = { ...samples.race, access: { ...samples.race.access, stack } };
  const report = reportOf({ ...samples.racy, findings: [finding] });
  const columnOf = async (readSource: FormatOptions["readSource"]) =>
    (await logOf(report, { readSource })).results[0]?.locations[0]?.physicalLocation?.region;
  // "größe" has two characters of two bytes before the place.
  assert.deepEqual(await columnOf(() => "größe+x"), { startLine: 1, startColumn: 6 });
  assert.deepEqual(await columnOf(() => undefined), { startLine: 1 });
});

test("what only other runs may show, or harms nobody, is a warning", async () => {
  const findings = [samples.lockOrder, samples.leak, samples.possible, samples.misuse];
  const { results } = await logOf(reportOf({ ...samples.racy, findings }));
  assert.deepEqual(
    results.map(({ level }) => level),
    ["warning", "warning", "warning", "error"],
  );
});

test("an access that comes again has one stack, and all its steps", async () => {
  const { history = [] } = samples.possible;
  const finding = { ...samples.possible, history: [...history.slice(0, 1), ...history] };
  const { stacks, codeFlows } = await resultOf({ ...samples.racy, findings: [finding] });
  assert.equal(stacks?.length, 3);
  assert.equal(codeFlows?.[0]?.threadFlows[0]?.locations.length, 4);
});

test("a cycle of locks has no order of execution: nobody knows one", async () => {
  const { codeFlows } = await resultOf({ ...samples.racy, findings: [samples.lockOrder] });
  const places = codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  assert.deepEqual(
    places.map(({ location }) => location.message?.text),
    [
      "[T1] takes M0 'lock'",
      "[T1] takes M1 while it holds M0 'lock'",
      "[T3] takes M0 'lock' while it holds M1",
    ],
  );
  assert.ok(places.every(({ executionOrder }) => executionOrder === undefined));
});

test("known, new and gone findings have SARIF's words, suppressed ones their reason", async () => {
  const circumstances = { program: "counter.c", reason: "old", date: "2026-01-31" };
  const rules = {
    baseline: [samples.race, samples.leak].map((one) => entryOf(one, circumstances)),
    suppressions: parseSuppressions("deadlock:worker", "t.supp"),
  };
  const findings = [samples.race, samples.useAfterFree, samples.lockOrder];
  const { results } = await logOf(reportOf({ ...samples.racy, findings }, rules));
  assert.deepEqual(
    results.map(({ ruleId, baselineState, suppressions }) => [
      ruleId,
      baselineState,
      suppressions?.[0]?.justification,
    ]),
    [
      ["data-race", "unchanged", undefined],
      ["heap-use-after-free", "new", undefined],
      ["lock-order-inversion", undefined, "deadlock:worker (t.supp:1)"],
      ["thread-leak", "absent", undefined],
    ],
  );
});

test("paths are relative to the repository, absolute ones are addresses", async () => {
  const uriOf = async (file: string, folderInRepository = "") => {
    const stack = [{ function: "f", file, line: 1, inlined: false }];
    const finding = { ...samples.race, access: { ...samples.race.access, stack } };
    const report = reportOf({ ...samples.racy, findings: [finding] });
    const [result] = (await logOf(report, { folderInRepository })).results;
    const { uri, uriBaseId } = result?.locations[0]?.physicalLocation?.artifactLocation ?? {};
    return [uri, uriBaseId];
  };
  assert.deepEqual(await uriOf("/home/u/p/src/a b.c"), ["src/a%20b.c", "%SRCROOT%"]);
  assert.deepEqual(await uriOf("../x.c", "lib/core"), ["lib/x.c", "%SRCROOT%"]);
  assert.deepEqual(await uriOf("/usr/include/x.h"), ["file:///usr/include/x.h", undefined]);
  assert.deepEqual(await uriOf("C:\\x\\y.c"), ["file:///C:/x/y.c", undefined]);
});

test("text that looks like a link is none", async () => {
  const finding = { ...samples.race, why: "see [this](2) and operator[]" };
  const { message } = await resultOf({ ...samples.racy, findings: [finding] });
  assert.match(message.text, /see \\\[this\\\]\(2\) and operator\\\[\\\]\. \[other place\]\(1\)$/);
});

test("a search says how many runs it made, and each result which seeds show it", async () => {
  const again = { ...samples.racy, seed: 9 };
  const run = await logOf(searchOf([samples.racy, samples.clean, again]));
  assert.deepEqual([run.properties.runs, run.properties.seed], [3, undefined]);
  const [first] = run.results as (Result & { properties: { seeds: number[] } })[];
  assert.deepEqual(first?.properties.seeds, [1, 9]);
});
