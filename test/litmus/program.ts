/** Litmus programs as data (README.md): what programs.json holds, and how outcomes compare. */
import { readFileSync } from "node:fs";
import type { FenceOrder, ReadOrder, RmwOrder, WriteOrder } from "../../src/detector/event.ts";

export type Operation =
  | { op: "store"; at: string; order: WriteOrder | "plain"; value: number }
  | { op: "load"; at: string; order: ReadOrder | "plain"; into: string }
  | { op: "fetch_add" | "exchange"; at: string; order: RmwOrder; value: number; into: string }
  | CompareExchange
  | { op: "fence"; order: FenceOrder }
  | { op: "when"; register: string; equals: number; then: readonly Operation[] };

/** Strong. `into` gets 1 or 0. */
export interface CompareExchange {
  readonly op: "compare_exchange";
  readonly at: string;
  readonly expected: number;
  readonly value: number;
  readonly into: string;
  readonly order: RmwOrder;
  readonly failure: ReadOrder;
}

/** A final state: registers ("0:r1", null if never assigned) and locations. */
export type Outcome = Readonly<Record<string, number | null>>;

export interface Program {
  readonly name: string;
  readonly family: string;
  readonly threads: readonly (readonly Operation[])[];
  /** Then it has no outcomes. */
  readonly race: boolean;
  readonly allowed?: readonly Outcome[];
  readonly allowedInExecutionOrder?: readonly Outcome[];
}

export function readPrograms(): readonly Program[] {
  return JSON.parse(readFileSync(new URL("programs.json", import.meta.url), "utf8"));
}

export function byFamily(programs: readonly Program[]): ReadonlyMap<string, readonly Program[]> {
  return Map.groupBy(programs, ({ family }) => family);
}

/** One text for each outcome: to compare and to print. */
export function describeOutcome(outcome: Outcome): string {
  return Object.keys(outcome)
    .sort()
    .map((name) => `${name}=${outcome[name]}`)
    .join(" ");
}

export function outcomesInExecutionOrder(program: Program): ReadonlySet<string> {
  return new Set(program.allowedInExecutionOrder?.map(describeOutcome));
}

/** Names of a program in order of first mention: registers as "0:r1". */
export function namesOf(program: Program): { locations: string[]; registers: string[] } {
  const locations = new Set<string>();
  const registers = new Set<string>();
  for (const [thread, operations] of program.threads.entries()) {
    for (const operation of withNested(operations)) {
      if ("at" in operation) locations.add(operation.at);
      if ("into" in operation) registers.add(`${thread}:${operation.into}`);
    }
  }
  return { locations: [...locations], registers: [...registers] };
}

function withNested(operations: readonly Operation[]): readonly Operation[] {
  return operations.flatMap((operation) =>
    operation.op === "when" ? [operation, ...withNested(operation.then)] : [operation],
  );
}
