/** Start-up: a program of a few lines, with an empty cache and with everything in it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { BENCH, progress, ROOT, type Sample, type Workshop } from "./measure.ts";
import type { Plan, Section } from "./section.ts";
import { median } from "./statistics.ts";
import { seconds, table } from "./table.ts";
import { antecede } from "./tools.ts";

const PROGRAM = join(BENCH, "hello.c");
const MORE_REPETITIONS = 5;
const WARM_SECONDS = 0.6;
const COLD_SECONDS = 2.5;

/** As `--timings` names them: `compile 12 ms, link 3 ms, …, process 400 ms`. */
const STEP = /([a-z ]+) (\d+) ms/g;

export function startUp(plan: Plan, workshop: Workshop): Section {
  const cache = workshop.at("start-up-cache");
  const run = () => {
    const command = antecede(ROOT, "run", "--timings", PROGRAM);
    const sample = workshop.measure(command, { ANTECEDE_CACHE: cache });
    if (sample.exitCode !== 0) throw new Error(`hello.c failed\n${sample.stderr}`);
    return sample;
  };
  const cold: Sample[] = [];
  const warm: Sample[] = [];
  for (let repetition = 0; repetition < (plan.isQuick ? 1 : MORE_REPETITIONS); repetition++) {
    progress("start-up");
    rmSync(cache, { recursive: true, force: true });
    cold.push(run());
    warm.push(run());
  }
  const steps = [...stepsOf(cold[0]?.stderr ?? "").keys()];
  const row = (name: string, samples: readonly Sample[]) => [
    name,
    seconds(medianMs(samples)),
    ...steps.map((step) =>
      seconds(median(samples.map(({ stderr }) => stepsOf(stderr).get(step) ?? Number.NaN))),
    ),
  ];
  return {
    title: "Start-up",
    markdown:
      "`antecede run` of `bench/hello.c`, judged as written; in the first column the whole " +
      "command, then its steps as `--timings` tells them (`process`: from the start of the " +
      `second Node.js to its end).\n\n${table([
        ["cache", "whole", ...steps],
        row("empty", cold),
        row("everything in it", warm),
      ])}`,
    bars: [
      {
        ...{ what: "start-up, everything cached", kind: "at most", limit: WARM_SECONDS },
        ...{ value: medianMs(warm) / 1000, unit: " s" },
      },
      {
        ...{ what: "start-up, nothing cached", kind: "at most", limit: COLD_SECONDS },
        ...{ value: medianMs(cold) / 1000, unit: " s" },
      },
    ],
  };
}

function medianMs(samples: readonly Sample[]): number {
  return median(samples.map(({ ms }) => ms));
}

/** Milliseconds by step. */
export function stepsOf(stderr: string): ReadonlyMap<string, number> {
  const line = stderr.split("\n").find((candidate) => candidate.includes(", process ")) ?? "";
  const parts = line.slice(line.indexOf(":") + 1).matchAll(STEP);
  return new Map([...parts].map(([, step = "", ms]) => [step.trim(), Number(ms)]));
}
