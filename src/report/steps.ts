/** A finding as a list of what threads did, for formats that show one as a path through sources. */

import {
  type Access,
  type Finding,
  type Frame,
  isRace,
  type Place,
  type Stack,
} from "../detector/finding.ts";
import { variableOf } from "../detector/fingerprint.ts";
import { isMisuse, MISUSES } from "../detector/misuse.ts";
import { accessDetail, findingTitle, pluralText, threadText } from "./words.ts";

/** Something that a thread did. */
export interface Step {
  readonly thread: number;
  /** What it did: `writes 'x' (4 bytes)`. */
  readonly what: string;
  readonly stack: Stack;
  /** Position in the run, if it is known. */
  readonly at?: number;
}

/** A place that belongs to a finding, and is no step of it. */
export interface Related {
  readonly what: string;
  readonly frame: Frame;
}

/** What the threads did: in the order of the run, where that is known. */
export function stepsOf(finding: Finding): readonly Step[] {
  if (isRace(finding)) {
    const accesses = finding.history?.map(({ access }) => access) ?? [finding.previous];
    const all = finding.history ? accesses : [...accesses, finding.access];
    const object = objectText(finding);
    return all
      .map((access) => accessStep(access, object))
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  }
  switch (finding.kind) {
    case "missing-race":
      return [];
    case "deadlock":
      return finding.waits.flatMap(({ thread, waitsFor, stack, heldLocks }) => [
        ...heldLocks.flatMap((held) =>
          held.stack
            ? [{ thread, what: `takes ${lockName(finding, held.lock)}`, stack: held.stack }]
            : [],
        ),
        { thread, what: `waits for ${waitsFor}`, stack },
      ]);
    case "lock-order-inversion":
      return finding.links.flatMap(({ thread, lock, stack, held }) => {
        const had = lockName(finding, held.lock);
        const taken = { thread, what: `takes ${had}`, stack: held.stack ?? [] };
        const what = `takes ${lockName(finding, lock)} while it holds ${had}`;
        return [taken, { thread, what, stack }];
      });
    case "thread-leak": {
      const leaked = finding.threads.find(({ id }) => id === finding.thread);
      const what = `creates ${threadText(finding.thread)}, which nobody joins`;
      return [{ thread: leaked?.createdBy ?? 0, what, stack: leaked?.created ?? [] }];
    }
    default: {
      const { before, thread, stack, kind } = finding;
      const object = MISUSES[kind].object;
      const earlier = before && {
        thread: before.thread,
        what: `${before.event === "locked" ? "locks" : "destroys"} the ${object}`,
        stack: before.stack,
      };
      return [...(earlier ? [earlier] : []), { thread, what: MISUSES[kind].title, stack }];
    }
  }
}

/** Where its object, its threads and its locks come from. */
export function relatedOf(finding: Finding): readonly Related[] {
  const at = (what: string, stack: Stack) => stack.slice(0, 1).map((frame) => ({ what, frame }));
  const place = "place" in finding ? placeRelated(finding.place) : [];
  const threads = finding.threads.flatMap(({ id, created }) =>
    at(`${threadText(id)} is created`, created),
  );
  const locks = finding.locks.flatMap(({ created }, index) =>
    at(`${lockName(finding, index)} is created`, created),
  );
  return [...place, ...threads, ...locks];
}

/** The finding in a sentence: what it is, on what, and why. */
export function sentenceOf(finding: Finding): string {
  const name = variableOf(finding);
  const head = `${findingTitle(finding.kind)}${name === undefined ? "" : ` on '${name}'`}`;
  const why = whyOf(finding).replace(/\.?$/, ".");
  return `${head}: ${why}`;
}

function whyOf(finding: Finding): string {
  if ("why" in finding) return finding.why;
  const { kind } = finding;
  if (isMisuse(kind)) return MISUSES[kind].why;
  switch (finding.kind) {
    case "deadlock": {
      const who = finding.waits.map(
        ({ thread, waitsFor }) => `${threadText(thread)} waits for ${waitsFor}`,
      );
      return who.join("; ");
    }
    case "lock-order-inversion": {
      const locks = finding.links.map(({ held }) => lockName(finding, held.lock));
      const circle = [...locks, locks[0] ?? ""].join(", ");
      const threads = pluralText(locks.length, "thread");
      return `each of ${threads} takes a lock that the next one may hold: ${circle}`;
    }
    case "thread-leak":
      return `nobody joins ${threadText(finding.thread)} or detaches it`;
    default:
      return "";
  }
}

function accessStep(access: Access, object: string): Step {
  const { thread, stack, step, bytes } = access;
  const size = pluralText(bytes, "byte");
  return { thread, what: `${accessDetail(access)} of ${size}${object}`, stack, at: step };
}

function objectText(finding: Finding): string {
  const name = variableOf(finding);
  return name === undefined ? "" : ` of '${name}'`;
}

function lockName({ locks }: Finding, index: number): string {
  const name = locks[index]?.name;
  return name === undefined ? `M${index}` : `M${index} '${name}'`;
}

function placeRelated(place: Place): Related[] {
  const at = (what: string, stack: Stack) => stack.slice(0, 1).map((frame) => ({ what, frame }));
  switch (place.kind) {
    case "global": {
      const { name, file, line } = place;
      if (file === undefined || line === undefined) return [];
      return [
        { what: `'${name}' is declared`, frame: { function: name, file, line, inlined: false } },
      ];
    }
    case "heap": {
      const who = threadText(place.thread);
      const freed = place.freed
        ? at(`it is freed by ${threadText(place.freed.thread)}`, place.freed.stack)
        : [];
      const size = pluralText(place.bytes, "byte");
      return [...at(`the heap block of ${size} is allocated by ${who}`, place.allocated), ...freed];
    }
    default:
      return [];
  }
}
