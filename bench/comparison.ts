/**
 * The comparison: every program under every tool, repetitions interleaved so that a busy machine
 * slows all of them alike.
 */
import { comparisonSection } from "./comparison-section.ts";
import { progress, type Workshop } from "./measure.ts";
import { argumentsOf, type Program, type Size } from "./programs.ts";
import { Samples } from "./samples.ts";
import type { Plan, Section } from "./section.ts";
import type { Tool } from "./tools.ts";

/** Runs the programs under the tools. */
export async function compare(
  programs: readonly Program[],
  tools: readonly Tool[],
  plan: Plan,
  workshop: Workshop,
): Promise<Section> {
  const samples = new Samples();
  for (const program of programs) await build(program, tools, workshop);
  for (let repetition = 1; repetition <= plan.repeat; repetition++) {
    for (const program of programs) {
      for (const { tool, size } of runsOf(tools, plan, repetition)) {
        progress(`${repetition}/${plan.repeat} ${program.name}, ${tool.name}`);
        const sample = workshop.measure(tool.command(source(program), argumentsOf(program, size)));
        samples.add(program.name, tool.id, size, sample);
      }
    }
  }
  return comparisonSection(programs, tools, samples, plan);
}

function source({ name }: Program): string {
  return `programs/${name}`;
}

/** Antecede builds in a first run, whose result it keeps in its cache. */
async function build(program: Program, tools: readonly Tool[], workshop: Workshop): Promise<void> {
  progress(`building ${program.name}`);
  for (const tool of tools) {
    await tool.build(source(program));
    if (tool.id === "antecede" || tool.id === "as-written") {
      workshop.measure(tool.command(source(program), program.smallSize));
    }
  }
}

function runsOf(tools: readonly Tool[], plan: Plan, repetition: number) {
  const usual: Size = plan.isQuick ? "small" : "full";
  const runs: { tool: Tool; size: Size }[] = [];
  for (const tool of tools.filter(({ isSlow }) => !isSlow)) runs.push({ tool, size: usual });
  const slow = tools.filter(({ isSlow }) => isSlow);
  if (slow.length === 0) return runs;
  if (!plan.isQuick) {
    const compared = tools.filter(({ id }) => id === "native" || id === "antecede");
    for (const tool of compared) runs.push({ tool, size: "small" });
  }
  if (repetition === 1) for (const tool of slow) runs.push({ tool, size: "small" });
  return runs;
}
