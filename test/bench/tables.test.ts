import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LOCAL_FOLDERS } from "../../bench/measure.ts";
import { resultsText } from "../../bench/results.ts";
import { type Bar, barTable, reached } from "../../bench/section.ts";
import { stepsOf } from "../../bench/start-up.ts";
import { grouped, megabytes, seconds, significant, table } from "../../bench/table.ts";

test("figures have two digits that mean something", () => {
  const cases: readonly [number, string][] = [
    [0.0123, "0.012"],
    [0.0996, "0.10"],
    [0.456, "0.46"],
    [1, "1.0"],
    [9.94, "9.9"],
    [9.96, "10"],
    [0.996, "1.0"],
    [12.3, "12"],
    [1234, "1234"],
    [Number.NaN, "–"],
  ];
  for (const [value, expected] of cases) assert.equal(significant(value), expected);
});

test("figures without a measurement are a dash", () => {
  assert.equal(seconds(Number.NaN), "–");
  assert.equal(megabytes(Number.NaN), "–");
  assert.equal(seconds(1500), "1.5 s");
  assert.equal(megabytes(12.4), "12 MB");
  assert.equal(grouped(1_000_000), "1,000,000");
});

test("a table has its heads, a rule, and its rows", () => {
  const rows = [
    ["program", "time"],
    ["tree", "1 s"],
  ];
  assert.equal(table(rows), "| program | time |\n| --- | ---: |\n| tree | 1 s |\n");
});

describe("a bar", () => {
  const most: Bar = { what: "time", kind: "at most", limit: 0.5, value: 0.4041, where: "tree" };
  const least: Bar = { what: "seeds", kind: "at least", limit: 50_000, value: 40_000 };

  test("is reached at its limit, from the side that it names", () => {
    assert.ok(reached(most) && reached({ ...most, value: 0.5 }));
    assert.ok(!reached({ ...most, value: 0.51 }));
    assert.ok(!reached(least) && reached({ ...least, value: 50_000 }));
  });

  test("without a figure is left out", () => {
    assert.equal(
      barTable([most, { ...least, value: Number.NaN }, least]),
      "| bar | wanted | measured | reached |\n| --- | ---: | ---: | ---: |\n" +
        "| time | at most 0.5 | 0.404 (tree) | yes |\n" +
        "| seeds | at least 50,000 | 40,000 | **no** |\n",
    );
  });
});

test("steps of --timings are found among other lines", () => {
  const stderr =
    "warning: 3 ms\nantecede: compile 12 ms, link 0 ms, replay and symbols 9 ms, process 400 ms\n";
  assert.deepEqual(
    [...stepsOf(stderr)],
    [
      ["compile", 12],
      ["link", 0],
      ["replay and symbols", 9],
      ["process", 400],
    ],
  );
  assert.deepEqual([...stepsOf("nothing of that\n")], []);
});

test("the results name the command, the machine, the bars, and each section with its chart", () => {
  const bars: Bar[] = [{ what: "time", kind: "at most", limit: 1, value: 2 }];
  const chart = { file: "results.svg", svg: "<svg/>" };
  const sections = [
    { title: "Programs", markdown: "text\n", bars, chart },
    { title: "Start-up", markdown: "more\n", bars: [] },
  ];
  const text = resultsText("npm run bench -- --quick", "- 2 cores\n", sections);
  assert.match(text, /`npm run bench -- --quick`/);
  assert.match(text, /- 2 cores\n\n## Bars\n\n\| bar/);
  assert.match(text, /## Programs\n\n!\[Programs\]\(results\.svg\)\n\ntext\n\n## Start-up\n\nmore/);
});

test("of what tools say, folders of the machine are no part of the results", () => {
  const cases: readonly [string, string][] = [
    ["gcc /home/u/bench/tree.c failed (/opt/gcc/bin/gcc)", "gcc tree.c failed (gcc)"],
    ["/opt/x.c: no such file", "x.c: no such file"],
    ["1/2 of a/b/c and ../src/file.h:67", "1/2 of a/b/c and ../src/file.h:67"],
  ];
  for (const [said, expected] of cases) assert.equal(said.replaceAll(LOCAL_FOLDERS, ""), expected);
});
