/** Tells an engine that has just been begun what its run is to be. */
import type { EngineExports } from "../binding/engine.ts";
import type { RunOptions } from "./run-options.ts";

/** @param seed 32 bits, of what the engine draws by itself */
export function setUp(engine: EngineExports, options: RunOptions, seed: number): void {
  const { weakMemory, casFailureRate, decisions, replay } = options;
  engine.seedChoices(seed | 0, weakMemory ? 1 : 0);
  engine.rateFailures(casFailureRate ?? -1);
  if (decisions) engine.ask_choices();
  if (!replay) return;
  for (const { address, bytes } of replay.watched) engine.watch(address, bytes);
  engine.listen();
  if (replay.weakLoads) engine.tell_stale_reads();
}
