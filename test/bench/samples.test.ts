import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Sample } from "../../bench/measure.ts";
import { Samples } from "../../bench/samples.ts";

const sample = (ms: number, changes: Partial<Sample> = {}): Sample => ({
  ...{ ms, cpuMs: ms, peakMegabytes: ms / 10, exitCode: 0, stdout: "42\n", stderr: "" },
  ...changes,
});

function samplesOf(gcc: readonly Sample[]): Samples {
  const samples = new Samples();
  for (const ms of [90, 110, 100]) samples.add("p", "native", "full", sample(ms));
  for (const own of gcc) samples.add("p", "gcc", "full", own);
  return samples;
}

describe("samples of a tool", () => {
  test("count by their median, in time and memory", () => {
    const samples = samplesOf([sample(500), sample(9000), sample(400)]);
    assert.equal(samples.ms("p", "gcc", "full"), 500);
    assert.equal(samples.ratio("p", "gcc", "native", "full"), 5);
    assert.equal(samples.memoryRatio("p", "gcc", "native", "full"), 5);
    assert.equal(samples.trouble("p", "gcc", "full"), undefined);
  });

  test("are of one size: the other has none", () => {
    const samples = samplesOf([sample(500)]);
    assert.ok(Number.isNaN(samples.ms("p", "gcc", "small")));
    assert.ok(Number.isNaN(samples.ratio("p", "gcc", "native", "small")));
  });

  const failures: readonly [what: string, changes: Partial<Sample>, trouble: RegExp][] = [
    ["prints something else", { stdout: "41\n" }, /exit code 0, printed "41\\n"/],
    ["ends with another exit code", { exitCode: 66 }, /exit code 66/],
    ["takes too long", { exitCode: 124 }, /over the limit of 300 s/],
  ];
  for (const [what, changes, trouble] of failures) {
    test(`give no figure if one of them ${what}`, () => {
      const samples = samplesOf([sample(500), sample(500, changes), sample(500)]);
      assert.ok(Number.isNaN(samples.ms("p", "gcc", "full")));
      assert.ok(Number.isNaN(samples.ratio("p", "gcc", "native", "full")));
      assert.match(samples.trouble("p", "gcc", "full") ?? "", trouble);
    });
  }

  test("of a tool that was not run are no failure", () => {
    assert.equal(samplesOf([]).trouble("p", "gcc", "full"), undefined);
  });
});
