/**
 * The engine's lockset and hybrid detectors answer as the model's do on random streams with locks.
 * `ANTECEDE_STREAMS` and `ANTECEDE_SEED` choose how many streams, and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DetectorOptions } from "../../src/detector/options.ts";
import { seededStream, streams } from "../detector/streams.ts";
import { agree } from "./agree-on-locksets.ts";

const STREAMS = Number(process.env.ANTECEDE_STREAMS ?? 50_000);
const FIRST_SEED = Number(process.env.ANTECEDE_SEED ?? 1);
const SHRUNK_STREAMS = 500;
const STEPS = 40;

const DETECTORS: readonly DetectorOptions[] = [
  { name: "lockset", refineOn: "access" },
  { name: "lockset", refineOn: "write" },
  { name: "hybrid", refineOn: "access" },
  { name: "hybrid", refineOn: "write" },
];

for (const options of DETECTORS) {
  const which = `${options.name}, refined on ${options.refineOn}`;
  test(`the engine equals the model on shrinking random streams: ${which}`, () => {
    fc.assert(
      fc.property(streams({ maxSteps: STEPS, locks: true }), (events) => {
        agree(events, options);
      }),
      { seed: FIRST_SEED, numRuns: SHRUNK_STREAMS },
    );
  });
}

test(`the engine equals the model on ${STREAMS} seeded streams with locks`, () => {
  let found = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
    const events = seededStream(seed, STEPS, { locks: true });
    const options = DETECTORS[seed % DETECTORS.length] ?? { name: "lockset", refineOn: "access" };
    try {
      if (agree(events, options)) found++;
    } catch (error) {
      throw new Error(`seed ${seed}, ${options.name}: ${(error as Error).message}`);
    }
  }
  assert.ok(found > STREAMS / 10, `only ${found} streams had anything possible`);
});
