/** `antecede run`: build, run, explain, report. */
import { close } from "../toolchain/client.ts";
import { buildContext, obtain } from "./program.ts";
import { judge, loadFor, report, sessionOf } from "./session.ts";
import type { Settings } from "./settings.ts";

export async function runCommand({ arguments: parsed }: Settings): Promise<number> {
  const session = sessionOf(parsed);
  const { cache, terminal, timings } = session;
  try {
    const linked = await obtain(parsed.build, buildContext(cache, terminal), timings);
    const results = await judge(session, loadFor(session, linked), linked);
    return await report(session, results, linked);
  } finally {
    terminal.clear();
    close();
  }
}
