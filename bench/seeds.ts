/** Seeds a second: a litmus program through the whole tool, as a search over many seeds runs it. */
import { cpus } from "node:os";
import { join } from "node:path";
import { BENCH, progress, ROOT, type Workshop } from "./measure.ts";
import type { Plan, Section } from "./section.ts";
import { median } from "./statistics.ts";
import { grouped, seconds, table } from "./table.ts";
import { antecede } from "./tools.ts";

const SEEDS = 200_000;
const QUICK_SEEDS = 20_000;
const PROGRAM = join(BENCH, "litmus.c");
/** On two cores. */
const WANTED = 50_000;

export function countSeeds(plan: Plan, workshop: Workshop): Section {
  const seeds = plan.isQuick ? QUICK_SEEDS : SEEDS;
  const search = (last: number, jobs: number): number => {
    const flags = [`--many-seeds=1..${last}`, "--keep-going", `--jobs=${jobs}`];
    const run = workshop.measure(antecede(ROOT, "run", "-O2", ...flags, PROGRAM));
    if (run.exitCode !== 0) throw new Error(`${flags.join(" ")} failed\n${run.stderr}`);
    return run.ms;
  };
  search(1, 1);
  const cores = cpus().length;
  const results = [...new Set([1, 2, cores])]
    .filter((jobs) => jobs <= cores)
    .map((jobs) => {
      progress(`seeds, ${jobs} at once`);
      const all = Array.from({ length: plan.repeat }, () => search(seeds, jobs));
      const idle = Array.from({ length: plan.repeat }, () => search(1, jobs));
      const [ms, startMs] = [median(all), median(idle)];
      return { jobs, ms, whole: (seeds / ms) * 1000, running: (seeds / (ms - startMs)) * 1000 };
    });
  const rows = results.map(({ jobs, ms, whole, running }) => [
    `${jobs}`,
    seconds(ms),
    grouped(whole),
    grouped(running),
  ]);
  const heads = ["jobs", "time", "seeds/s", "seeds/s after start-up"];
  return {
    title: "Many seeds",
    markdown:
      `Store buffering (\`bench/litmus.c\`) with ${grouped(seeds)} seeds, the whole command.\n\n` +
      table([heads, ...rows]),
    bars: [
      {
        ...{ what: "seeds a second of a litmus program, 2 jobs", kind: "at least" },
        ...{ limit: WANTED, value: results.find(({ jobs }) => jobs === 2)?.whole ?? Number.NaN },
      },
    ],
  };
}
