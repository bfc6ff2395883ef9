/** Stacks of OpenMP programs: one frame for each region and task, with the same name everywhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stack } from "../../src/detector/finding.ts";
import { withoutOutlinedTwins } from "../../src/explain/openmp-frames.ts";

function stackOf(...names: string[]): Stack {
  return names.map((name, line) => ({ function: name, file: "f.c", line, inlined: false }));
}

function cleaned(...names: string[]): string[] {
  return withoutOutlinedTwins(stackOf(...names)).map(
    ({ function: name, line }) => `${name}:${line}`,
  );
}

test("a region and a task have one frame each, the one with the user's line", () => {
  assert.deepEqual(
    cleaned(
      ...["bump", ".omp_outlined..22", ".omp_task_entry..23", "main.omp_outlined_debug__"],
      ...["main.omp_outlined", "main"],
    ),
    ["bump:0", "omp_task:1", "main.omp_outlined:3", "main:5"],
  );
});

test("a task whose body was inlined has its frame", () => {
  assert.deepEqual(cleaned(".omp_task_entry.", "main"), ["omp_task:0", "main:1"]);
});

test("regions within regions and tasks within tasks stay", () => {
  assert.deepEqual(
    cleaned(
      ...["f.omp_outlined_debug__.omp_outlined_debug__", "f.omp_outlined_debug__.omp_outlined"],
      ...["f.omp_outlined_debug__", "f.omp_outlined", "f"],
    ),
    ["f.omp_outlined.omp_outlined:0", "f.omp_outlined:2", "f:4"],
  );
  assert.deepEqual(
    cleaned(
      "fib",
      ".omp_outlined.",
      ".omp_task_entry.",
      "fib",
      ".omp_outlined.",
      ".omp_task_entry.",
    ),
    ["fib:0", "omp_task:1", "fib:3", "omp_task:4"],
  );
  assert.deepEqual(
    cleaned(".omp_outlined..1", ".omp_task_entry..2", ".omp_outlined.", ".omp_task_entry."),
    ["omp_task:0", "omp_task:2"],
  );
});

test("a target region is not named by the disk that its file is on", () => {
  const name = "__omp_offloading_deadf17e_7bd9093d_main_l6";
  assert.deepEqual(cleaned(`${name}_debug__`, name, "main"), ["main.omp_target:0", "main:2"]);
  assert.deepEqual(cleaned(`${name}_debug__.omp_outlined_debug__`, "main"), [
    "main.omp_target.omp_outlined:0",
    "main:1",
  ]);
});

test("other stacks stay as they are", () => {
  const stack = stackOf("comp_sort", "main");
  assert.equal(withoutOutlinedTwins(stack), stack);
});
