/** `antecede replay`: a recorded run again. */
import { replayHere } from "../api/local.ts";
import { UsageError } from "../errors.ts";
import { jobOf, tell } from "./job.ts";
import { chooseRecorded } from "./saved.ts";
import type { Settings } from "./settings.ts";

export async function replayCommand({ arguments: parsed }: Settings): Promise<number> {
  const job = jobOf({ ...parsed, build: { ...parsed.build, inputs: [] } });
  const [which, ...others] = parsed.build.inputs;
  if (others.length > 0) {
    throw new UsageError("name one report or finding to replay", "antecede replay REPORT.json");
  }
  const { recorded, finding = job.reader.text("finding") } = chooseRecorded(which, job.world.cache);
  try {
    const { result, timings } = await replayHere(job.world, recorded, {
      ...job.options,
      bySeed: job.reader.has("by-seed"),
      ...(finding !== undefined && { finding }),
    });
    return await tell(job, result, timings);
  } finally {
    job.terminal.clear();
  }
}
