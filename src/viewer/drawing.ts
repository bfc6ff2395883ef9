/**
 * Draws what is in view: nothing above or below it, and where many rows share a pixel, one mark
 * for all of a lane's. So a frame costs what the screen holds, however long the run was.
 */
import type { Camera } from "./camera.ts";
import type { TraceHistory } from "./history.ts";
import { drawMark } from "./marks.ts";
import type { Palette } from "./palette.ts";
import type { Rows } from "./rows.ts";
import { shortText } from "./words.ts";

export interface Scene {
  readonly history: TraceHistory;
  readonly rows: Rows;
  readonly camera: Camera;
  readonly lanes: Lanes;
  readonly palette: Palette;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Event. */
  readonly current: number;
  /** Of the trace's races, the one that is looked at; -1: none. */
  readonly race: number;
}

export interface Lanes {
  /** Threads, from left to right. */
  readonly threads: readonly number[];
  readonly laneWidth: number;
}

/** What a frame drew. */
export interface Drawn {
  readonly first: number;
  readonly last: number;
  readonly marks: number;
  readonly edges: number;
  readonly labels: number;
}

/** Left of the lanes: the events' numbers. */
export const GUTTER = 52;
/** From the left edge of a lane to its line. */
const LANE_INSET = 22;
/** Around an access of the race, with its distance to the line that leads there. */
const RING = 12;
const LABEL_ROW = 13;
const MARK_ROW = 3;
const LARGEST_MARK = 6;
const FONT = '12px system-ui, -apple-system, "Segoe UI", sans-serif';

export function laneX({ lanes, camera }: Scene, thread: number): number {
  const lane = lanes.threads.indexOf(thread);
  return lane < 0 ? Number.NaN : GUTTER + LANE_INSET + lane * lanes.laneWidth - camera.left;
}

export function rowY({ camera }: Scene, row: number): number {
  return (row + 0.5 - camera.top) * camera.rowHeight;
}

export function draw(context: CanvasRenderingContext2D, scene: Scene): Drawn {
  const { rows, camera, width, height, palette } = scene;
  const first = Math.max(0, Math.floor(camera.top));
  const last = Math.min(rows.count - 1, Math.ceil(camera.top + height / camera.rowHeight));
  context.clearRect(0, 0, width, height);
  context.font = FONT;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  drawCurrent(context, scene);
  context.save();
  context.beginPath();
  context.rect(GUTTER, 0, width - GUTTER, height);
  context.clip();
  drawLanes(context, scene);
  const marks = drawEvents(context, scene, first, last);
  const edges = drawEdges(context, scene, first, last);
  drawMissingEdge(context, scene);
  const labels =
    camera.rowHeight < LABEL_ROW ? 0 : drawLabels(context, scene, first, last, palette);
  drawRace(context, scene);
  context.restore();
  drawNumbers(context, scene, first, last);
  return { first, last, marks, edges, labels };
}

function drawCurrent(context: CanvasRenderingContext2D, scene: Scene): void {
  const { rows, current, width, palette, camera } = scene;
  const row = rows.rowOf(current);
  if (row < 0) return;
  const height = Math.max(2, camera.rowHeight);
  context.fillStyle = palette.current;
  context.fillRect(0, rowY(scene, row) - height / 2, width, height);
}

function drawLanes(context: CanvasRenderingContext2D, scene: Scene): void {
  const { lanes, height, palette } = scene;
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  context.beginPath();
  for (const thread of lanes.threads) {
    const x = Math.round(laneX(scene, thread)) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
}

/** Marks, and a line along the lane for as long as the thread runs. */
function drawEvents(
  context: CanvasRenderingContext2D,
  scene: Scene,
  first: number,
  last: number,
): number {
  const { history, rows, camera, lanes, palette } = scene;
  const xs = new Map(lanes.threads.map((thread) => [thread, laneX(scene, thread)]));
  const radius = Math.min(LARGEST_MARK, camera.rowHeight * 0.3);
  const isFar = camera.rowHeight < MARK_ROW;
  const drawnAt = new Map<number, number>();
  const marks: [event: number, x: number, y: number, colour: string][] = [];
  let bars = 0;
  for (let row = first; row <= last; row++) {
    const event = rows.eventAt(row);
    const thread = history.threadOf(event);
    const x = xs.get(thread);
    if (x === undefined) continue;
    const y = rowY(scene, row);
    if (isFar) {
      const pixel = Math.floor(y);
      if (drawnAt.get(thread) === pixel) continue;
      drawnAt.set(thread, pixel);
      context.fillStyle = palette.lane(thread);
      context.fillRect(x - 4, pixel, 8, 1);
      bars++;
      continue;
    }
    const colour = palette.lane(thread);
    if (row > 0 && history.threadOf(rows.eventAt(row - 1)) === thread) {
      context.fillStyle = colour;
      context.fillRect(x - 1.5, y - camera.rowHeight, 3, camera.rowHeight);
    }
    marks.push([event, x, y, colour]);
  }
  const { background } = palette;
  for (const [event, x, y, colour] of marks) {
    drawMark(context, history.kindOf(event), { x, y, radius, colour, background });
  }
  return marks.length + bars;
}

function drawEdges(
  context: CanvasRenderingContext2D,
  scene: Scene,
  first: number,
  last: number,
): number {
  const { history, rows, palette, current } = scene;
  const { from, to } = history.trace.edges;
  const strong = new Set(history.edgesAt(current));
  // Where rows share pixels, arrows would cover all: only those of the current event.
  const isFar = scene.camera.rowHeight < MARK_ROW;
  const drawnAt = new Set<string>();
  let drawn = 0;
  for (let edge = 0; edge < from.length; edge++) {
    if (isFar && !strong.has(edge)) continue;
    const start = rows.rowOf(from[edge] ?? 0);
    const end = rows.rowOf(to[edge] ?? 0);
    if (start < 0 || end < 0 || end < first || start > last) continue;
    const x1 = laneX(scene, history.threadOf(from[edge] ?? 0));
    const x2 = laneX(scene, history.threadOf(to[edge] ?? 0));
    if (Number.isNaN(x1) || Number.isNaN(x2) || x1 === x2) continue;
    const [y1, y2] = [rowY(scene, start), rowY(scene, end)];
    const key = `${x1} ${x2} ${Math.floor(y1 / 2)} ${Math.floor(y2 / 2)}`;
    if (drawnAt.has(key)) continue;
    drawnAt.add(key);
    const isStrong = strong.has(edge);
    context.strokeStyle = isStrong ? palette.strongEdge : palette.edge;
    context.lineWidth = isStrong ? 2 : 1.25;
    drawArrow(context, { x1, y1, x2, y2 });
    drawn++;
  }
  return drawn;
}

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * From mark to mark. Names stand to the right of marks, one a row: so to the right a curve goes
 * down first, then along the row where it ends; to the left along the row where it begins.
 */
function tracePath(context: CanvasRenderingContext2D, line: Line, gap: number): void {
  const { x1, y1, x2, y2 } = line;
  context.beginPath();
  if (x2 > x1) {
    context.moveTo(x1, y1 + gap);
    context.bezierCurveTo(x1, y2, x1 + (x2 - x1) * 0.25, y2, x2 - gap, y2);
  } else {
    context.moveTo(x1 - gap, y1);
    context.bezierCurveTo(x2 + (x1 - x2) * 0.25, y1, x2, y1, x2, y2 - gap);
  }
  context.stroke();
}

function drawArrow(context: CanvasRenderingContext2D, line: Line): void {
  tracePath(context, line, 9);
  const { x1, x2, y2 } = line;
  context.save();
  context.translate(x2, y2);
  if (x2 < x1) context.rotate(Math.PI / 2);
  context.beginPath();
  context.moveTo(-6, 0);
  context.lineTo(-13, -3.5);
  context.lineTo(-13, 3.5);
  context.closePath();
  context.fillStyle = context.strokeStyle;
  context.fill();
  context.restore();
}

/** What would have ordered the two accesses, had it been there. */
function drawMissingEdge(context: CanvasRenderingContext2D, scene: Scene): void {
  const line = raceLine(scene);
  if (!line) return;
  const { palette } = scene;
  context.save();
  context.strokeStyle = palette.race;
  context.lineWidth = 2;
  context.setLineDash([6, 5]);
  const length = Math.hypot(line.x2 - line.x1, line.y2 - line.y1);
  const [x, y] = [(line.x2 - line.x1) / length, (line.y2 - line.y1) / length];
  context.beginPath();
  context.moveTo(line.x1 + x * RING, line.y1 + y * RING);
  context.lineTo(line.x2 - x * RING, line.y2 - y * RING);
  context.stroke();
  context.restore();
  // Where no name is: on the row in which one of the two stands.
  const isRightward = line.x2 > line.x1;
  const text = "nothing orders these two";
  const width = context.measureText(text).width + 14;
  const room = Math.abs(line.x2 - line.x1) - 30;
  if (room < width) return;
  const left = (isRightward ? line.x2 : line.x1) - 16 - width;
  const middle = isRightward ? line.y2 : line.y1;
  context.fillStyle = isRightward ? palette.current : palette.background;
  context.fillRect(left, middle - 9, width, 18);
  context.fillStyle = palette.race;
  context.fillText(text, left + 7, middle);
}

function raceLine(scene: Scene): Line | undefined {
  const { history, rows, race } = scene;
  const found = history.trace.races[race];
  if (!found || found.first < 0 || found.second < 0) return undefined;
  // What no lock protects, or what is used after its end, may be ordered all the same.
  if (history.isOrdered(found.first, found.second)) return undefined;
  const x1 = laneX(scene, history.threadOf(found.first));
  const x2 = laneX(scene, history.threadOf(found.second));
  if (Number.isNaN(x1) || Number.isNaN(x2)) return undefined;
  const [y1, y2] = [found.first, found.second].map((event) => rowY(scene, rows.rowOf(event)));
  return { x1, y1: y1 ?? 0, x2, y2: y2 ?? 0 };
}

/** The accesses themselves stand out at any zoom. */
function drawRace(context: CanvasRenderingContext2D, scene: Scene): void {
  const { history, rows, race, palette, camera } = scene;
  const found = history.trace.races[race];
  if (!found) return;
  const { background } = palette;
  for (const event of [found.first, found.second]) {
    const x = event < 0 ? Number.NaN : laneX(scene, history.threadOf(event));
    if (Number.isNaN(x)) continue;
    const y = rowY(scene, rows.rowOf(event));
    const colour = palette.race;
    context.beginPath();
    context.arc(x, y, RING - 2, 0, 2 * Math.PI);
    context.fillStyle = background;
    context.fill();
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke();
    drawMark(context, history.kindOf(event), { x, y, radius: 5, colour, background });
    if (camera.rowHeight >= LABEL_ROW) continue;
    writeText(context, shortText(history, event), x + 16, y, colour, background);
  }
}

function drawLabels(
  context: CanvasRenderingContext2D,
  scene: Scene,
  first: number,
  last: number,
  palette: Palette,
): number {
  const { history, rows, lanes, current, race } = scene;
  const found = history.trace.races[race];
  let drawn = 0;
  for (let row = first; row <= last; row++) {
    const event = rows.eventAt(row);
    const x = laneX(scene, history.threadOf(event));
    if (Number.isNaN(x)) continue;
    const isRace = event === found?.first || event === found?.second;
    const isStrong = isRace || event === current;
    const colour = isRace ? palette.race : isStrong ? palette.text : palette.muted;
    const around = event === current ? palette.current : palette.background;
    const inset = isRace ? 16 : 13;
    const most = scene.width - x - inset - 4;
    const room = isStrong ? most : Math.min(most, lanes.laneWidth - inset - 10);
    const text = cut(context, shortText(history, event), room);
    writeText(context, text, x + inset, rowY(scene, row), colour, around);
    drawn++;
  }
  return drawn;
}

/** With the colour behind it around it, so that it can be read across lines. */
function writeText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  around: string,
): void {
  context.lineWidth = 4;
  context.strokeStyle = around;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 4 && context.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** Every so many rows, so that numbers don't crowd. */
function drawNumbers(
  context: CanvasRenderingContext2D,
  scene: Scene,
  first: number,
  last: number,
): void {
  const { rows, camera, palette } = scene;
  const gaps = new Map(scene.history.trace.gaps.map(({ before, count }) => [before, count]));
  const every = STRIDES.find((stride) => stride * camera.rowHeight >= 20) ?? STRIDES.at(-1) ?? 1;
  context.textAlign = "right";
  for (let row = Math.ceil(first / every) * every; row <= last; row += every) {
    context.fillStyle = palette.faint;
    context.fillText(String(rows.eventAt(row) + 1), GUTTER - 12, rowY(scene, row));
  }
  context.textAlign = "start";
  context.fillStyle = palette.race;
  for (const [before] of gaps) {
    const row = rows.nearest(before);
    if (row < first || row > last) continue;
    context.fillRect(0, rowY(scene, row) - camera.rowHeight / 2 - 1, GUTTER - 8, 2);
  }
}

const STRIDES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];
