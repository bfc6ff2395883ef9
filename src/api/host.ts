/** The process of a library's job: one task, its events and what it comes to, then its end. */
import { Cache } from "../toolchain/cache.ts";
import { defaultCacheFolder } from "../toolchain/cache-folder.ts";
import { compileHere, replayHere, runHere } from "./local.ts";
import { type Message, type Request, type SentResults, sentError, sentEvent } from "./protocol.ts";
import { parseRecordedRun } from "./recording.ts";
import type { World } from "./session.ts";

process.once("message", async (request: Request) => {
  const last = await perform(request).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: sentError(error) }),
  );
  // Once all is sent.
  process.send?.(last satisfies Message, undefined, undefined, () => process.disconnect?.());
});
// Whoever asked is gone, or has it all: nothing else may keep this process. At once: process.exit
// waits for V8's threads, which may wait for a garbage collection that never comes.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));

async function perform({ task, ...request }: Request): Promise<SentResults[keyof SentResults]> {
  const world = worldOf(request);
  switch (task.kind) {
    case "run":
      return (await runHere(world, task.program, task.options)).result;
    case "replay": {
      const recorded = parseRecordedRun(task.report, "the report");
      return (await replayHere(world, recorded, task.options)).result;
    }
    case "compile": {
      const { bytes, judged } = (await compileHere(world, task.program)).result;
      return { bytes: Buffer.from(bytes).toString("base64"), judged };
    }
    default:
      return task satisfies never;
  }
}

function worldOf({ stdin, cacheFolder }: Omit<Request, "task">): World {
  return {
    emit: (event) => process.send?.({ event: sentEvent(event) } satisfies Message),
    cache: new Cache(
      cacheFolder === undefined ? defaultCacheFolder(process.env) : (cacheFolder ?? undefined),
    ),
    stdin: Buffer.from(stdin, "base64"),
    colour: false,
    columns: 0,
  };
}
