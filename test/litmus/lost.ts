/**
 * Outcomes of the litmus programs that C++20 allows and that running a program in some order can't
 * produce, and why: what docs/memory-model.md lists.
 */
import type { AtomicLoadEvent, AtomicStoreEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import { isConsistent } from "../model/axioms.ts";
import { explore } from "./explore.ts";
import {
  describeOutcome,
  type Operation,
  outcomesInExecutionOrder,
  type Program,
  readPrograms,
} from "./program.ts";

export interface Lost {
  readonly program: Program;
  readonly outcome: string;
  /**
   * What would have to go against the order of execution. S, if the program shows the outcome once
   * nothing in it is seq_cst; else modification order.
   */
  readonly against: "S" | "modification order";
}

export function lostOutcomes(): readonly Lost[] {
  return readPrograms().flatMap((program) => {
    const reachable = outcomesInExecutionOrder(program);
    const lost = (program.allowed ?? [])
      .map(describeOutcome)
      .filter((outcome) => !reachable.has(outcome));
    if (lost.length === 0) return [];
    const { outcomes } = explore(withoutSeqCst(program), () => new HappensBefore());
    return lost.map((outcome) => ({
      program,
      outcome,
      against: outcomes.has(outcome) ? ("S" as const) : ("modification order" as const),
    }));
  });
}

/** By operation, the strongest order that does not take part in S. */
const STRONGEST: Readonly<Record<string, string>> = {
  load: "acquire",
  store: "release",
  fetch_add: "acq_rel",
  exchange: "acq_rel",
  compare_exchange: "acq_rel",
  fence: "acq_rel",
};

function withoutSeqCst(program: Program): Program {
  return JSON.parse(JSON.stringify(program), (key, value) => {
    if (key === "failure" && value === "seq_cst") return "acquire";
    return value?.order === "seq_cst" ? { ...value, order: STRONGEST[value.op] } : value;
  });
}

/**
 * The programs of the family "load buffering" (two threads, each a load and then a store to what
 * the other loads) in which the axioms let both loads read the other thread's store.
 */
export function loadBuffering(): readonly Program[] {
  return readPrograms().filter(
    (program) => program.family === "load buffering" && canBuffer(program),
  );
}

function canBuffer({ threads }: Program): boolean {
  const [left, right] = threads.map((operations, thread) => {
    const [load, store] = operations;
    if (load?.op !== "load" || store?.op !== "store") throw new Error("no load buffering");
    const rangeOf = (at: string) => ({ address: at.charCodeAt(0) * 8, bytes: 4, thread });
    return [
      { kind: "atomic load", ...rangeOf(load.at), order: load.order } as AtomicLoadEvent,
      { kind: "atomic store", ...rangeOf(store.at), order: store.order } as AtomicStoreEvent,
    ] as const;
  });
  if (left === undefined || right === undefined) throw new Error("no load buffering");
  // Every order of the four that keeps the threads' own: it gives S; mo has one store a location.
  const orders = [
    [left[0], left[1], right[0], right[1]],
    [left[0], right[0], left[1], right[1]],
    [left[0], right[0], right[1], left[1]],
    [right[0], left[0], left[1], right[1]],
    [right[0], left[0], right[1], left[1]],
    [right[0], right[1], left[0], left[1]],
  ];
  return orders.some((events) => {
    const from = (load: AtomicLoadEvent, store: AtomicStoreEvent) =>
      [events.indexOf(load), events.indexOf(store)] as const;
    return isConsistent(events, new Map([from(left[0], right[1]), from(right[0], left[1])]));
  });
}

/** A program in a line: `x = 1 rlx; r0 = y acq ‖ …`. */
export function describeProgram({ threads }: Program): string {
  return threads.map((operations) => operations.map(describe).join("; ")).join(" ‖ ");
}

const SHORT: Readonly<Record<string, string>> = {
  plain: "",
  relaxed: " rlx",
  acquire: " acq",
  release: " rel",
  acq_rel: " acq_rel",
  seq_cst: " sc",
};

function describe(operation: Operation): string {
  if (operation.op === "when") {
    const { register, equals, then } = operation;
    return `if (${register} == ${equals}) { ${then.map(describe).join("; ")} }`;
  }
  const order = SHORT[operation.order];
  switch (operation.op) {
    case "fence":
      return `fence${order}`;
    case "store":
      return `${operation.at} = ${operation.value}${order}`;
    case "load":
      return `${operation.into} = ${operation.at}${order}`;
    case "fetch_add":
      return `${operation.into} = ${operation.at} += ${operation.value}${order}`;
    case "exchange":
      return `${operation.into} = ${operation.at} ↔ ${operation.value}${order}`;
    case "compare_exchange":
      return (
        `${operation.into} = ${operation.at} ` +
        `(${operation.expected} → ${operation.value})${order}${SHORT[operation.failure]}`
      );
  }
}
