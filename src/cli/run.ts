/** `antecede run`: build, run, explain, report. */
import { runHere } from "../api/local.ts";
import { type CommandJob, jobOf, tell } from "./job.ts";
import { keepFindings } from "./saved.ts";
import type { Settings } from "./settings.ts";

export async function runCommand({ arguments: parsed }: Settings): Promise<number> {
  const job = jobOf(parsed);
  try {
    const { result, timings } = await runHere(job.world, job.program, job.options);
    const code = await tell(job, result, timings);
    const saved = await keepFindings(result, job.world.cache, job.reader.has("save"));
    if (hasRoom(job)) for (const file of saved) say(file);
    return code;
  } finally {
    job.terminal.clear();
  }
}

/** Whether lines for people may follow the report. */
function hasRoom({ reader, outputs }: CommandJob): boolean {
  return !reader.has("quiet") && (outputs.file !== undefined || outputs.format === "text");
}

function say(file: string): void {
  process.stderr.write(`antecede: saved ${file}\n`);
}
