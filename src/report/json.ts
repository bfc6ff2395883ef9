/**
 * Runs as JSON, documented in docs/json.md and described by antecede.schema.json. Objects are
 * built key by key, so that the order of keys, and with it each byte, depends on the data alone:
 * no time, no machine, no process shows in them.
 */

import {
  type Access,
  type ClockEntry,
  type DecisionCounts,
  type Failure,
  type Finding,
  type Frame,
  type HeldLock,
  isRace,
  type LockInfo,
  type LocksetChange,
  type MissingEdge,
  type Place,
  type RunResult,
  type SequentialVerdict,
  type ShortSchedule,
  type Stack,
  type StaleReads,
  type SyncSite,
  type ThreadInfo,
  type Timeout,
} from "../detector/finding.ts";
import type { Recording } from "../detector/recording.ts";
import type { BaselineEntry } from "./baseline.ts";
import type { Merged, MergedRuns, SearchedSeeds } from "./deduplicate.ts";
import type { Replay } from "./format.ts";
import { relativePath } from "./identity.ts";
import type { Triage } from "./triage.ts";

/** Raised when a field is removed, renamed or changes its meaning; new fields don't raise it. */
export const JSON_SCHEMA_VERSION = 1;

export interface JsonOptions {
  /** Antecede's version. */
  readonly version: string;
  /** Absolute paths below this folder become relative to it; others stay. */
  readonly root?: string;
  /** How the runs can be made again. */
  readonly recording?: Recording;
  /** Of a replay: what became of the finding. */
  readonly replay?: Replay;
}

/** The document of one or several runs, each with all its findings; ends with a newline. */
export function formatJson(
  results: readonly RunResult[],
  options: JsonOptions,
  triage?: Triage,
): string {
  const shape = new Shape(options.root);
  return document(options, {
    runs: results.map((result) => shape.run(result)),
    ...triageFields(triage),
  });
}

/** The document of many runs of one program, each finding once; ends with a newline. */
export function formatMergedJson(
  merged: MergedRuns,
  options: JsonOptions,
  triage?: Triage,
): string {
  const shape = new Shape(options.root);
  return document(options, {
    search: {
      program: shape.path(merged.program),
      strategy: merged.strategy,
      judged: merged.judged,
      detector: merged.detector,
      ...searchedFields(merged.searched),
      exitCode: merged.exitCode,
      exitSeed: merged.exitSeed,
      runs: merged.runs,
      steps: merged.steps,
    },
    findings: merged.findings.map((one) => ({ ...shape.finding(one.first), seen: seen(one) })),
    failures: merged.failures.map((one) => ({ ...shape.failure(one.first), seen: seen(one) })),
    timeouts: merged.timeouts.map((one) => ({ ...shape.timeout(one.first), seen: seen(one) })),
    ...triageFields(triage),
  });
}

function searchedFields(searched: SearchedSeeds | undefined): JsonObject {
  if (!searched) return {};
  const { from, to, keepGoing, shard } = searched;
  return {
    seeds: { from, to },
    keepGoing,
    shard: shard && { index: shard.index, count: shard.count },
  };
}

/** What suppressions and a baseline did; nothing if there are none. */
function triageFields(triage: Triage | undefined): JsonObject {
  const { suppressions = [], baseline } = triage ?? {};
  return {
    suppressions:
      suppressions.length === 0
        ? undefined
        : suppressions.map(({ suppression: { type, pattern, file, line }, matched }) => ({
            type,
            pattern,
            file,
            line,
            matched,
          })),
    baseline: baseline && {
      new: baseline.newCount,
      known: baseline.known.length,
      gone: baseline.gone.map(entryFields),
    },
  };
}

function entryFields(entry: BaselineEntry): JsonObject {
  const { fingerprint, kind, variable, places, program, reason, date } = entry;
  return { fingerprint, kind, variable, places, program, reason, date };
}

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: JsonField };
/** A key whose value is undefined is left out. */
type JsonField = Json | undefined;
type JsonObject = { readonly [key: string]: JsonField };

function document({ version, recording, replay }: JsonOptions, contents: JsonObject): string {
  const head = {
    tool: "antecede",
    version,
    schemaVersion: JSON_SCHEMA_VERSION,
    recording: recording && recordingJson(recording),
    replay: replay && {
      fingerprint: replay.fingerprint,
      shows: replay.shows,
      program: replay.program,
    },
  };
  return `${JSON.stringify({ ...head, ...contents }, undefined, 2)}\n`;
}

function recordingJson({ version, arguments: args, code, build, stdin }: Recording): JsonObject {
  const input = stdin && ("bytes" in stdin ? { bytes: stdin.bytes } : { ...stdin });
  return { version, arguments: args, code, build, stdin: input };
}

function seen({ occurrences, seeds }: Merged<unknown>): JsonObject {
  return { occurrences, seeds };
}

/** Each method gives one definition of the schema. */
class Shape {
  private readonly root: string | undefined;

  constructor(root: string | undefined) {
    this.root = root;
  }

  path(file: string): string {
    return relativePath(file, this.root);
  }

  run(result: RunResult): JsonObject {
    return {
      program: this.path(result.program),
      seed: result.seed,
      strategy: result.strategy,
      judged: result.judged,
      detector: result.detector,
      steps: result.steps,
      exitCode: result.exitCode,
      findings: result.findings.map((finding) => this.finding(finding)),
      failure: result.failure && this.failure(result.failure),
      timeout: result.timeout && this.timeout(result.timeout),
      staleReads: result.staleReads && this.staleReads(result.staleReads),
    };
  }

  finding(finding: Finding): JsonObject {
    const head = {
      kind: finding.kind,
      fingerprint: finding.fingerprint,
      seed: finding.seed,
      status: finding.status,
      sequential: verdict(finding.sequential),
      schedule: finding.schedule && this.schedule(finding.schedule),
    };
    const tail = {
      threads: finding.threads.map((thread) => this.thread(thread)),
      locks: finding.locks.map((lock) => this.lock(lock)),
    };
    if (isRace(finding)) {
      return {
        ...head,
        certainty: finding.certainty,
        why: finding.why,
        occurrences: finding.occurrences,
        access: this.access(finding.access),
        previous: this.access(finding.previous),
        place: this.place(finding.place),
        edge: finding.edge && this.edge(finding.edge),
        history: finding.history?.map((change) => this.change(change)),
        ...tail,
      };
    }
    switch (finding.kind) {
      case "deadlock":
        return {
          ...head,
          isPartial: finding.isPartial,
          waits: finding.waits.map((wait) => ({
            thread: wait.thread,
            kind: wait.kind,
            waitsFor: wait.waitsFor,
            address: wait.address,
            ownerThread: wait.ownerThread,
            heldLocks: wait.heldLocks.map((held) => this.heldLock(held)),
            stack: this.stack(wait.stack),
          })),
          ...tail,
        };
      case "missing-race":
        return {
          ...head,
          why: finding.why,
          address: finding.address,
          file: this.path(finding.file),
          line: finding.line,
          place: this.place(finding.place),
          ...tail,
        };
      case "lock-order-inversion":
        return {
          ...head,
          occurrences: finding.occurrences,
          links: finding.links.map((link) => ({
            thread: link.thread,
            lock: link.lock,
            mode: link.mode,
            stack: this.stack(link.stack),
            held: this.heldLock(link.held),
          })),
          ...tail,
        };
      case "thread-leak":
        return { ...head, occurrences: finding.occurrences, thread: finding.thread, ...tail };
      default:
        return {
          ...head,
          occurrences: finding.occurrences,
          thread: finding.thread,
          address: finding.address,
          lock: finding.lock,
          target: finding.target,
          stack: this.stack(finding.stack),
          before: finding.before && {
            event: finding.before.event,
            thread: finding.before.thread,
            stack: this.stack(finding.before.stack),
          },
          place: this.place(finding.place),
          ...tail,
        };
    }
  }

  failure(failure: Failure): JsonObject {
    return {
      kind: failure.kind,
      message: failure.message,
      thread: failure.thread,
      exitCode: failure.exitCode,
      stack: this.stack(failure.stack),
      sequential: verdict(failure.sequential),
      schedule: failure.schedule && this.schedule(failure.schedule),
    };
  }

  timeout(timeout: Timeout): JsonObject {
    return {
      bound: timeout.bound,
      limit: timeout.limit,
      noProgress: timeout.noProgress,
      threads: timeout.threads.map(({ thread, doing, stack }) => ({
        thread,
        doing,
        stack: this.stack(stack),
      })),
    };
  }

  staleReads({ count, loads }: StaleReads): JsonObject {
    return {
      count,
      loads: loads.map((load) => ({
        order: load.order,
        address: load.address,
        bytes: load.bytes,
        variable: load.variable,
        thread: load.thread,
        step: load.step,
        read: load.read,
        stack: this.stack(load.stack),
        candidates: load.candidates.map(({ value, store, excluded }) => ({
          value,
          store: store && {
            kind: store.kind,
            order: store.order,
            thread: store.thread,
            step: store.step,
            stack: this.stack(store.stack),
          },
          excluded: excluded && {
            rule: excluded.rule,
            says: excluded.says,
            clause: excluded.clause,
          },
        })),
      })),
    };
  }

  private schedule(schedule: ShortSchedule): JsonObject {
    return {
      ...countsJson(schedule),
      from: countsJson(schedule.from),
      runs: schedule.runs,
      isMinimal: schedule.isMinimal,
      decisions: schedule.decisions.map(({ kind, thread, step, choice, stack }) => ({
        kind,
        thread,
        step,
        choice,
        stack: stack && this.stack(stack),
      })),
    };
  }

  private edge({ pair, heard, clocks, ...edge }: MissingEdge): JsonObject {
    const site = (one: SyncSite | undefined) => one && this.site(one);
    return {
      after: site(edge.after),
      released: site(edge.released),
      before: site(edge.before),
      acquired: site(edge.acquired),
      heard: heard && { acquired: site(heard.acquired), released: site(heard.released) },
      pair: pair && {
        store: site(pair.store),
        load: site(pair.load),
        isThroughOthers: pair.isThroughOthers,
        strengthen: pair.strengthen,
      },
      advice: edge.advice,
      isWhole: edge.isWhole,
      clocks: clocks && {
        access: clocks.access.map(clockEntry),
        previous: clockEntry(clocks.previous),
      },
    };
  }

  private site(site: SyncSite): JsonObject {
    return {
      operation: site.operation,
      order: site.order,
      address: site.address,
      name: site.name,
      lock: site.lock,
      other: site.other,
      to: site.to,
      thread: site.thread,
      step: site.step,
      stack: this.stack(site.stack),
    };
  }

  private change({ access, state, candidates }: LocksetChange): JsonObject {
    return { state, candidates, access: this.access(access) };
  }

  private access(access: Access): JsonObject {
    return {
      kind: access.kind,
      order: access.order,
      address: access.address,
      bytes: access.bytes,
      thread: access.thread,
      step: access.step,
      heldLocks: access.heldLocks.map((held) => this.heldLock(held)),
      stack: this.stack(access.stack),
    };
  }

  private place(place: Place): JsonObject {
    switch (place.kind) {
      case "global":
        return {
          kind: place.kind,
          name: place.name,
          address: place.address,
          bytes: place.bytes,
          file: place.file === undefined ? undefined : this.path(place.file),
          line: place.line,
        };
      case "heap":
        return {
          kind: place.kind,
          address: place.address,
          bytes: place.bytes,
          thread: place.thread,
          allocated: this.stack(place.allocated),
          freed: place.freed && {
            thread: place.freed.thread,
            stack: this.stack(place.freed.stack),
          },
        };
      case "stack":
        return { kind: place.kind, thread: place.thread };
      case "tls":
        return { kind: place.kind, thread: place.thread, name: place.name };
      case "unknown":
        return { kind: place.kind };
      default: {
        const never: never = place;
        return never;
      }
    }
  }

  private thread(thread: ThreadInfo): JsonObject {
    return {
      id: thread.id,
      name: thread.name,
      state: thread.state,
      createdBy: thread.createdBy,
      created: this.stack(thread.created),
    };
  }

  private lock(lock: LockInfo): JsonObject {
    return { address: lock.address, name: lock.name, created: this.stack(lock.created) };
  }

  private heldLock({ lock, mode, stack }: HeldLock): JsonObject {
    return { lock, mode, stack: stack && this.stack(stack) };
  }

  private stack(stack: Stack): JsonObject[] {
    return stack.map((frame) => this.frame(frame));
  }

  private frame(frame: Frame): JsonObject {
    return {
      function: frame.function,
      file: frame.file === undefined ? undefined : this.path(frame.file),
      line: frame.line,
      column: frame.column,
      inlined: frame.inlined,
    };
  }
}

function clockEntry({ thread, clock }: ClockEntry): JsonObject {
  return { thread, clock };
}

function countsJson(counts: DecisionCounts): JsonObject {
  const { switches, staleReads, failures, wakes, wakeUps } = counts;
  return { switches, staleReads, failures, wakes, wakeUps };
}

function verdict(sequential: SequentialVerdict | undefined): JsonObject | undefined {
  if (sequential === undefined) return undefined;
  switch (sequential.shows) {
    case "yes":
      return { shows: sequential.shows, seed: sequential.seed };
    case "no":
      return { shows: sequential.shows, runs: sequential.runs };
    case "unknown":
      return { shows: sequential.shows, why: sequential.why };
    default: {
      const never: never = sequential;
      return never;
    }
  }
}
