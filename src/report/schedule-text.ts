/** What a finding needs of a schedule, in words. */
import type { DecisionCounts, PlacedDecision, ShortSchedule } from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import type { Paint } from "./colour.ts";
import { pluralText, positionText } from "./words.ts";

/** Decisions told one by one: more can't be followed. */
const MOST_TOLD = 20;

export function scheduleLines(schedule: ShortSchedule, paint: Paint): string[] {
  const { decisions, from, runs, isMinimal } = schedule;
  const needs = countsText(schedule) ?? "no switch and no stale read";
  const had = countsText(from) ?? "none either";
  const tried = `${pluralText(runs, "run")} tried${isMinimal ? "" : "; the search met its bound"}`;
  const told = decisions.length <= MOST_TOLD ? decisions : [];
  return [
    `  ${paint("note", "Schedule:")} needs ${needs}; its run had ${had} (${tried}).`,
    ...told.map((decision, at) => `    ${at + 1}. ${decisionText(decision)}`),
  ];
}

/** `2 switches and 1 stale read`; undefined if there is nothing. */
function countsText(counts: DecisionCounts): string | undefined {
  const parts = [
    [counts.switches, "switch", "switches"],
    [counts.staleReads, "stale read", "stale reads"],
    [counts.failures, "failed compare-exchange", "failed compare-exchanges"],
    [counts.wakes, "choice whom to wake", "choices whom to wake"],
    [counts.wakeUps, "spurious wake-up", "spurious wake-ups"],
  ] as const;
  const present = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => pluralText(count, one, many));
  const last = present.pop();
  if (last === undefined) return undefined;
  return present.length === 0 ? last : `${present.join(", ")} and ${last}`;
}

function decisionText({ kind, thread, choice, stack }: PlacedDecision): string {
  const who = threadName(thread);
  const top = userFrame(stack ?? []);
  const at = top ? ` at ${positionText(top)}` : "";
  switch (kind) {
    case "switch":
      return `${who} stops${at}, ${threadName(choice)} goes on`;
    case "next":
      return `${who} ${at === "" ? "ends" : `waits${at}`}, ${threadName(choice)} goes on`;
    case "wake":
      return `${who} wakes ${threadName(choice)}, which has not waited longest`;
    case "read":
      return `${who} reads a store${at} that is ${pluralText(choice, "store")} old`;
    case "failure":
      return `a weak compare-exchange of ${who} fails for no reason${at}`;
    case "wake-up":
      return `${who} is woken without a signal`;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

function threadName(thread: number): string {
  return thread === 0 ? "main" : `T${thread}`;
}
