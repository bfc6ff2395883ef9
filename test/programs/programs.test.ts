/** Every program of this folder, against the verdict in its first line. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Finding, isRace, type Place } from "../../src/detector/finding.ts";
import { fingerprintStacks } from "../../src/detector/fingerprint.ts";
import { type CycleRules, NO_EXCEPTIONS } from "../../src/detector/lock-order.ts";
import { UnsupportedError } from "../../src/errors.ts";
import { close } from "../../src/toolchain/client.ts";
import { type Expectation, parseExpectation, splitWords, unquote } from "./expectation.ts";
import { buildProgram, type Judged, type JudgeOptions, judgeProgram } from "./judge.ts";
import { noRust } from "./rust-toolchain.ts";

const ROOT = dirname(fileURLToPath(import.meta.url));
const FOLDERS = ["races", "clean", "atomics", "outcomes", "threads", "locks", "lockset"].concat(
  ...["libc", "cxx", "rust", "openmp"],
);
/** `ANTECEDE_PROGRAMS=part of a path` runs some of them. */
const PART = process.env.ANTECEDE_PROGRAMS ?? "";
const CYCLE_RULES: Readonly<Record<string, Partial<CycleRules>>> = {
  "--report-gated-cycles": { gated: true },
  "--report-same-thread-cycles": { sameThread: true },
  "--report-ordered-cycles": { ordered: true },
};
const TIMEOUT_STEPS = 3_000_000;

after(close);

for (const folder of FOLDERS) {
  describe(folder, () => {
    for (const name of readdirSync(join(ROOT, folder)).filter((file) =>
      /\.(cc?|i|rs)$/.test(file),
    )) {
      const file = join(ROOT, folder, name);
      if (!file.includes(PART)) continue;
      const expectation = parseExpectation(readFileSync(file, "utf8"));
      const skip = name.endsWith(".rs") && noRust;
      test(`${name}: ${expectation.verdict}`, { skip }, () => check(file, expectation));
      for (const detector of ["lockset", "hybrid"] as const) {
        const possible = expectation.keys.get(detector);
        if (possible === undefined) continue;
        test(`${name} under ${detector}: ${possible}`, () =>
          checkPossible(file, expectation, detector, possible));
      }
    }
  });
}

async function check(file: string, expectation: Expectation): Promise<void> {
  const { keys, verdict } = expectation;
  const { flags, refineOn: _, ...options } = optionsOf(expectation);
  const program = await buildProgram(file, flags);
  let judged: Judged;
  try {
    judged = await judgeProgram(program, dirname(file), options);
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    assert.equal(expectation.exitCode, error.exitCode, error.message);
    return;
  }
  const { result, stdout, stderr } = judged;
  const shown = describeRun(judged);
  assert.deepEqual(
    [...racesOf(result.findings)].sort(),
    expectedRaces(expectation, result.findings),
    shown,
  );
  const sequential = keys.get("sequential");
  if (sequential !== undefined) {
    const { findings, failure } = result;
    for (const one of failure ? [...findings, failure] : findings) {
      assert.equal(one.sequential?.shows, sequential, shown);
    }
  }
  const deadlocks = result.findings.filter(({ kind }) => kind === "deadlock").length;
  assert.equal(deadlocks, verdict === "deadlock" ? 1 : 0, shown);
  assert.deepEqual(otherKinds(result.findings), listOf(keys.get("kinds")), shown);
  assert.equal(result.exitCode, expectedExit(expectation), shown);
  const wantedOut = keys.get("stdout");
  if (wantedOut !== undefined) assert.equal(stdout, unquote(wantedOut), shown);
  const wantedErr = keys.get("stderr");
  if (wantedErr !== undefined) assert.ok(`${stderr}${shown}`.includes(unquote(wantedErr)), shown);
}

/** `possible`: what is reported as possible. Hybrid shows the races besides, lockset none. */
async function checkPossible(
  file: string,
  expectation: Expectation,
  name: "lockset" | "hybrid",
  possible: string,
): Promise<void> {
  const { flags, refineOn, ...options } = optionsOf(expectation);
  const program = await buildProgram(file, flags);
  const detector = { name, refineOn };
  const judged = await judgeProgram(program, dirname(file), { ...options, detector });
  const { findings } = judged.result;
  const wanted = possible === "nothing" ? [] : listOf(possible);
  const shown = findings.filter((one) => !isPossible(one));
  const described = describeRun(judged);
  assert.deepEqual([...racesOf(findings.filter(isPossible))].sort(), wanted, described);
  const races = name === "hybrid" ? expectedRaces(expectation, shown) : [];
  assert.deepEqual([...racesOf(shown)].sort(), races, described);
}

function expectedExit({ verdict, exitCode }: Expectation): number {
  if (verdict === "exit") return exitCode ?? 0;
  return { clean: 0, race: 66, deadlock: 66, finding: 66, timeout: 124 }[verdict];
}

/** What the races are on; without `races-on` any will do. */
function expectedRaces({ verdict, keys }: Expectation, findings: readonly Finding[]): string[] {
  if (verdict !== "race") return [];
  const named = keys.get("races-on");
  if (named === undefined) return [...racesOf(findings)].sort();
  return listOf(named);
}

function listOf(names = ""): string[] {
  const trimmed = names.split(",").map((name) => name.trim());
  return [...new Set(trimmed.filter(Boolean))].sort();
}

/** Those that the verdict says. */
const USUAL_KINDS: ReadonlySet<string> = new Set(["data-race", "heap-use-after-free", "deadlock"]);

function otherKinds(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ kind }) => kind))]
    .filter((kind) => !USUAL_KINDS.has(kind))
    .sort();
}

function racesOf(findings: readonly Finding[]): Set<string> {
  return new Set(
    findings.flatMap((finding) => (isRace(finding) ? [placeName(finding.place)] : [])),
  );
}

function isPossible({ kind }: Finding): boolean {
  return kind === "possible-data-race";
}

function placeName(place: Place): string {
  return place.kind === "global" ? place.name : place.kind;
}

function optionsOf({
  verdict,
  keys,
}: Expectation): JudgeOptions & { flags: string[]; refineOn: "access" | "write" } {
  const stdin = keys.get("stdin");
  const flags: string[] = [];
  let refineOn: "access" | "write" = "access";
  const options: { -readonly [Key in keyof JudgeOptions]: JudgeOptions[Key] } = {
    args: splitWords(keys.get("args") ?? ""),
    ...(stdin !== undefined && { stdin: unquote(stdin) }),
    environment: Object.fromEntries(
      (keys.get("env") ?? "")
        .split(",")
        .filter(Boolean)
        .map((pair) => pair.split("=") as [string, string]),
    ),
    ...(verdict === "timeout" && { maxSteps: TIMEOUT_STEPS }),
  };
  for (const word of splitWords(keys.get("options") ?? "")) {
    const [name, value] = word.split("=");
    if (word === "--spurious-wakeups") options.spuriousWakeups = true;
    else if (name === "--at-exit") options.atExit = value === "kill" ? "kill" : "drain";
    else if (name === "--max-steps") options.maxSteps = Number(value);
    else if (name === "--lockset-refine") refineOn = value === "write" ? "write" : "access";
    else if (name === "--seed") options.seed = Number(value);
    else if (name === "--no-weak-memory") options.weakMemory = false;
    else if (name === "--cas-failure-rate") options.casFailureRate = Number(value);
    else if (word === "--no-misuse") options.misuse = false;
    else if (word === "--report-thread-leaks") options.threadLeaks = true;
    else if (CYCLE_RULES[word]) options.lockOrder = { ...NO_EXCEPTIONS, ...CYCLE_RULES[word] };
    else flags.push(word);
  }
  return { ...options, flags, refineOn };
}

function describeRun({ result, stdout, stderr }: Judged): string {
  const lines = result.findings.map(describeFinding);
  const { failure, timeout } = result;
  if (failure) lines.push(`${failure.kind}: ${failure.message} at ${top(failure.stack)}`);
  if (timeout) lines.push(`timeout: ${timeout.bound}${timeout.noProgress ? ", no progress" : ""}`);
  return [...lines, `exit ${result.exitCode}`, `stdout ${stdout}`, `stderr ${stderr}`].join("\n");
}

function describeFinding(finding: Finding): string {
  if (finding.kind === "deadlock") {
    const waits = finding.waits.map((wait) => `T${wait.thread} ${wait.waitsFor}`);
    return `deadlock: ${waits.join(", ")}`;
  }
  if (finding.kind === "missing-race") {
    return `missing race on ${placeName(finding.place)}: ${finding.why}`;
  }
  if (!("access" in finding)) return `${finding.kind} at ${fingerprintStacks(finding).map(top)}`;
  const { kind, place, access, previous, why } = finding;
  const accesses = [access, previous].map((one) => `${one.kind} ${top(one.stack)}`);
  return `${kind} on ${placeName(place)}: ${accesses.join(" and ")}, ${why}`;
}

function top(stack: readonly { function: string; line?: number }[]): string {
  return `${stack[0]?.function}:${stack[0]?.line}`;
}
