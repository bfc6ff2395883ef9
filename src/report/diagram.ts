/**
 * The time-space diagram as text: a column a thread, an event a line, downwards in the order of the
 * schedule, and of a long run only what stands around the two accesses. Arrows stand on the line of
 * the acquire: one event a line leaves the other columns free.
 */
import type { EventKind, Trace } from "../detector/trace.ts";
import { TraceHistory } from "../viewer/history.ts";
import { NO_FILTER, Rows } from "../viewer/rows.ts";
import { shortText, threadTitle } from "../viewer/words.ts";
import type { Paint } from "./colour.ts";
import { countText, printable } from "./words.ts";

export interface DiagramOptions {
  readonly paint: Paint;
  /** The terminal's width; 0 for none. */
  readonly columns: number;
}

/** More lines are for the HTML report, which can be scrolled. */
const MOST_EVENTS = 20;
/** Without a terminal. */
const DEFAULT_COLUMNS = 100;
const WIDEST_LANE = 40;
const NARROWEST_LANE = 26;
const NUMBER_WIDTH = 10;
/** Of each racing thread, around its access: so many events before, and after. */
const BEFORE = 5;
const AFTER = 4;

const MARKS: Readonly<Record<EventKind, string>> = {
  read: "○",
  write: "●",
  load: "◇",
  store: "◆",
  "read-modify-write": "◆",
  fence: "═",
  lock: "■",
  unlock: "□",
  acquire: "▽",
  release: "▲",
  create: "┬",
  begin: "┬",
  join: "┴",
  end: "┴",
  allocate: "●",
  free: "○",
};

/**
 * The lines of one race.
 *
 * @param race index into the trace's races
 * @returns nothing if the trace lacks an access of it
 */
export function diagramLines(
  trace: Trace,
  race: number,
  { paint, columns }: DiagramOptions,
): string[] {
  const found = trace.races[race];
  if (!found || found.first < 0 || found.second < 0) return [];
  const history = new TraceHistory(trace);
  const rows = new Rows(history, NO_FILTER);
  const chosen = chooseEvents(history, rows, found.first, found.second);
  const racing = [history.threadOf(found.first), history.threadOf(found.second)];
  const width = (columns || DEFAULT_COLUMNS) - NUMBER_WIDTH;
  const lanes = lanesOf(history, chosen, racing, Math.max(2, Math.floor(width / NARROWEST_LANE)));
  const laneWidth = Math.min(
    WIDEST_LANE,
    Math.max(NARROWEST_LANE, Math.floor(width / lanes.length)),
  );
  const events = chosen.filter((event) => lanes.includes(history.threadOf(event)));
  const sheet: Sheet = { history, rows, lanes, laneWidth, width, events, ...found };
  const headings = lanes.map((thread) => pad(threadTitle(trace, thread), laneWidth)).join("");
  const lines = [
    `  ${paint("note", "Diagram:")} an event a line, as scheduled; > at the two accesses`,
    `${" ".repeat(NUMBER_WIDTH)}${printable(headings).trimEnd()}`,
  ];
  events.forEach((event, index) => {
    const row = sheet.rows.rowOf(event);
    const before = events[index - 1];
    const left = before === undefined ? 0 : row - sheet.rows.rowOf(before) - 1;
    if (left > 0) lines.push(gapLine(sheet, index, left));
    const isRace = event === found.first || event === found.second;
    const line = eventLine(sheet, event);
    lines.push(isRace ? paint("access", line) : line);
  });
  return [...lines, ""];
}

interface Sheet {
  readonly history: TraceHistory;
  readonly rows: Rows;
  readonly lanes: readonly number[];
  readonly laneWidth: number;
  /** Of all lanes, and what is right of them. */
  readonly width: number;
  /** All that have a line. */
  readonly events: readonly number[];
  readonly first: number;
  readonly second: number;
}

/** All from the one access to the other, if these are few; else what is next to them. */
function chooseEvents(history: TraceHistory, rows: Rows, first: number, second: number): number[] {
  const from = rows.rowOf(first);
  const to = rows.rowOf(second);
  const chosen = new Set([first, second]);
  const add = (row: number): void => {
    if (row >= 0 && row < rows.count && chosen.size < MOST_EVENTS) chosen.add(rows.eventAt(row));
  };
  const nextTo = (row: number, by: number, most: number): void => {
    const thread = history.threadOf(rows.eventAt(row));
    let seen = 0;
    for (let at = row + by; at >= 0 && at < rows.count && seen < most; at += by) {
      if (history.threadOf(rows.eventAt(at)) !== thread) continue;
      add(at);
      seen++;
    }
  };
  // The order is that of importance: what comes when there is no room is left out.
  nextTo(to, -1, 2);
  nextTo(from, 1, 2);
  for (const event of [...chosen]) addReleases(history, event, add, rows);
  nextTo(to, -1, BEFORE);
  nextTo(from, 1, AFTER);
  nextTo(from, -1, BEFORE);
  for (const event of [...chosen]) addReleases(history, event, add, rows);
  if (to - from <= MOST_EVENTS) for (let row = from; row <= to; row++) add(row);
  for (let row = from - 1; row >= from - BEFORE; row--) add(row);
  return [...chosen].sort((one, other) => one - other);
}

/** What the event synchronizes with. */
function addReleases(
  history: TraceHistory,
  event: number,
  add: (row: number) => void,
  rows: Rows,
): void {
  const { from, to } = history.trace.edges;
  for (const edge of history.edgesAt(event)) {
    if (to[edge] === event) add(rows.rowOf(from[edge] ?? -1));
  }
}

/** Those of the race, then those with the most events, in their order. */
function lanesOf(
  history: TraceHistory,
  events: readonly number[],
  racing: readonly number[],
  most: number,
): number[] {
  const counts = new Map<number, number>();
  for (const event of events) {
    const thread = history.threadOf(event);
    counts.set(thread, (counts.get(thread) ?? 0) + 1);
  }
  const others = [...counts.keys()]
    .filter((thread) => !racing.includes(thread))
    .sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  return [...new Set([...racing, ...others])].slice(0, most).sort((one, other) => one - other);
}

function eventLine(sheet: Sheet, event: number): string {
  const { history, lanes, laneWidth, width, first, second, events } = sheet;
  const { trace } = history;
  const thread = history.threadOf(event);
  const lane = lanes.indexOf(thread);
  const cells = lanes.map((other) => pad(isAlive(history, other, event) ? "│" : "", laneWidth));
  const isLast = lane === lanes.length - 1;
  const mark = MARKS[history.kindOf(event)];
  const text = `${mark} ${printable(shortText(history, event))}`;
  const rest = cells.slice(lane + 1).join("");
  const label = cut(text, isLast ? width - lane * laneWidth : laneWidth - 1);
  const characters = [...cells.slice(0, lane).join(""), ...label, ...cells.join("")].slice(
    0,
    lane * laneWidth + [...label].length,
  );
  characters.push(...[...pad("", laneWidth), ...rest].slice([...label].length));
  const { from, to } = trace.edges;
  for (const edge of history.edgesAt(event)) {
    const release = from[edge] ?? -1;
    if (to[edge] !== event || !events.includes(release)) continue;
    drawArrow(characters, sheet, lanes.indexOf(history.threadOf(release)), lane, "─");
  }
  const isMissing = event === second && !history.isOrdered(first, second);
  if (isMissing) drawArrow(characters, sheet, lanes.indexOf(history.threadOf(first)), lane, "╌");
  const marker = event === first || event === second ? ">" : " ";
  const number = `  ${marker}${String(event + 1).padStart(NUMBER_WIDTH - 5)}  `;
  return number + characters.join("").trimEnd();
}

/** Along the line, from the lane of the release to the mark; `╌` for the edge that is missing. */
function drawArrow(
  characters: string[],
  { laneWidth }: Sheet,
  from: number,
  to: number,
  stroke: string,
): void {
  if (from < 0 || from === to) return;
  const [start, end] = [from * laneWidth, to * laneWidth];
  if (start < end) {
    characters[start] = "├";
    for (let at = start + 1; at < end - 1; at++) characters[at] = stroke;
    characters[end - 1] = stroke === "─" ? "▶" : "▷";
    return;
  }
  characters[start] = "┤";
  // The name of the event stands between.
  let free = start - 1;
  while (free > end && (characters[free] === " " || characters[free] === "│")) free--;
  for (let at = free + 2; at < start; at++) characters[at] = stroke;
  if (free + 2 < start) characters[free + 2] = stroke === "─" ? "◀" : "◁";
}

function gapLine(sheet: Sheet, index: number, count: number): string {
  const { history, lanes, laneWidth, events } = sheet;
  const at = (events[index] ?? 1) - 1;
  const cells = lanes.map((thread) => pad(isAlive(history, thread, at) ? "┊" : "", laneWidth));
  const line = `${" ".repeat(NUMBER_WIDTH)}${cells.join("").trimEnd()}`;
  return `${line.trimEnd()}  ${countText(count)} more`;
}

/** Between its first and its last event, as far as the trace has them. */
function isAlive(history: TraceHistory, thread: number, event: number): boolean {
  const last = history.lastOf(thread, event);
  if (last < 0) return thread === 0;
  return last === event || history.kindOf(last) !== "end";
}

function pad(text: string, width: number): string {
  const shown = cut(text, width - 1);
  return shown + " ".repeat(Math.max(0, width - [...shown].length));
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}
