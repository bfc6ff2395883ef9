/**
 * The benchmark: everything that is timed, in one command.
 *
 *     npm run bench [-- OPTIONS]
 *
 *     --quick            a look: once, at small sizes; some minutes
 *     --only NAME,…      these programs, and of the sections these (programs, scaling, …)
 *     --skip NAME,…      not these tools or sections
 *     --repeat N         runs of each, of which the median counts (default 3)
 *     --output FOLDER    where to write RESULTS.md and the charts (default: this folder, if all
 *                        was run; else they are printed, without charts)
 *
 * What can't be had here (clang with ThreadSanitizer, valgrind, taskset) is left out, and said.
 * Progress goes to standard error.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./comparison.ts";
import { compareDetectors } from "./detectors.ts";
import { machineText } from "./machine.ts";
import { progress, ROOT, Workshop } from "./measure.ts";
import { type Request, readRequest, type SectionName, UsageError } from "./request.ts";
import { resultsText } from "./results.ts";
import { scale } from "./scaling.ts";
import type { Section } from "./section.ts";
import { countSeeds } from "./seeds.ts";
import { startUp } from "./start-up.ts";
import { find, missing, type Tool, toolsOf } from "./tools.ts";

await main();

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "antecede-bench-"));
  try {
    await run(readRequest(process.argv.slice(2)), new Workshop(scratch));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    progress(`bench/run.ts: ${error.message}`);
    process.exitCode = 2;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function run(request: Request, workshop: Workshop): Promise<void> {
  if (!existsSync(join(ROOT, "dist/cli.js"))) {
    throw new UsageError("Antecede is not built: npm run build");
  }
  const found = find(workshop);
  for (const line of missing(found)) progress(line);
  const all = toolsOf(found, workshop);
  const tools = all.filter(({ id }) => !request.skipped.includes(id));
  const sections: Section[] = [];
  for (const name of request.sections) {
    sections.push(await measureSection(name, request, tools, workshop));
  }
  const text = resultsText(machineText(found), sections, request);
  if (request.output === undefined) {
    process.stdout.write(text);
    return;
  }
  mkdirSync(request.output, { recursive: true });
  writeFileSync(join(request.output, "RESULTS.md"), text);
  for (const { chart } of sections) {
    if (chart) writeFileSync(join(request.output, chart.file), chart.svg);
  }
}

function measureSection(
  name: SectionName,
  request: Request,
  tools: readonly Tool[],
  workshop: Workshop,
): Section | Promise<Section> {
  switch (name) {
    case "programs":
      return compare(request.programs, tools, request, workshop);
    case "scaling":
      return scale(tools, request, workshop);
    case "seeds":
      return countSeeds(request, workshop);
    case "start-up":
      return startUp(request, workshop);
    case "detectors":
      return compareDetectors(request.programs, request, workshop);
    default:
      return name satisfies never;
  }
}
