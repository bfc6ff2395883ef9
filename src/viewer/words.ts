/** Events in words: short beside a mark, whole in the panel. */
import { TRACE_ORDERS, type Trace, traceObjectName, traceThreadName } from "../detector/trace.ts";
import type { HeldAt, TraceHistory } from "./history.ts";

export function objectName({ objects }: Trace, object: number): string {
  const found = objects[object];
  return found ? traceObjectName(found) : "";
}

export function threadTitle({ threads }: Trace, thread: number): string {
  const name = threads[thread]?.name;
  return name === undefined ? traceThreadName(thread) : `${traceThreadName(thread)} ${name}`;
}

/** `data = 42`, `flag → 0 (stale)`, `unlock m`. */
export function shortText(history: TraceHistory, event: number): string {
  const { trace } = history;
  const { object, value, order, other } = trace.events;
  const name = objectName(trace, object[event] ?? -1);
  const known = trace.values[value[event] ?? -1];
  const isStale = history.stale.has(event);
  const ordered = orderText(order[event], isStale ? ", stale" : "");
  const who = traceThreadName(other[event] ?? 0);
  const kind = history.kindOf(event);
  switch (kind) {
    case "read":
      return `read ${name}${known === undefined ? "" : ` → ${known}`}`;
    case "write":
      return `write ${name}${known === undefined ? "" : ` = ${known}`}`;
    case "load":
      return `load ${name}${known === undefined ? "" : ` → ${known}`}${ordered}`;
    case "store":
      return `store ${name}${known === undefined ? "" : ` = ${known}`}${ordered}`;
    case "read-modify-write":
      return `rmw ${name}${known === undefined ? "" : ` = ${known}`}${ordered}`;
    case "fence":
      return `fence${ordered}`;
    case "create":
      return `create ${who}`;
    case "begin":
      return "begins";
    case "join":
      return `join ${who}`;
    case "end":
      return "ends";
    default:
      return `${kind} ${name}`;
  }
}

/** `T1 stores 1 to flag (release)`. */
export function sentence(history: TraceHistory, event: number): string {
  const { trace } = history;
  const { object, value, order, other, thread } = trace.events;
  const who = threadTitle(trace, thread[event] ?? 0);
  const name = objectName(trace, object[event] ?? -1);
  const known = trace.values[value[event] ?? -1];
  const ordered = orderText(order[event]);
  const isStale = history.stale.has(event);
  const another = traceThreadName(other[event] ?? 0);
  const kind = history.kindOf(event);
  switch (kind) {
    case "read":
    case "load": {
      const what = known === undefined ? name : `${known} from ${name}`;
      const stale = isStale ? ", which is not the newest value" : "";
      return `${who} ${kind === "read" ? "reads" : "loads"} ${what}${ordered}${stale}`;
    }
    case "write":
    case "store": {
      const what = known === undefined ? `${name}` : `${known} to ${name}`;
      return `${who} ${kind === "write" ? "writes" : "stores"} ${what}${ordered}`;
    }
    case "read-modify-write": {
      const what = known === undefined ? "" : ` to ${known}`;
      return `${who} changes ${name}${what} by a read-modify-write${ordered}`;
    }
    case "fence":
      return `${who} executes a fence${ordered}`;
    case "create":
      return `${who} creates ${another}`;
    case "begin":
      return `${who} begins, created by ${another}`;
    case "join":
      return `${who} joins ${another}`;
    case "end":
      return `${who} ends`;
    default:
      return `${who} ${kind}s ${name}`;
  }
}

function orderText(order = -1, more = ""): string {
  const name = TRACE_ORDERS[order];
  return name === undefined ? "" : ` (${name}${more})`;
}

/** `m, rw (reading)`. */
export function heldText(trace: Trace, held: readonly HeldAt[]): string {
  return held
    .map(({ lock, isForReading }) => objectName(trace, lock) + (isForReading ? " (reading)" : ""))
    .join(", ");
}

/** `file.c:12 in function`. */
export function placeText(trace: Trace, event: number): string {
  const place = trace.places[trace.events.place[event] ?? -1];
  if (!place) return "";
  const file = place.file === undefined ? undefined : trace.files[place.file]?.path;
  const at = file === undefined ? "" : `${file}${place.line === undefined ? "" : `:${place.line}`}`;
  return at === "" ? `in ${place.function}` : `${at} in ${place.function}`;
}
