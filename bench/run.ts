/**
 * The benchmark: everything that is timed, in one command, as USAGE says. What can't be had here
 * (clang with ThreadSanitizer, valgrind, taskset) is left out, and said. Progress goes to standard
 * error.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./comparison.ts";
import { compareDetectors } from "./detectors.ts";
import { machineText } from "./machine.ts";
import { INTERRUPTED, Interrupted, LOCAL_FOLDERS, progress, ROOT, Workshop } from "./measure.ts";
import { type Request, readRequest, type SectionName, USAGE, UsageError } from "./request.ts";
import { resultsText } from "./results.ts";
import { scale } from "./scaling.ts";
import type { Section } from "./section.ts";
import { countSeeds } from "./seeds.ts";
import { startUp } from "./start-up.ts";
import { find, missing, type Tool, toolsOf } from "./tools.ts";

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    process.stdout.write(USAGE);
    return;
  }
  // A measurement ends and says that it was interrupted; what was built is removed all the same.
  process.on("SIGINT", () => {});
  const scratch = mkdtempSync(join(tmpdir(), "antecede-bench-"));
  try {
    await run(readRequest(args), new Workshop(scratch));
  } catch (error) {
    if (error instanceof UsageError) progress(`bench/run.ts: ${error.message}\n\n${USAGE}`);
    else if (!(error instanceof Interrupted)) throw error;
    process.exitCode = error instanceof Interrupted ? INTERRUPTED : 2;
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
    sections.push(await tried(name, () => measureSection(name, request, tools, workshop)));
  }
  const machine = machineText(found);
  if (request.output === undefined) {
    const parts = sections.map(({ title, markdown, bars }) => ({ title, markdown, bars }));
    process.stdout.write(resultsText(request.command, machine, parts));
    return;
  }
  mkdirSync(request.output, { recursive: true });
  writeFileSync(
    join(request.output, "RESULTS.md"),
    resultsText(request.command, machine, sections),
  );
  for (const { chart } of sections) {
    if (chart) writeFileSync(join(request.output, chart.file), chart.svg);
  }
}

/** A section that can't be measured takes none of the others with it. */
async function tried(
  name: SectionName,
  measure: () => Section | Promise<Section>,
): Promise<Section> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const message = (error as Error).message;
    progress(`${name} failed: ${message}`);
    process.exitCode = 1;
    const [reason = ""] = message.replaceAll(LOCAL_FOLDERS, "").split("\n");
    return { title: name, markdown: `Failed: ${reason}\n`, bars: [] };
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
