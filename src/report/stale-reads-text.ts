/** `--track-weak-loads`: the loads that read a stale store, and what else they could have read. */
import type { StaleRead, StaleReads, StoreCandidate } from "../detector/finding.ts";
import type { Paint } from "./colour.ts";
import { addressText, countText, positionText, printable, threadText } from "./words.ts";

/** One paragraph for each load; its candidates newest first. */
export function staleReadLines({ loads, count }: StaleReads, paint: Paint): string[] {
  if (count === 0) return ["No load read a stale store."];
  const left = count - loads.length;
  return [
    paint("note", `Loads that read a store other than the newest: ${countText(count)}`),
    "",
    ...loads.flatMap((load, index) => [...loadLines(load, index + 1, paint), ""]),
    ...(left > 0 ? [`${countText(left)} more are not shown.`, ""] : []),
  ];
}

function loadLines(load: StaleRead, number: number, paint: Paint): string[] {
  const { order, bytes, address, variable, thread, step, stack, candidates, read } = load;
  const what = `${order} load of size ${bytes} at ${addressText(address)}`;
  const name = variable === undefined ? "" : ` ('${printable(variable)}')`;
  const where = `by ${threadText(thread)}${placeText(stack)}, step ${countText(step)}`;
  return [
    paint("access", `${number}. ${what}${name} ${where}`),
    ...candidates.map((candidate, index) => candidateLine(candidate, index, read)),
  ];
}

function candidateLine(candidate: StoreCandidate, index: number, read: number): string {
  const { value = "unknown", store, excluded } = candidate;
  const mark = index === read ? "read  " : index === 0 ? "newest" : "      ";
  const origin =
    store === undefined
      ? "what memory held before"
      : `${store.order} ${store.kind} by ${threadText(store.thread)}${placeText(store.stack)}`;
  // What one rule excludes, it excludes with all that is older: the first one says enough.
  const why =
    excluded === undefined
      ? ""
      : `; excluded by ${excluded.rule}: ${excluded.says} (C++20 ${excluded.clause})`;
  return `     ${mark}  ${value}, ${origin}${why}`;
}

function placeText([top]: StaleRead["stack"]): string {
  return top === undefined ? "" : ` at ${positionText(top)} in ${printable(top.function)}`;
}
