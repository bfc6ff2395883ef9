/**
 * Seeds a second: small litmus programs through the whole tool, as a search over many seeds runs
 * them. The bar is that of store buffering, the smallest with an outcome that only weak memory has.
 */
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { BENCH, progress, ROOT, type Workshop } from "./measure.ts";
import type { Plan, Section } from "./section.ts";
import { median } from "./statistics.ts";
import { grouped, seconds, table } from "./table.ts";
import { antecede } from "./tools.ts";

const SEEDS = 200_000;
const QUICK_SEEDS = 20_000;
const FOLDER = join(BENCH, "litmus");
const JUDGED = "store-buffering.c";
/** On two cores. */
const WANTED = 50_000;
const JOBS = [1, 2];
/** Programs with a race find it. */
const EXIT_CODES = [0, 66];

export function countSeeds(plan: Plan, workshop: Workshop): Section {
  const seeds = plan.isQuick ? QUICK_SEEDS : SEEDS;
  const search = (program: string, last: number, jobs: number): number => {
    const flags = [`--many-seeds=1..${last}`, "--keep-going", `--jobs=${jobs}`];
    const run = workshop.measure(antecede(ROOT, "run", "-O2", ...flags, join(FOLDER, program)));
    if (!EXIT_CODES.includes(run.exitCode)) {
      throw new Error(`${flags.join(" ")} failed\n${run.stderr}`);
    }
    return run.ms;
  };
  const jobsHere = JOBS.filter((jobs) => jobs <= cpus().length);
  const results = readdirSync(FOLDER).flatMap((program) => {
    search(program, 1, 1);
    return jobsHere.map((jobs) => {
      progress(`seeds of ${program}, ${jobs} at once`);
      const all = Array.from({ length: plan.repeat }, () => search(program, seeds, jobs));
      const idle = Array.from({ length: plan.repeat }, () => search(program, 1, jobs));
      const [ms, startMs] = [median(all), median(idle)];
      const [whole, running] = [(seeds / ms) * 1000, (seeds / (ms - startMs)) * 1000];
      return { program, jobs, ms, whole, running };
    });
  });
  const rows = results.map(({ program, jobs, ms, whole, running }) => [
    ...[basename(program, ".c"), `${jobs}`, seconds(ms), grouped(whole), grouped(running)],
  ]);
  const heads = ["program", "jobs", "time", "seeds/s", "seeds/s after start-up"];
  const judged = results.find(({ program, jobs }) => program === JUDGED && jobs === 2);
  return {
    title: "Many seeds",
    markdown:
      `The programs of \`bench/litmus\` with ${grouped(seeds)} seeds, the whole command.\n\n` +
      table([heads, ...rows]),
    bars: [
      {
        ...{ what: "seeds a second of a litmus program, 2 jobs", kind: "at least" },
        ...{ limit: WANTED, value: judged?.whole ?? Number.NaN },
      },
    ],
  };
}
