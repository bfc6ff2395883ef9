/**
 * Antecede's detectors against each other: lockset and hybrid against happens-before. What is timed
 * is the run itself, as `--timings` tells it: a lockset detector finds something in most programs,
 * and the replay for the report is another run.
 */
import { join } from "node:path";
import { BENCH, progress, ROOT, type Workshop } from "./measure.ts";
import type { Program } from "./programs.ts";
import { type Plan, repetitions, type Section } from "./section.ts";
import { stepsOf } from "./start-up.ts";
import { geometricMean, median } from "./statistics.ts";
import { seconds, table, times } from "./table.ts";
import { antecede, ONE_RUN } from "./tools.ts";

const DETECTORS = ["happens-before", "lockset", "hybrid"] as const;

/** At their smaller size: ratios need no minutes. */
export function compareDetectors(
  programs: readonly Program[],
  plan: Plan,
  workshop: Workshop,
): Section {
  const taken = new Map<string, number[]>();
  for (let repetition = 1; repetition <= plan.repeat; repetition++) {
    for (const program of programs) {
      for (const detector of DETECTORS) {
        progress(`${repetition}/${plan.repeat} ${program.name}, ${detector}`);
        const key = `${program.name} ${detector}`;
        taken.set(key, [...(taken.get(key) ?? []), runMs(program, detector, workshop)]);
      }
    }
  }
  const ms = (program: Program, detector: string) =>
    median(taken.get(`${program.name} ${detector}`) ?? []);
  const ratios = (detector: string) =>
    programs.map((program) => ms(program, detector) / ms(program, "happens-before"));
  const rows = programs.map((program) => [
    program.name,
    program.smallSize.join(" "),
    seconds(ms(program, "happens-before")),
    ...DETECTORS.slice(1).map(
      (detector) =>
        `${seconds(ms(program, detector))} ` +
        `(${times(ms(program, detector) / ms(program, "happens-before"))})`,
    ),
  ]);
  const means = DETECTORS.slice(1).map((name) => `**${times(geometricMean(ratios(name)))}**`);
  return {
    title: "Detectors",
    markdown:
      "The run alone, without start-up and replay, of programs compiled with `-O2`; in brackets " +
      `the ratio to happens-before; ${repetitions(plan)}.\n\n${table([
        ["program", "size", ...DETECTORS],
        ...rows,
        ["**geometric mean**", "", "", ...means],
      ])}`,
    bars: [],
  };
}

/** Milliseconds of one run. */
function runMs(program: Program, detector: string, workshop: Workshop): number {
  const own = ["--timings", "-q", "--exitcode=0", "-O2", `--detector=${detector}`];
  const source = join(BENCH, `programs/${program.name}.c`);
  const words = [...own, source, "--", ...program.smallSize];
  const run = workshop.measure(antecede(ROOT, "run", ONE_RUN, ...words));
  const ms = stepsOf(run.stderr).get("run");
  if (run.exitCode === 0 && ms !== undefined) return ms;
  throw new Error(`${program.name} under ${detector} ended with ${run.exitCode}\n${run.stderr}`);
}
