/**
 * Holds the model against the definition (oracle.ts) on one stream. What must agree:
 *
 *   1. a byte's first race: the same event in both, in each of the byte's lives
 *   2. a marker is never false: its previous access is one that races by the definition
 *   3. uses after free: the same at every event, ordered or not
 *   4. clocks: epoch ≤ C at a plain access iff the definition has happens-before
 *   5. `apply` answers with the first byte's marker
 */
import assert from "node:assert/strict";
import type { Epoch, RaceMarker } from "../../src/detector/detector.ts";
import type { DetectorEvent } from "../../src/detector/event.ts";
import { HappensBefore } from "../../src/model/happens-before.ts";
import type { Limits } from "../../src/model/limits.ts";
import { describeStream } from "../detector/streams.ts";
import { type ByteTruth, judge, type Truth } from "./oracle.ts";

export interface Tally {
  streams: number;
  events: number;
  racy: number;
  firstRaces: number;
  usesAfterFree: number;
}

export function newTally(): Tally {
  return { streams: 0, events: 0, racy: 0, firstRaces: 0, usesAfterFree: 0 };
}

export interface Options {
  /** Smaller ones than the engine's, to reach them. */
  readonly limits?: Partial<Limits>;
  readonly mixedSizesRace?: boolean;
  /** The definition judges these instead: a canary, which must then disagree. */
  readonly judged?: readonly DetectorEvent[];
}

export function agreesWithDefinition(
  events: readonly DetectorEvent[],
  tally: Tally,
  { limits = {}, judged = events, mixedSizesRace = false }: Options = {},
): void {
  const model = new HappensBefore(limits, { mixedSizesRace });
  const witness = new HappensBefore(limits, { mixedSizesRace });
  const truth = judge(judged, mixedSizesRace);
  const racedLives = new Set<string>();
  const epochs: Epoch[] = [];
  const racesBefore = tally.firstRaces;
  for (const [at, event] of events.entries()) {
    epochs.push(model.epochOf(event.thread));
    if (event.kind === "read" || event.kind === "write") {
      clocksAgree(events, at, epochs, model.clockOf(event.thread), truth);
    }
    const markers = model.applyToEachByte(event);
    assert.deepEqual(witness.apply(event), markers[0], why(events, at, "apply's marker"));
    const byAddress = new Map(markers.map((marker) => [marker.address, marker]));
    for (const marker of markers) markerIsTrue(events, at, marker, epochs, truth);
    for (const [address, found] of truth.findings[at] ?? []) {
      const life = `${address}/${truth.lifeOf(at, address)}`;
      const seen = byAddress.has(address);
      if (found.freedBy !== undefined) {
        assert(seen, why(events, at, `use after free at ${address} missed`));
        tally.usesAfterFree++;
      } else if (!racedLives.has(life)) {
        assert(seen, why(events, at, `first race at ${address} missed`));
        racedLives.add(life);
        tally.firstRaces++;
      }
    }
    tally.events++;
  }
  tally.streams++;
  if (tally.firstRaces > racesBefore) tally.racy++;
}

function markerIsTrue(
  events: readonly DetectorEvent[],
  at: number,
  marker: RaceMarker,
  epochs: readonly Epoch[],
  truth: Truth,
): void {
  const found = truth.findings[at]?.get(marker.address);
  assert(found, why(events, at, `false marker at ${marker.address}`));
  assert.equal(marker.ordered, found.ordered, why(events, at, "ordered"));
  const { previous } = marker;
  const isPrevious = (p: number): boolean => {
    const same = epochs[p]?.slot === previous.slot && epochs[p]?.clock === previous.clock;
    return same && events[p]?.thread === previous.thread && kindOf(events[p]) === previous.kind;
  };
  assert(candidates(found).some(isPrevious), why(events, at, "previous access"));
}

function candidates(found: ByteTruth): number[] {
  return found.freedBy === undefined ? [...found.racesWith] : [found.freedBy];
}

function kindOf(event: DetectorEvent | undefined): string | undefined {
  if (event?.kind === "atomic load") return "atomic read";
  if (event?.kind === "atomic store" || event?.kind === "atomic rmw") return "atomic write";
  if (event?.kind === "allocate" || event?.kind === "renew object") return "write";
  if (event?.kind === "use object") return "read";
  if (event?.kind === "deallocate") return "free";
  return event?.kind;
}

function clocksAgree(
  events: readonly DetectorEvent[],
  at: number,
  epochs: readonly Epoch[],
  clock: readonly number[],
  truth: Truth,
): void {
  for (let p = 0; p < at; p++) {
    if (!("bytes" in (events[p] ?? {}))) continue;
    const epoch = epochs[p];
    const known = epoch !== undefined && epoch.clock <= (clock[epoch.slot] ?? 0);
    assert.equal(known, truth.happensBefore(p, at), why(events, at, `clock about event ${p}`));
  }
}

function why(events: readonly DetectorEvent[], at: number, what: string): string {
  return `event ${at}: ${what}\n${describeStream(events)}`;
}
