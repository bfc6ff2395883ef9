import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { comparisonSection, type NamedTool } from "../../bench/comparison-section.ts";
import type { Program, Size } from "../../bench/programs.ts";
import { Samples } from "../../bench/samples.ts";
import type { ToolId } from "../../bench/tools.ts";

const PROGRAMS: readonly Program[] = [
  { name: "tree", size: ["17", "12"], smallSize: ["17", "2"] },
  { name: "hashmap", size: ["9"], smallSize: ["1"] },
];
const TOOLS: readonly NamedTool[] = [
  { id: "native", name: "native", isSlow: false },
  { id: "gcc", name: "gcc TSan", isSlow: false },
  { id: "helgrind", name: "Helgrind", isSlow: true },
  { id: "antecede", name: "Antecede", isSlow: false },
];

/** [program, tool, size, milliseconds, megabytes], one sample each. */
type Row = readonly [string, ToolId, Size, number, number];

const ROWS: readonly Row[] = [
  ["tree", "native", "full", 100, 10],
  ["tree", "native", "small", 10, 10],
  ["tree", "gcc", "full", 1000, 50],
  ["tree", "helgrind", "small", 4000, 100],
  ["tree", "antecede", "full", 500, 100],
  ["tree", "antecede", "small", 400, 90],
  ["hashmap", "native", "full", 100, 10],
  ["hashmap", "native", "small", 10, 10],
  ["hashmap", "gcc", "full", 1000, 200],
  ["hashmap", "helgrind", "small", 4000, 100],
  ["hashmap", "antecede", "full", 2000, 100],
  ["hashmap", "antecede", "small", 100, 90],
];

function sectionOf(rows: readonly Row[], change: { readonly stdout?: string } = {}) {
  const samples = new Samples();
  for (const [program, tool, size, ms, peakMegabytes] of rows) {
    const stdout = tool === "gcc" ? (change.stdout ?? "") : "";
    samples.add(program, tool, size, {
      ...{ ms, cpuMs: ms, peakMegabytes },
      ...{ exitCode: 0, stdout, stderr: "" },
    });
  }
  return comparisonSection(PROGRAMS, TOOLS, samples, { repeat: 1, isQuick: false });
}

describe("the comparison", () => {
  const { markdown, bars, chart } = sectionOf(ROWS);

  test("shows times, with their ratio to native at the same size", () => {
    assert.match(
      markdown,
      /\| tree \| 17 12 \| 0\.10 s \| 1\.0 s \(10\) \| 4\.0 s \(400\) \| 0\.50 s \(5\.0\) \|/,
    );
  });

  test("divides Antecede's times by the others' at the size that both have", () => {
    assert.match(markdown, /\| tree \| 0\.50 \| 0\.10 \|/);
    assert.match(markdown, /\| hashmap \| 2\.0 \| 0\.025 \|/);
    assert.match(markdown, /\| \*\*geometric mean\*\* \| \*\*1\.0\*\* \| \*\*0\.050\*\* \|/);
  });

  test("has the mean and the worst program as bars, of time and of memory", () => {
    const told = bars.map(({ what, limit, value, where }) => [what, limit, value, where]);
    assert.deepEqual(told, [
      ["time, -O2 / gcc TSan -O2, geometric mean", 0.5, 1, undefined],
      ["time, -O2 / gcc TSan -O2, worst", 1, 2, "hashmap"],
      ["time, -O2 / Helgrind, geometric mean", 0.1, bars[2]?.value, undefined],
      ["memory, -O2 / gcc TSan -O2, worst", 1.5, 2, "tree"],
    ]);
    assert.ok(Math.abs((bars[2]?.value ?? 0) - 0.05) < 1e-12);
  });

  test("draws every ratio to native, and their mean", () => {
    assert.match(chart?.svg ?? "", /tree, Antecede: 5\.0×/);
    assert.match(chart?.svg ?? "", /geometric mean, Antecede: 10×/);
  });

  test("says which tool failed on which program, and leaves it out of the means", () => {
    const failed = sectionOf(ROWS.slice(0, 6), { stdout: "WARNING" });
    assert.match(failed.markdown, /\| tree \| 17 12 \| 0\.10 s \| failed \|/);
    assert.match(failed.markdown, /- tree, gcc TSan: exit code 0, printed "WARNING"/);
    assert.ok(Number.isNaN(failed.bars[0]?.value));
  });
});
