/** What the samples of the comparison say: medians, ratios, geometric means, and the chart. */
import { type DotRow, dotChart } from "./chart.ts";
import { argumentsOf, type Program, type Size } from "./programs.ts";
import type { Samples } from "./samples.ts";
import { type Bar, type Plan, repetitions, type Section } from "./section.ts";
import { geometricMean, worst } from "./statistics.ts";
import { megabytes, seconds, table, times } from "./table.ts";
import type { ToolId } from "./tools.ts";

/** A tool, as far as reports name it. */
export interface NamedTool {
  readonly id: ToolId;
  readonly name: string;
  readonly isSlow: boolean;
}

interface Comparison {
  readonly tool: ToolId;
  readonly other: ToolId;
  readonly head: string;
  readonly limit: number;
  /** Of the programs themselves, besides the mean. */
  readonly each?: number;
}

/** Time of one over time of another, and how much it may be in the geometric mean. */
const COMPARISONS: readonly Comparison[] = [
  { tool: "antecede", other: "gcc", head: "-O2 / gcc TSan -O2", limit: 0.5, each: 1 },
  { tool: "as-written", other: "gcc-O1", head: "as written / gcc TSan -O1", limit: 1 },
  {
    ...{ tool: "antecede-pinned", other: "clang-pinned", limit: 0.7 },
    head: "-O2 / clang TSan, both on one core",
  },
  { tool: "antecede", other: "helgrind", head: "-O2 / Helgrind", limit: 0.1 },
  { tool: "antecede", other: "plain", head: "-O2 / plain wasm", limit: 6 },
];

/** Of each program. */
const MEMORY_LIMIT = 1.5;

/** In the chart. */
const DRAWN: readonly ToolId[] = ["gcc", "clang", "helgrind", "drd", "plain", "antecede"];
/** In the table of times; the others, on one core, are there to be divided by. */
const SHOWN: readonly ToolId[] = [...DRAWN, "as-written", "gcc-O1"];
const WITH_MEMORY: readonly ToolId[] = ["native", "gcc", "clang", "plain", "antecede"];

const QUICK = "A quick pass: all at small sizes, where start-up is much of Antecede's time.";
const WHOLE =
  "Start-up is in all times. Helgrind and DRD run once, at a smaller size, and are compared with " +
  "others at that size.";

/** @param samples of each program under each tool, the slow ones at the small size */
export function comparisonSection(
  programs: readonly Program[],
  tools: readonly NamedTool[],
  samples: Samples,
  plan: Plan,
): Section {
  return new Report(programs, tools, samples, plan).section();
}

class Report {
  readonly #programs: readonly Program[];
  readonly #tools: readonly NamedTool[];
  readonly #samples: Samples;
  readonly #plan: Plan;

  constructor(
    programs: readonly Program[],
    tools: readonly NamedTool[],
    samples: Samples,
    plan: Plan,
  ) {
    this.#programs = programs;
    this.#tools = tools;
    this.#samples = samples;
    this.#plan = plan;
  }

  section(): Section {
    const markdown = [
      this.#about(),
      table([this.#timeHeads(), ...this.#programs.map((program) => this.#timeRow(program))]),
      "Antecede over others; less is faster.\n",
      this.#ratioTable(),
      "Memory at its peak, and Antecede's over gcc's ThreadSanitizer.\n",
      this.#memoryTable(),
      this.#troubles(),
    ];
    return {
      title: "Programs",
      markdown: markdown.filter((part) => part !== "").join("\n"),
      bars: this.#bars(),
      chart: { file: "results.svg", svg: this.#chart() },
    };
  }

  #about(): string {
    const { isQuick } = this.#plan;
    return (
      `Whole processes, wall clock, ${repetitions(this.#plan)}; in brackets how many times ` +
      `native. ${isQuick ? QUICK : WHOLE}\n`
    );
  }

  get #usual(): Size {
    return this.#plan.isQuick ? "small" : "full";
  }

  /** At which size a tool was run, and others are compared with it. */
  #sizeOf(tool: ToolId): Size {
    return this.#tools.find(({ id }) => id === tool)?.isSlow ? "small" : this.#usual;
  }

  get #shown(): readonly NamedTool[] {
    return this.#tools.filter(({ id }) => SHOWN.includes(id));
  }

  get #drawn(): readonly NamedTool[] {
    return this.#tools.filter(({ id }) => DRAWN.includes(id));
  }

  #timeHeads(): string[] {
    return ["program", "size", "native", ...this.#shown.map(({ name }) => name)];
  }

  #timeRow(program: Program): string[] {
    const { name } = program;
    const cells = this.#shown.map(({ id }) => {
      const size = this.#sizeOf(id);
      const ms = this.#samples.ms(name, id, size);
      if (Number.isNaN(ms)) return this.#samples.trouble(name, id, size) ? "failed" : "–";
      return `${seconds(ms)} (${times(this.#samples.ratio(name, id, "native", size))})`;
    });
    const native = seconds(this.#samples.ms(name, "native", this.#usual));
    return [name, argumentsOf(program, this.#usual).join(" "), native, ...cells];
  }

  #ratios({ tool, other }: Comparison) {
    const size = this.#sizeOf(other);
    return this.#programs.map(({ name }) => ({
      name,
      value: this.#samples.ratio(name, tool, other, size),
    }));
  }

  #memoryRatios() {
    return this.#programs.map(({ name }) => ({
      name,
      value: this.#samples.memoryRatio(name, "antecede", "gcc", this.#usual),
    }));
  }

  get #comparisons(): readonly Comparison[] {
    const has = (tool: ToolId) => this.#tools.some(({ id }) => id === tool);
    return COMPARISONS.filter(({ tool, other }) => has(tool) && has(other));
  }

  #ratioTable(): string {
    const columns = this.#comparisons.map((comparison) => this.#ratios(comparison));
    const rows = this.#programs.map(({ name }, at) => [
      name,
      ...columns.map((column) => times(column[at]?.value ?? Number.NaN)),
    ]);
    const means = columns.map((column) => `**${times(meanOf(column))}**`);
    return table([
      ["program", ...this.#comparisons.map(({ head }) => head)],
      ...rows,
      ["**geometric mean**", ...means],
    ]);
  }

  #memoryTable(): string {
    const tools = this.#tools.filter(({ id }) => WITH_MEMORY.includes(id));
    const ratios = this.#memoryRatios();
    const rows = this.#programs.map(({ name }, at) => [
      name,
      ...tools.map(({ id }) => megabytes(this.#samples.peakMegabytes(name, id, this.#usual))),
      times(ratios[at]?.value ?? Number.NaN),
    ]);
    return table([["program", ...tools.map(({ name }) => name), "Antecede / gcc TSan"], ...rows]);
  }

  #troubles(): string {
    const lines = this.#programs.flatMap(({ name }) =>
      this.#tools.flatMap((tool) => {
        const trouble = this.#samples.trouble(name, tool.id, this.#sizeOf(tool.id));
        return trouble ? [`- ${name}, ${tool.name}: ${trouble}\n`] : [];
      }),
    );
    return lines.join("");
  }

  #bars(): Bar[] {
    const bars = this.#comparisons.flatMap((comparison): Bar[] => {
      const { head, limit, each } = comparison;
      const ratios = this.#ratios(comparison).filter(({ value }) => !Number.isNaN(value));
      const what = `time, ${head}`;
      const mean: Bar = {
        what: `${what}, geometric mean`,
        kind: "at most",
        limit,
        value: meanOf(ratios),
      };
      const slowest = worst(ratios);
      if (each === undefined || !slowest) return [mean];
      const { name, value } = slowest;
      return [mean, { what: `${what}, worst`, kind: "at most", limit: each, value, where: name }];
    });
    const largest = worst(this.#memoryRatios().filter(({ value }) => !Number.isNaN(value)));
    if (largest) {
      bars.push({
        ...{ what: "memory, -O2 / gcc TSan -O2, worst", kind: "at most", limit: MEMORY_LIMIT },
        ...{ value: largest.value, where: largest.name },
      });
    }
    return bars;
  }

  #chart(): string {
    const rows = this.#programs.map(
      ({ name }): DotRow => ({
        name,
        dots: this.#drawn.map((tool) => ({
          series: tool.name,
          value: this.#samples.ratio(name, tool.id, "native", this.#sizeOf(tool.id)),
        })),
      }),
    );
    const means: DotRow = {
      name: "geometric mean",
      dots: this.#drawn.map(({ name }, at) => ({
        series: name,
        value: geometricMean(
          rows
            .map(({ dots }) => dots[at]?.value ?? Number.NaN)
            .filter((value) => !Number.isNaN(value)),
        ),
      })),
    };
    return dotChart({
      title: "How many times native each program takes",
      series: this.#drawn.map(({ name }) => name),
      rows: [...rows, means],
    });
  }
}

function meanOf(values: readonly { readonly value: number }[]): number {
  return geometricMean(values.map(({ value }) => value).filter((value) => !Number.isNaN(value)));
}
