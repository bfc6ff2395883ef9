/**
 * The reports of real runs: each example's text is read as a parser of ThreadSanitizer's logs reads
 * it and compared with the finding, field by field; the other formats are valid; and three runs of
 * an example give the same bytes in each.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  type Access,
  type Finding,
  type Frame,
  isRace,
  type Place,
  type RunResult,
  type Stack,
} from "../../src/detector/finding.ts";
import { FORMAT_NAMES, FORMATS } from "../../src/report/formats.ts";
import { formatRun } from "../../src/report/text.ts";
import { findingTitle } from "../../src/report/words.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, judgeProgram } from "../programs/judge.ts";
import { reportOf, options as someOptions } from "./reports.ts";
import { sarifErrors } from "./sarif-schema.ts";
import { misplacedLines, type ParsedReport, parseCycle, parseTsan } from "./tsan-parser.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../../examples/c");
const verdicts = JSON.parse(readFileSync(join(FOLDER, "verdicts.json"), "utf8")) as {
  file: string;
  verdict: string;
  hybrid: string[];
}[];
/** All that have a report; test/programs sees to it that the others have none. */
const files = verdicts
  .filter(({ verdict, hybrid }) => verdict !== "clean" || hybrid.length > 0)
  .map(({ file }) => file);
const DETECTORS = ["happens-before", "hybrid"] as const;
const readSource = (file: string) => readFileSync(join(FOLDER, file), "utf8");
const options = { ...someOptions, readSource };

after(close);

describe("examples/c", () => {
  test("are there", () => assert.ok(files.length > 20));

  for (const file of files) {
    test(`${file} gives a report that others can read`, async () => {
      const program = await buildProgram(join(FOLDER, file));
      for (const name of DETECTORS) {
        const detector = { name, refineOn: "access" as const };
        const judge = async () => (await judgeProgram(program, FOLDER, { detector })).result;
        const result = await judge();
        compareText(result);
        const again = [await judge(), await judge()];
        for (const format of FORMAT_NAMES) {
          const text = await FORMATS[format].format(reportOf(result), options);
          if (format === "sarif") assert.deepEqual(sarifErrors(JSON.parse(text)), []);
          for (const other of again) {
            assert.equal(await FORMATS[format].format(reportOf(other), options), text);
          }
        }
      }
    });
  }
});

function compareText(result: RunResult): void {
  const text = formatRun(result, options);
  const { reports, count } = parseTsan(text);
  assert.equal(reports.length, result.findings.length);
  assert.equal(count, result.findings.length || undefined);
  const blocks = text.split(/^={18}\n/m).filter((block) => block.startsWith("WARNING: "));
  for (const [index, finding] of result.findings.entries()) {
    const report = reports[index];
    assert.ok(report);
    compareReport(finding, report);
    // ThreadSanitizer has no report of a deadlock that happened: all of it is ours.
    if (finding.kind !== "deadlock") assert.deepEqual(misplacedLines(blocks[index] ?? ""), []);
    if (finding.kind === "lock-order-inversion") compareCycle(finding, blocks[index] ?? "");
  }
}

function compareReport(finding: Finding, report: ParsedReport): void {
  assert.equal(report.kind, findingTitle(finding.kind));
  assert.equal(report.pid, 1);
  assert.equal(report.summary?.kind, report.kind);
  for (const thread of report.threads) {
    const known = finding.threads.find(({ id }) => id === thread.id);
    assert.ok(known && known.createdBy !== undefined);
    assert.deepEqual(thread, {
      id: known.id,
      name: known.name,
      state: known.state === "finished" ? "finished" : "running",
      creator: who(known.createdBy),
    });
    // Its stack is one of the report's.
    const created = known.created.map(line);
    assert.ok(report.stacks.some((stack) => stack.join() === created.join()));
  }
  if (!isRace(finding)) return;
  const { access, previous, place } = finding;
  assert.deepEqual(report.accesses, [
    accessFields(access, (what) => what.charAt(0).toUpperCase() + what.slice(1)),
    accessFields(previous, (what) => `Previous ${what}`),
  ]);
  assert.equal(report.location, locationText(place));
  const held = [access, previous].flatMap(({ heldLocks }) => heldLocks.map(({ lock }) => lock));
  const isPossible = finding.kind === "possible-data-race";
  const locks = isPossible ? finding.locks.map((_, lock) => lock) : held;
  assert.deepEqual(
    report.mutexes,
    [...new Set(locks)].sort((a, b) => a - b),
  );
  const [top] = access.stack.length > 0 ? access.stack : previous.stack;
  assert.ok(top);
  assert.deepEqual(report.summary, {
    kind: report.kind,
    position: position(top),
    function: top.function,
  });
  const named = new Set(report.threads.map(({ id }) => id));
  for (const { thread } of [access, previous]) assert.ok(thread === 0 || named.has(thread));
}

function compareCycle(finding: Finding & { kind: "lock-order-inversion" }, text: string): void {
  const { cycle, acquired } = parseCycle(text);
  const names = finding.links.map(({ held }) => `M${held.lock}`);
  const first = finding.links[0]?.held.lock;
  assert.deepEqual(
    cycle.map((name) => name.split(" ")[0]),
    [...names, `M${first}`],
  );
  assert.deepEqual(
    acquired,
    finding.links.map(({ lock, held, thread }) => [`${lock}`, `${held.lock}`, who(thread)]),
  );
}

function accessFields(access: Access, say: (what: string) => string): ParsedReport["accesses"][0] {
  const { kind, bytes, address, thread, heldLocks, stack } = access;
  return {
    what: say(kind === "free" || kind === "allocate" ? "write" : kind),
    bytes,
    address,
    thread: who(thread),
    mutexes: heldLocks.map(({ mode, lock }) => `${mode} M${lock}`),
    stack: stack.map(line),
  };
}

function locationText(place: Place): string | undefined {
  const address = "address" in place ? `0x${place.address.toString(16).padStart(12, "0")}` : "";
  switch (place.kind) {
    case "global":
      return `global '${place.name}' of size ${place.bytes} at ${address}`;
    case "heap":
      return `heap block of size ${place.bytes} at ${address} allocated by ${who(place.thread)}`;
    case "stack":
      return `stack of ${who(place.thread)}.`;
    case "tls":
      return `TLS of ${who(place.thread)}.`;
    default:
      return undefined;
  }
}

function who(thread: number): string {
  return thread === 0 ? "main thread" : `thread T${thread}`;
}

function line(frame: Stack[number]): string {
  return `${frame.function} ${position(frame)}`;
}

function position({ file, line: number, column }: Frame): string {
  return [file, number, column].filter((part) => part !== undefined).join(":");
}
