import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { dotChart, lineChart } from "../../bench/chart.ts";
import { logarithmic } from "../../bench/svg.ts";

const dots = (value: number) => ({
  title: "Times <native>",
  series: ["gcc TSan", "Antecede"],
  rows: [
    {
      name: "tree",
      dots: [
        { series: "gcc TSan", value: 100 },
        { series: "Antecede", value },
      ],
    },
    { name: "geometric mean", dots: [{ series: "gcc TSan", value: 1 }] },
  ],
});

describe("a logarithmic axis", () => {
  test("goes from one power of ten to another, around all values", () => {
    const axis = logarithmic([2, 70], 0, 200);
    assert.equal(axis.place(1), 0);
    assert.equal(axis.place(10), 100);
    assert.equal(axis.place(100), 200);
  });

  test("has an extent even for one value", () => {
    const axis = logarithmic([10], 0, 200);
    assert.equal(axis.place(10), 0);
    assert.equal(axis.place(100), 200);
  });

  test("may run upward, where pixels count down", () => {
    assert.equal(logarithmic([1, 100], 200, 0).place(10), 100);
  });

  test("has ticks between only where there is room", () => {
    const main = (from: number, to: number) =>
      logarithmic([1, 100], from, to).ticks.filter(({ isMain }) => !isMain).length;
    assert.equal(main(0, 100), 0);
    assert.equal(main(0, 400), 4);
  });
});

describe("a dot chart", () => {
  test("has a mark for each figure, at its place, and says it", () => {
    const svg = dotChart(dots(10));
    const circle = /<circle class="antecede" cx="([\d.]+)"[^>]*><title>tree, Antecede: 10×</;
    const square = /<rect class="gcc-tsan" x="([\d.]+)"[^>]*><title>tree, gcc TSan: 100×</;
    // Its axis is 1 to 100, from 180 to 848.
    assert.equal(Number(circle.exec(svg)?.[1]), (180 + 848) / 2);
    assert.equal(Number(square.exec(svg)?.[1]), 848 - 4.5);
  });

  test("leaves out what has no figure", () => {
    for (const value of [Number.NaN, 0, Number.POSITIVE_INFINITY]) {
      const svg = dotChart(dots(value));
      assert.doesNotMatch(svg, /tree, Antecede/);
      assert.doesNotMatch(svg, /NaN|Infinity/);
    }
  });

  test("escapes what is markup in XML", () => {
    assert.match(dotChart(dots(10)), /Times &lt;native&gt;/);
  });

  test("has colours of its own for dark pages, for every series", () => {
    const svg = dotChart(dots(10));
    const dark = /prefers-color-scheme:dark\)\{(.*?)<\/style>/s.exec(svg)?.[1] ?? "";
    const light = svg.slice(svg.indexOf("<style>"), svg.indexOf("@media"));
    for (const look of [".antecede", ".gcc-tsan", "text", ".page", ".grid"]) {
      const colour = new RegExp(`\\${look}\\{[^}]*?(#[0-9a-f]+)`.replace("\\t", "t"));
      assert.ok(colour.exec(light)?.[1], look);
      assert.notEqual(colour.exec(light)?.[1], colour.exec(dark)?.[1], look);
    }
  });

  test("without any figure is still a drawing", () => {
    assert.match(dotChart({ title: "", series: [], rows: [] }), /^<svg .*<\/svg>\n$/s);
  });
});

describe("a line chart", () => {
  const points = [
    { x: 1, y: 2 },
    { x: 10, y: Number.NaN },
    { x: 100, y: 20 },
  ];
  const panel = {
    title: "Threads",
    x: "threads",
    y: "ns",
    curves: [{ series: "Antecede", points }],
  };

  test("joins the points that have a figure", () => {
    const svg = lineChart("Scaling", [panel]);
    const line = /<polyline class="line antecede" points="([^"]*)"/.exec(svg)?.[1];
    assert.equal(line?.split(" ").length, 2);
    assert.equal(svg.match(/<circle[^>]*><title>\d+, Antecede: /g)?.length, 2);
    assert.doesNotMatch(svg, /NaN/);
  });

  test("has room for each panel, two in a row", () => {
    const heightOf = (count: number) =>
      Number(/height="(\d+)"/.exec(lineChart("", Array(count).fill(panel)))?.[1]);
    assert.equal(heightOf(1), heightOf(2));
    assert.equal(heightOf(3), heightOf(4));
    assert.ok(heightOf(3) > heightOf(2));
  });
});
