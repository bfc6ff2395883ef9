/**
 * Scaling: what one access costs with more threads and in longer runs, what a lock costs with more
 * of them held, and what a heap costs as it grows; Antecede beside gcc's ThreadSanitizer.
 *
 * A cost is the processor's time above that of the same program with a hundredth of its work, over
 * how much more it did: so neither start-up, with what V8 compiles at a first call, nor the
 * creation of threads is in it, nor what else the machine does, and it counts for nothing that
 * ThreadSanitizer's threads run on several cores.
 */
import { lineChart, type Panel } from "./chart.ts";
import { LOCAL_FOLDERS, progress, type Sample, type Workshop } from "./measure.ts";
import type { Bar, Plan, Section } from "./section.ts";
import { median } from "./statistics.ts";
import { grouped, megabytes, seconds, significant, table } from "./table.ts";
import type { Tool } from "./tools.ts";

interface Point {
  /** How much of what the curve is about. */
  readonly x: number;
  /** What the program is to do, besides what it sets up. */
  readonly work: number;
  /** How many times as often it is run as others: short ones, where more is chance. */
  readonly times?: number;
}

/** What the program does for comparison, of its work. */
const LITTLE = 0.01;

interface Costs {
  readonly title: string;
  readonly about: (work: number) => string;
  readonly source: string;
  readonly axis: string;
  readonly unit: string;
  readonly points: readonly Point[];
  readonly quickPoints: readonly Point[];
  readonly size: (x: number, work: number) => readonly string[];
  readonly bar?: (costs: readonly Cost[]) => Bar;
}

interface Cost {
  readonly x: number;
  readonly ns: number;
}

const ACCESSES = 20_000_000;
const LOCKS = 1_000_000;
const same = (work: number) => (x: number) => ({ x, work });
const longer = (x: number) => ({ x, work: x, times: x <= 1e7 ? 3 : 1 });
const strings = (...values: number[]) => values.map(String);

const COSTS: readonly Costs[] = [
  {
    title: "Threads",
    about: (work) => `${grouped(work)} accesses, shared out among threads that all live at once.`,
    source: "scaling/accesses",
    axis: "threads",
    unit: "ns an access",
    points: [1, 2, 10, 100, 1000].map(same(ACCESSES)),
    quickPoints: [2, 1000].map(same(ACCESSES / 4)),
    size: (threads, work) => strings(threads, work),
    bar: (costs) => ({
      ...{ what: "cost of an access, 1,000 threads / 2", kind: "at most", limit: 2 },
      value: costAt(costs, 1000) / costAt(costs, 2),
    }),
  },
  {
    title: "Accesses",
    about: () => "Two threads, longer and longer runs.",
    source: "scaling/accesses",
    axis: "accesses",
    unit: "ns an access",
    points: [1e6, 1e7, 1e8, 1e9].map(longer),
    quickPoints: [1e7, 1e8].map(longer),
    size: (_, work) => strings(2, work),
    bar: (costs) => {
      // A run of 10^6 accesses takes a hundredth of what a process takes to start.
      const long = costs.filter(({ x }) => x >= 1e7).map(({ ns }) => ns);
      return {
        what: "cost of an access, dearest over cheapest, 10^7 to 10^9 accesses",
        ...{ kind: "at most", limit: 1.15, value: Math.max(...long) / Math.min(...long) },
      };
    },
  },
  {
    title: "Locks held",
    about: (work) =>
      `${grouped(work)} pairs of lock and unlock by two threads that hold so many at once.`,
    source: "scaling/locks",
    axis: "locks held",
    unit: "ns a pair",
    points: [1, 10, 100, 1000].map(same(LOCKS)),
    quickPoints: [1, 1000].map(same(LOCKS / 4)),
    size: (locks, work) => strings(locks, work),
  },
];

/** MiB of 1 to 1,024, and what a module of 32 bits has no room for. */
const HEAPS = [1, 4, 16, 64, 256, 1024, 2048];
const QUICK_HEAPS = [1, 64, 2048];
const HEAP = "scaling/heap";

const ABOUT =
  "Costs are processor time above that of the same program with a hundredth of its work; in the " +
  "heap's table times are the clock's.\n";

/** Runs the curves under Antecede and, if it is among the tools, gcc's ThreadSanitizer. */
export async function scale(
  tools: readonly Tool[],
  plan: Plan,
  workshop: Workshop,
): Promise<Section> {
  const shown = tools.filter(({ id }) => id === "gcc" || id === "antecede");
  const parts: { markdown: string; panel: Panel; bars: readonly Bar[] }[] = [];
  for (const costs of COSTS) {
    await buildAll(shown, costs.source, workshop);
    parts.push(costCurve(costs, shown, plan, workshop));
  }
  await buildAll(shown, HEAP, workshop);
  parts.push(heapCurve(shown, plan, workshop));
  return {
    title: "Scaling",
    markdown: [ABOUT, ...parts.map(({ markdown }) => markdown)].join("\n"),
    bars: parts.flatMap(({ bars }) => bars),
    chart: {
      file: "scaling.svg",
      svg: lineChart(
        "Scaling",
        parts.map(({ panel }) => panel),
      ),
    },
  };
}

async function buildAll(tools: readonly Tool[], source: string, workshop: Workshop) {
  for (const tool of tools) {
    await tool.build(source);
    // Antecede's first run compiles.
    workshop.measure(tool.command(source, strings(1, 1)));
  }
}

function costCurve(costs: Costs, tools: readonly Tool[], plan: Plan, workshop: Workshop) {
  const points = plan.isQuick ? costs.quickPoints : costs.points;
  const notes: string[] = [];
  const curves = tools.map(({ name }): { series: string; costs: Cost[] } => ({
    series: name,
    costs: [],
  }));
  for (const point of points) {
    const { x, work } = point;
    progress(`scaling, ${costs.axis} ${grouped(x)}`);
    const taken = takePoint(costs, point, tools, plan, workshop);
    tools.forEach((tool, at) => {
      const { little, busy } = taken[at] ?? { little: [], busy: [] };
      const failed = [...little, ...busy].find(({ exitCode }) => exitCode !== 0);
      if (failed) notes.push(`- ${tool.name}, ${grouped(x)} ${costs.axis}: ${failure(failed)}\n`);
      const above = medianCpuMs(busy) - medianCpuMs(little);
      // What is less than nothing is too short to be told from start-up.
      const ns = failed || above <= 0 ? Number.NaN : (above * 1e6) / (work * (1 - LITTLE));
      curves[at]?.costs.push({ x, ns });
    });
  }
  const rows = points.map(({ x }, at) => [
    grouped(x),
    ...curves.map((curve) => significant(curve.costs[at]?.ns ?? Number.NaN)),
  ]);
  const heads = [costs.axis, ...tools.map(({ name }) => `${name}, ${costs.unit}`)];
  const own = curves.find(({ series }) => series === "Antecede");
  const about = costs.about(points[0]?.work ?? 0);
  return {
    markdown: `${costs.title}. ${about}\n\n${table([heads, ...rows])}${notes.join("")}`,
    panel: {
      ...{ title: costs.title, x: costs.axis, y: costs.unit },
      curves: curves.map(({ series, costs: all }) => ({
        series,
        points: all.map(({ x, ns }) => ({ x, y: ns })),
      })),
    },
    bars: own && costs.bar ? [costs.bar(own.costs)] : [],
  };
}

/** Runs of one point by tool, all of them interleaved. */
function takePoint(
  { source, size }: Costs,
  { x, work, times = 1 }: Point,
  tools: readonly Tool[],
  plan: Plan,
  workshop: Workshop,
) {
  const taken = tools.map(() => ({ little: [] as Sample[], busy: [] as Sample[] }));
  for (let repetition = 0; repetition < plan.repeat * times; repetition++) {
    tools.forEach((tool, at) => {
      taken[at]?.little.push(workshop.measure(tool.command(source, size(x, work * LITTLE))));
      taken[at]?.busy.push(workshop.measure(tool.command(source, size(x, work))));
    });
  }
  return taken;
}

function heapCurve(tools: readonly Tool[], plan: Plan, workshop: Workshop) {
  const heaps = plan.isQuick ? QUICK_HEAPS : HEAPS;
  const notes: string[] = [];
  const curves = tools.map((tool) => ({
    series: tool.name,
    runs: heaps.map((mebibytes) => {
      progress(`scaling, heap of ${mebibytes} MiB, ${tool.name}`);
      const sample = workshop.measure(tool.command(HEAP, strings(mebibytes)));
      if (sample.exitCode === 0) return sample;
      notes.push(`- ${tool.name}, ${grouped(mebibytes)} MiB: ${failure(sample)}\n`);
      return undefined;
    }),
  }));
  const rows = heaps.map((mebibytes, at) => [
    grouped(mebibytes),
    ...curves.flatMap(({ runs }) => [
      seconds(runs[at]?.ms ?? Number.NaN),
      megabytes(runs[at]?.peakMegabytes ?? Number.NaN),
    ]),
  ]);
  const heads = ["heap, MiB", ...tools.flatMap(({ name }) => [name, `${name}, peak`])];
  const about =
    "Two threads write every word of a heap, and read what the other wrote. One run each.";
  return {
    markdown: `Heap. ${about}\n\n${table([heads, ...rows])}${notes.join("")}`,
    panel: {
      ...{ title: "Heap", x: "heap, MiB", y: "peak, MB" },
      curves: curves.map(({ series, runs }) => ({
        series,
        points: heaps.map((x, at) => ({ x, y: runs[at]?.peakMegabytes ?? Number.NaN })),
      })),
    },
    bars: [],
  };
}

function costAt(costs: readonly Cost[], x: number): number {
  return costs.find((cost) => cost.x === x)?.ns ?? Number.NaN;
}

function medianCpuMs(samples: readonly Sample[]): number {
  return median(samples.map(({ cpuMs }) => cpuMs));
}

/** The exit code, and the last line of what was said: that is where programs and tools give up. */
function failure({ exitCode, stderr }: Sample): string {
  const said = stderr
    .trim()
    .split("\n")
    .filter((line) => !/^=+$/.test(line));
  const line = said.find((candidate) => /FATAL|CHECK|NULL|no more/.test(candidate)) ?? said.at(-1);
  const text = line
    ?.replaceAll(LOCAL_FOLDERS, "")
    .replaceAll(/==\d+==|\(tid=\d+\)/g, "")
    .trim();
  return `exit code ${exitCode}${text ? `, "${text}"` : ""}`;
}
