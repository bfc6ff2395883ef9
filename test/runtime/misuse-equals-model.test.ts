/**
 * What the guest's synchronization objects return, and the misuse that they find, is what the model
 * says on random streams of operations (misuse.c performs them). `ANTECEDE_MISUSE_STREAMS` and
 * `ANTECEDE_SEED` choose how many streams, and which.
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { MISUSE_KINDS, type MisuseKind } from "../../src/detector/misuse.ts";
import type { Event, State } from "../../src/model/misuse/world.ts";
import { initialState, type Operation } from "../../src/model/misuse.ts";
import type { AnswerOf } from "../../src/runtime/answers.ts";
import { ProgramInstance } from "../../src/runtime/instance.ts";
import { run } from "../../src/runtime/machine.ts";
import type { MisuseRecord } from "../../src/runtime/outcome.ts";
import type { LoadedProgram } from "../../src/runtime/program.ts";
import type { RunOptions } from "../../src/runtime/run-options.ts";
import { close } from "../../src/toolchain/client.ts";
import { misuseStreams, statesOf, successors, THREADS } from "../model/misuse-streams.ts";
import { buildProgram } from "../programs/judge.ts";

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), "misuse.c");
const STREAMS = Number(process.env.ANTECEDE_MISUSE_STREAMS ?? 600);
const SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const STEPS = 40;
const RECORDS_OF_A_RUN = 200;

/** An instance whose runs tell of each misuse as it is found. */
class ListeningInstance extends ProgramInstance {
  heard: (misuse: number, object: number, other: number) => void = () => {};

  override begin<Run extends object>(run: Run, answerOf: AnswerOf<Run>): void {
    super.begin(run, (module, name) => {
      const answer = answerOf(module, name);
      if (!answer || name !== "misused") return answer;
      return (own: Run, misuse: number, object: number, other: number) => {
        this.heard(misuse, object >>> 0, other);
        return (answer as (run: Run, ...args: number[]) => unknown)(own, misuse, object, other);
      };
    });
  }
}

/** What a run showed, operation by operation. */
interface Trace {
  readonly events: readonly (readonly Event[])[];
  readonly records: readonly MisuseRecord[];
}

let program: LoadedProgram;
let instance: ListeningInstance;

before(async () => {
  program = await buildProgram(SOURCE);
  instance = new ListeningInstance(program);
});
after(close);

describe("the guest's misuse is the model's", () => {
  test(`on ${STREAMS} random streams of operations`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(misuseStreams(STEPS), fc.nat({ max: 999 }), async (operations, seed) => {
        const trace = await perform(operations, seed);
        assert.equal(disagreement(operations, trace), undefined);
        for (const event of trace.events.flat()) {
          seen.add(event.kind === "misuse" ? event.misuse : event.kind);
          if (event.kind === "returned") seen.add(event.result);
        }
      }),
      { seed: SEED, numRuns: STREAMS, endOnFailure: false },
    );
    // Streams that show nothing would agree too.
    for (const misuse of MISUSE_KINDS) {
      if (misuse !== NOT_OF_POSIX) assert.ok(seen.has(misuse), `no stream shows ${misuse}`);
    }
    for (const result of RESULTS) assert.ok(seen.has(result), `no call returns ${result}`);
  });

  test("and a wrong result would be seen, and a misuse too many or too few", async () => {
    const operations: readonly Operation[] = [
      { thread: 1, family: "mutex", index: 0, call: "lock" },
      { thread: 2, family: "mutex", index: 0, call: "unlock" },
    ];
    const trace = await perform(operations, 1);
    assert.equal(disagreement(operations, trace), undefined);
    const [first = [], second = []] = trace.events;
    const wrong: readonly (readonly (readonly Event[])[])[] = [
      [[{ kind: "returned", thread: 1, result: "EBUSY" }], second],
      [[{ kind: "returned", thread: 2, result: "0" }], second],
      [first, second.filter(({ kind }) => kind !== "misuse")],
      [first, [...second, ...second]],
    ];
    for (const events of wrong) {
      assert.notEqual(disagreement(operations, { ...trace, events }), undefined);
    }
  });
});

/** Of ThreadSanitizer's interface: test/programs/locks/held-in-wrong-context.c. */
const NOT_OF_POSIX: MisuseKind = "mutex-held-in-wrong-context";

const RESULTS = [
  ...["0", "EAGAIN", "EBUSY", "EDEADLK", "EINVAL", "ENOTRECOVERABLE", "EOVERFLOW", "EOWNERDEAD"],
  ...["EPERM", "ESRCH", "ETIMEDOUT", "PTHREAD_BARRIER_SERIAL_THREAD", "skipped"],
];

/** The first operation at which the trace shows what the model excludes, in words. */
function disagreement(operations: readonly Operation[], trace: Trace): string | undefined {
  let states: readonly State[] = [initialState(THREADS)];
  for (const [at, operation] of operations.entries()) {
    const shown = keyOf(trace.events[at] ?? []);
    const outcomes = successors(states, operation) ?? [];
    const possible = outcomes.filter(({ events }) => keyOf(events) === shown);
    if (possible.length === 0) {
      const expected = [...new Set(outcomes.map(({ events }) => keyOf(events)))].join("\n  or ");
      const story = operations.slice(0, at + 1).map((one) => JSON.stringify(one));
      return `${story.join("\n")}\nshows ${shown}\nnot   ${expected}`;
    }
    states = statesOf(possible);
  }
  return undefined;
}

/** Threads that go on together do so in any order. */
function keyOf(events: readonly Event[]): string {
  const returns = events.filter(({ kind }) => kind === "returned");
  const others = events.filter(({ kind }) => kind !== "returned");
  return [...others, ...returns.sort(byThread)].map((event) => JSON.stringify(event)).join(" ");
}

function byThread(one: Event, other: Event): number {
  const threadOf = (event: Event) => (event.kind === "returned" ? event.thread : -1);
  return threadOf(one) - threadOf(other);
}

async function perform(operations: readonly Operation[], seed: number): Promise<Trace> {
  const events: Event[][] = [];
  const objects = new Map<string, `mutex ${number}`>();
  const misuses: { name: string; other: number | undefined }[] = [];
  const say = (line: string) => {
    const [first = "", second = "", third = "", ...rest] = line.split(" ");
    if (first === "object") objects.set(rest.join(), `${second} ${third}` as `mutex ${number}`);
    else if (first === "operation") events.push(third === "skipped" ? [{ kind: "skipped" }] : []);
    else events.at(-1)?.push(returned(Number(first), line.slice(first.length + 1)));
  };
  instance.heard = (misuse, address, number) => {
    const object = objects.get(String(address)) ?? "mutex -1";
    const kind = MISUSE_KINDS[misuse] ?? "double-lock";
    const other = number < 0 ? undefined : number;
    events.at(-1)?.push({ kind: "misuse", misuse: kind, object, other });
    misuses.push({ name: `${kind} ${address}`, other });
  };
  const outcome = await run(program, optionsFor(operations, seed, say), instance);
  assert.deepEqual(outcome.ending, { kind: "exit", code: 0 });
  // A record is the first misuse of its kind, place and thread, and counts the others.
  const counted = outcome.misuses.reduce((sum, { occurrences }) => sum + occurrences, 0);
  if (outcome.misuses.length < RECORDS_OF_A_RUN) assert.equal(counted, misuses.length);
  for (const { index, kind, object, other } of outcome.misuses) {
    assert.deepEqual({ name: `${kind} ${object}`, other }, misuses[index]);
  }
  return { events, records: outcome.misuses };
}

function returned(thread: number, result: string): Event {
  return { kind: "returned", thread, result: result as "0" };
}

function optionsFor(
  operations: readonly Operation[],
  seed: number,
  say: (line: string) => void,
): RunOptions {
  let unfinished = "";
  return {
    schedule: { name: "random", seed, preemptionRate: undefined },
    maxSteps: 10_000_000,
    timeoutMs: 60_000,
    atExit: "kill",
    spuriousWakeups: false,
    weakMemory: false,
    memoryLimitBytes: 1 << 28,
    locks: { order: undefined, misuse: true, threadLeaks: false },
    args: [program.name, operations.map(textOf).join(";")],
    environment: {},
    files: {
      folders: {},
      writable: false,
      onOutput: (_, bytes) => {
        const lines = (unfinished + Buffer.from(bytes).toString("latin1")).split("\n");
        unfinished = lines.pop() ?? "";
        for (const line of lines) say(line);
      },
      stdin: Buffer.from(""),
      journal: { mode: "record", entries: [] },
    },
  };
}

/** As misuse.c reads it. */
function textOf(operation: Operation): string {
  const { thread, family, call, index } = operation;
  return [thread, family, call, index, ...argumentsOf(operation)].join(" ");
}

const KINDS = { normal: 0, recursive: 1, errorcheck: 2 };

function argumentsOf(operation: Operation): readonly number[] {
  const all: number[] = [];
  if ("kind" in operation) all.push(KINDS[operation.kind], operation.isRobust ? 1 : 0);
  if ("prefersWriters" in operation) all.push(operation.prefersWriters ? 1 : 0);
  if ("count" in operation) all.push(operation.count);
  if ("value" in operation) all.push(operation.value);
  if ("mutex" in operation) all.push(operation.mutex);
  if ("time" in operation) all.push(operation.time === "invalid" ? -1 : operation.time);
  return all;
}
