/**
 * The engine meets the verdicts of all litmus programs, events given to it directly.
 * `ANTECEDE_SEEDS=2000` walks longer.
 */
import { test } from "node:test";
import { EngineDetector } from "../../src/binding/engine-detector.ts";
import { assertReached, runLitmusSuite, walkAll } from "./suite.ts";

const SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 1000);
/** The programs' locations lie below this. */
const MEMORY_BYTES = 1 << 20;

const engine = new EngineDetector(MEMORY_BYTES);

/** The same one as new: walks come one after the other, and a new one costs more than a walk. */
function create(): EngineDetector {
  engine.restart();
  return engine;
}

runLitmusSuite("engine", create);

test(`${SEEDS} random walks a program stay in its set and reach nearly all of it`, (context) => {
  const reach = walkAll(create, SEEDS);
  const { expected, reached, missed } = reach;
  context.diagnostic(`reached ${reached} of ${expected}; missed: ${missed.join("; ")}`);
  assertReached(reach);
});
