/** The examples, against the table that the README shows: each verdict with default flags. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Finding, isRace } from "../../src/detector/finding.ts";
import type { DetectorOptions } from "../../src/detector/options.ts";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, judgeProgram } from "./judge.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../../examples/c");

interface Example {
  readonly file: string;
  readonly verdict: "race" | "deadlock" | "clean";
  /** Kinds of findings of a deadlock's example: some run hangs, and this one may or may not. */
  readonly kinds?: readonly string[];
  readonly racesOn?: readonly string[];
  readonly lockset: readonly string[];
  readonly locksetRefinedOnWrites?: readonly string[];
  readonly hybrid: readonly string[];
  readonly stdout?: string;
}

const examples = JSON.parse(readFileSync(join(FOLDER, "verdicts.json"), "utf8")) as Example[];

after(close);

test("every example is in the table, under a name that says its verdict", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".c"));
  assert.deepEqual(examples.map(({ file }) => file).sort(), files.sort());
  for (const { file, verdict } of examples) assert.ok(file.endsWith(`-${verdict}.c`), file);
});

describe("examples/c", () => {
  for (const example of examples) {
    test(example.file, async () => {
      const program = await buildProgram(join(FOLDER, example.file));
      const { result, stdout } = await judgeProgram(program, FOLDER);
      assert.equal(result.exitCode, example.verdict === "clean" ? 0 : 66);
      const others = result.findings.filter((finding) => !isRace(finding));
      assert.deepEqual(
        others.map(({ kind }) => kind),
        example.kinds ?? [],
      );
      const places = result.findings.filter(isRace).map(placeOf);
      if (example.verdict === "clean") assert.deepEqual(places, []);
      else if (example.racesOn) {
        assert.deepEqual([...new Set(places)].sort(), [...example.racesOn].sort());
      }
      if (example.stdout !== undefined) assert.equal(stdout, example.stdout);
    });

    test(`${example.file} under lockset and hybrid`, async () => {
      const program = await buildProgram(join(FOLDER, example.file));
      const found = async (detector: DetectorOptions) =>
        (await judgeProgram(program, FOLDER, { detector })).result.findings;
      const refineOn = "access";
      holds(await found({ name: "lockset", refineOn }), [], example.lockset);
      holds(await found({ name: "hybrid", refineOn }), example.racesOn ?? [], example.hybrid);
      if (example.locksetRefinedOnWrites === undefined) return;
      const onWrites = await found({ name: "lockset", refineOn: "write" });
      holds(onWrites, [], example.locksetRefinedOnWrites);
    });
  }
});

function placeOf(finding: Finding): string {
  assert.ok("place" in finding, finding.kind);
  const { place } = finding;
  return place.kind === "global" ? place.name : place.kind;
}

/** `possible`: names, with "?" those that only some schedules show. */
function holds(
  findings: readonly Finding[],
  shown: readonly string[],
  possible: readonly string[],
): void {
  const isPossible = ({ kind }: Finding) => kind === "possible-data-race";
  const seen = new Set(findings.filter((one) => isRace(one) && !isPossible(one)).map(placeOf));
  assert.deepEqual([...seen].sort(), [...shown].sort());
  const warned = new Set(findings.filter(isPossible).map(placeOf));
  for (const name of possible) {
    const may = name.endsWith("?");
    const had = warned.delete(may ? name.slice(0, -1) : name);
    assert.ok(had || may, `nothing on ${name}`);
  }
  assert.deepEqual([...warned], []);
}
