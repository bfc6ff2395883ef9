/**
 * The algorithms: programs that come with wrong versions of themselves, each with one order
 * weakened or one fence removed (README.md here has the form of the lines that say so).
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Outcome } from "../../src/runtime/outcome.ts";
import type { LoadedProgram } from "../../src/runtime/program.ts";
import { parseExpectation } from "./expectation.ts";
import { type Ran, runProgram } from "./judge.ts";

export const ALGORITHMS = join(dirname(fileURLToPath(import.meta.url)), "algorithms");

export const SYMPTOMS = ["race", "assertion", "hang"] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** Why a version that C++20 calls wrong shows nothing here. */
export const REASONS = ["load buffering", "modification order"] as const;
export type Reason = (typeof REASONS)[number];

/** A wrong version. */
export interface Weakened {
  /** What is changed, as `NAME=order`: a macro of the program. */
  readonly change: string;
  readonly expected: { readonly shows: readonly Symptom[] } | { readonly unseen: Reason };
}

export interface Algorithm {
  /** Without its `.c`. */
  readonly name: string;
  readonly file: string;
  readonly weakened: readonly Weakened[];
}

/** All algorithms whose path contains `part`, by name. */
export function readAlgorithms(part = ""): readonly Algorithm[] {
  return readdirSync(ALGORITHMS)
    .filter((name) => name.endsWith(".c"))
    .sort()
    .map((name) => ({ name: name.slice(0, -2), file: join(ALGORITHMS, name) }))
    .filter(({ file }) => file.includes(part))
    .map(({ name, file }) => ({ name, file, weakened: parseWeakened(readFileSync(file, "utf8")) }));
}

/** @throws {Error} if a line is not as README.md says */
export function parseWeakened(source: string): readonly Weakened[] {
  if (parseExpectation(source).verdict !== "clean") throw new Error("an algorithm must be clean");
  return [...source.matchAll(/^\/\/ wrong: (.*)$/gm)].map(([, line = ""]) => {
    const [, change, key, value] = /^(\w+(?:=\w+)?); (shows|unseen): ([\w ]+)$/.exec(line) ?? [];
    const shows = key === "shows" && value ? symptomsIn(value) : undefined;
    const unseen = REASONS.find((reason) => key === "unseen" && reason === value);
    if (change === undefined) throw new Error(`no wrong version: ${line}`);
    if (shows !== undefined) return { change, expected: { shows } };
    if (unseen !== undefined) return { change, expected: { unseen } };
    throw new Error(`unknown outcome of a wrong version: ${line}`);
  });
}

/** Symptoms joined by "and"; undefined if one is unknown. */
function symptomsIn(text: string): readonly Symptom[] | undefined {
  const names = text.split(" and ");
  const symptoms = names.flatMap((name) => SYMPTOMS.filter((symptom) => symptom === name));
  return symptoms.length === names.length ? symptoms : undefined;
}

/** Such a program ends within some thousand steps, or never. */
const MOST_STEPS = 1_000_000;

/** What a run shows, races first: what follows may come of them. Nothing if it is clean. */
export function symptomsOf({ races, ending }: Outcome): readonly (Symptom | "other")[] {
  const symptoms: (Symptom | "other")[] = races.length > 0 ? ["race"] : [];
  if (ending.kind === "deadlock" || ending.kind === "timeout") symptoms.push("hang");
  else if (ending.kind === "trap")
    symptoms.push(ending.trap === "assertion" ? "assertion" : "other");
  else if (ending.kind !== "exit" || ending.code !== 0) symptoms.push("other");
  return symptoms;
}

export interface Search {
  /** Runs until the first that showed something, it included; or all, if none did. */
  readonly seeds: number;
  readonly found: Ran | undefined;
}

/** Runs one seed after the other until something shows: what is wanted, if that is given. */
export async function search(
  program: LoadedProgram,
  from: number,
  most: number,
  wanted?: Symptom,
): Promise<Search> {
  for (let seeds = 1; seeds <= most; seeds++) {
    const seed = from + seeds - 1;
    const ran = await runProgram(program, ALGORITHMS, { seed, maxSteps: MOST_STEPS });
    // Between tasks the memories of ended runs can be given back.
    await setImmediate();
    const [first] = symptomsOf(ran.outcome);
    if (first && (wanted === undefined || first === wanted)) return { seeds, found: ran };
  }
  return { seeds: most, found: undefined };
}
