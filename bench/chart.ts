/** The charts of RESULTS.md. A series or a point without a figure is left out. */
import { drawing, legend, logarithmic, mark, path, rule, text } from "./svg.ts";
import { significant } from "./table.ts";

export interface DotRow {
  readonly name: string;
  readonly dots: readonly { readonly series: string; readonly value: number }[];
}

export interface DotChart {
  readonly title: string;
  readonly series: readonly string[];
  /** The last one sums the others up. */
  readonly rows: readonly DotRow[];
}

const WIDTH = 880;
const ROW_HEIGHT = 27;
/** Of the first row's middle, under title and legend. */
const FIRST_ROW = 86;
const LEFT = 172;
const RIGHT = WIDTH - 32;

/** Rows of dots over a logarithmic axis (after Cleveland): who is how far from whom, at a look. */
export function dotChart({ title, series, rows }: DotChart): string {
  const values = rows.flatMap(({ dots }) => dots.map(({ value }) => value)).filter(isFigure);
  const axis = logarithmic(values.length > 0 ? values : [1], LEFT + 8, RIGHT);
  const bottom = FIRST_ROW + rows.length * ROW_HEIGHT - ROW_HEIGHT / 2;
  const parts = [text(title, { x: 20, y: 28 }, "title"), ...legend(series, { x: 26, y: 54 })];
  for (const { value, isMain } of axis.ticks) {
    const x = axis.place(value);
    parts.push(rule({ x, y: FIRST_ROW - 18 }, { x, y: bottom }, isMain ? "grid" : "fine"));
    parts.push(text(`${axisLabel(value)}×`, { x, y: bottom + 18 }, "middle"));
  }
  rows.forEach(({ name, dots }, at) => {
    const y = FIRST_ROW + at * ROW_HEIGHT;
    const isLast = at === rows.length - 1;
    if (isLast) parts.push(rule({ x: 20, y: y - 13 }, { x: RIGHT, y: y - 13 }, "grid"));
    parts.push(text(name, { x: LEFT - 12, y: y + 4 }, isLast ? "end strong" : "end"));
    parts.push(rule({ x: LEFT, y }, { x: RIGHT, y }, "fine"));
    for (const { series: of, value } of dots) {
      if (!isFigure(value)) continue;
      parts.push(mark({ x: axis.place(value), y }, of, `${name}, ${of}: ${significant(value)}×`));
    }
  });
  return drawing({ width: WIDTH, height: bottom + 34 }, title, series, parts);
}

export interface Curve {
  readonly series: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Panel {
  readonly title: string;
  /** What lies on the axes. */
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

const PANEL_WIDTH = 440;
const PANEL_HEIGHT = 300;

/** Curves over logarithmic axes, two panels a row. */
export function lineChart(title: string, panels: readonly Panel[]): string {
  const series = [...new Set(panels.flatMap(({ curves }) => curves.map((curve) => curve.series)))];
  const parts = [text(title, { x: 20, y: 28 }, "title"), ...legend(series, { x: 26, y: 54 })];
  panels.forEach((panel, at) => {
    const left = (at % 2) * PANEL_WIDTH;
    const top = 68 + Math.floor(at / 2) * PANEL_HEIGHT;
    parts.push(...panelParts(panel, { x: left, y: top }));
  });
  const height = 68 + Math.ceil(panels.length / 2) * PANEL_HEIGHT + 8;
  return drawing({ width: 2 * PANEL_WIDTH, height }, title, series, parts);
}

function panelParts(panel: Panel, { x: left, y: top }: { x: number; y: number }): string[] {
  const points = panel.curves.flatMap((curve) => curve.points).filter(({ y }) => isFigure(y));
  const parts = [text(panel.title, { x: left + 20, y: top + 20 }, "strong")];
  if (points.length === 0) return parts;
  const edge = { left: left + 64, right: left + PANEL_WIDTH - 24, top: top + 50 };
  const bottom = top + PANEL_HEIGHT - 46;
  const across = logarithmic(
    points.map(({ x }) => x),
    edge.left,
    edge.right,
  );
  const up = logarithmic(
    points.map(({ y }) => y),
    bottom,
    edge.top,
  );
  for (const { value, isMain } of across.ticks) {
    if (!isMain) continue;
    const x = across.place(value);
    parts.push(rule({ x, y: edge.top }, { x, y: bottom }, "grid"));
    parts.push(text(axisLabel(value), { x, y: bottom + 18 }, "middle"));
  }
  for (const { value, isMain } of up.ticks) {
    const y = up.place(value);
    parts.push(rule({ x: edge.left, y }, { x: edge.right, y }, isMain ? "grid" : "fine"));
    if (isMain) parts.push(text(axisLabel(value), { x: edge.left - 8, y: y + 4 }, "end"));
  }
  parts.push(text(panel.x, { x: edge.right, y: bottom + 36 }, "end"));
  parts.push(text(panel.y, { x: left + 20, y: edge.top - 13 }));
  for (const { series, points: all } of panel.curves) {
    const own = all.filter(({ y }) => isFigure(y));
    const placed = own.map(({ x, y }) => ({ x: across.place(x), y: up.place(y) }));
    if (placed.length > 1) parts.push(path(placed, series));
    own.forEach(({ x, y }, at) => {
      const place = placed[at];
      if (place)
        parts.push(mark(place, series, `${axisLabel(x)}, ${series}: ${significant(y)}`, 4));
    });
  }
  return parts;
}

/** On a logarithmic axis there is no 0. */
function isFigure(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function axisLabel(value: number): string {
  for (const [unit, size] of [
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
  ] as const) {
    if (value >= size) return `${significant(value / size).replace(/\.0$/, "")}${unit}`;
  }
  return value >= 1 ? significant(value).replace(/\.0$/, "") : String(Number(value.toPrecision(1)));
}
