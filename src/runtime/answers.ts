/**
 * What answers the calls of a program and of the engine. The answers are functions of the run that
 * goes on, the same ones for all runs: a short run would otherwise spend its time making its own.
 */
import type { EngineHost } from "../binding/engine.ts";

type Call = (...args: never[]) => unknown;

export type Answer<Run> = (run: Run, ...args: never[]) => unknown;

/** The answer to an import; undefined if there is none. */
export type AnswerOf<Run> = (module: string, name: string) => Answer<Run> | undefined;

export type Answers<Run> = Readonly<Record<string, Answer<Run>>>;

/** What only a replay or a lockset detector hears. */
export type ToldCalls = Readonly<Partial<Record<ToldName, Call>>>;
type ToldName = Exclude<
  keyof EngineHost,
  "preempt" | "race" | "fault" | "decide" | "moved" | "exhausted"
>;

export const TOLD_CALLS: readonly ToldName[] = [
  ...(["observe", "allocated", "freed", "locked", "unlocked", "lockBegun", "lockEnded"] as const),
  ...(["staleRead", "stored", "synchronized", "possible", "observeLockset"] as const),
];

/** What few programs ask for. */
export type RareCalls = Readonly<Record<RareName, Call>>;
type RareName = (typeof RARE_CALLS)[number];

export const RARE_CALLS = [
  ...(["fiber_start", "fiber_select", "fiber_end"] as const),
  ...(["expect_race", "flush_expected"] as const),
];

/** Answers that a part of the run has, under the same names. */
export function answersOf<Run, Name extends string>(
  names: readonly Name[],
  part: (run: Run) => Readonly<Partial<Record<Name, Call>>>,
): Answers<Run> {
  const answers = names.map((name): [string, Answer<Run>] => [
    name,
    (run, ...args) => part(run)[name]?.(...args),
  ]);
  return Object.fromEntries(answers);
}
