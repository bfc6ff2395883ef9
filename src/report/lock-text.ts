/**
 * Findings about locks and threads as text. TSan prints a cycle (PrintReport, "Cycle in lock order
 * graph") and misuse (one stack, then the location and the mutex); for deadlocks that did happen it
 * has no report, so theirs follows the same shape.
 */

import type {
  DeadlockFinding,
  HeldLock,
  LockOrderFinding,
  MisuseFinding,
  ThreadLeakFinding,
} from "../detector/finding.ts";
import { userFrame } from "../detector/frames.ts";
import { MISUSES } from "../detector/misuse.ts";
import {
  block,
  type Context,
  lockNameLines,
  lockSections,
  type Site,
  siteLines,
  threadSections,
} from "./block.ts";
import { topFrame } from "./identity.ts";
import { placeLines, stackLines } from "./text-parts.ts";
import {
  addressText,
  capitalizedText,
  findingTitle,
  mutexesText,
  pluralText,
  printable,
  threadText,
} from "./words.ts";

/** The report of threads that can never go on. */
export function deadlockLines(finding: DeadlockFinding, context: Context, seen?: string): string[] {
  const { paint } = context;
  const { waits } = finding;
  const threads = new Set<number>();
  const held: HeldLock[] = [];
  const body: string[] = [];
  for (const wait of waits) {
    threads.add(wait.thread);
    held.push(...wait.heldLocks);
    const object = awaitedText(finding, wait, held);
    if (wait.ownerThread !== undefined) threads.add(wait.ownerThread);
    const who = capitalizedText(threadText(wait.thread));
    const head = `  ${who} waits for ${object}${holderText(wait)}${mutexesText(wait.heldLocks)}:`;
    body.push(paint("access", head), ...stackLines(wait.stack, paint));
    for (const { lock, stack } of wait.heldLocks) {
      if (stack === undefined || stack.length === 0) continue;
      const where = `  Mutex M${lock} acquired by ${threadText(wait.thread)} here:`;
      body.push(paint("mutex", where), ...stackLines(stack, paint));
    }
  }
  const sites = waits.map(({ thread, stack }) => ({
    label: `${threadText(thread)} waits`,
    stack,
  }));
  body.push(
    ...lockSections(finding, held, paint),
    ...threadSections(finding, threads, paint),
    ...siteLines(sites, context),
    ...lockNameLines(finding, held),
    `  ${paint("note", "Why:")} ${whyDeadlock(finding)}`,
  );
  const top = topFrame(finding);
  const heading = { level: "WARNING", title: findingTitle(finding.kind), body, top } as const;
  return block(heading, { context, seed: finding.seed, seen, schedule: finding.schedule });
}

type Wait = DeadlockFinding["waits"][number];

/** `mutex M0 (0x…)`; a lock that is only waited for gets its section too, so it joins `held`. */
function awaitedText(finding: DeadlockFinding, wait: Wait, held: HeldLock[]): string {
  const words = printable(wait.waitsFor);
  const lock = finding.locks.findIndex(({ address }) => address === wait.address);
  if (lock >= 0) {
    held.push({ lock, mode: "write" });
    return `${words} M${lock} (${addressText(wait.address)})`;
  }
  if (wait.address === 0 || wait.kind === "thread") return words;
  return `${words} (${addressText(wait.address)})`;
}

function holderText({ kind, ownerThread }: Wait): string {
  return kind !== "lock" || ownerThread === undefined ? "" : ` held by ${threadText(ownerThread)}`;
}

/** Names the circle if the wait-for graph has one, as Coffman's circular wait condition. */
function whyDeadlock({ waits, isPartial, threads }: DeadlockFinding): string {
  const circle = circleOf(waits);
  if (circle.length === 1) return `${threadText(circle[0] ?? 0)} waits for what it holds itself.`;
  if (circle.length > 1) {
    const links = circle.map((thread, index) => {
      const next = circle[(index + 1) % circle.length] ?? 0;
      return `${threadText(thread)} waits for ${threadText(next)}`;
    });
    const rest = isPartial ? "; other threads went on" : "";
    return `${links.join(", ")}: a circle${rest}.`;
  }
  const ended = new Set(threads.filter(({ state }) => state === "finished").map(({ id }) => id));
  const left = waits.find(
    ({ kind, ownerThread }) => kind === "lock" && ended.has(ownerThread ?? -1),
  );
  if (left) {
    const owner = threadText(left.ownerThread ?? 0);
    return `${owner} has ended and never gave back what ${threadText(left.thread)} waits for.`;
  }
  const missing = new Set(waits.flatMap((wait) => MISSING[wait.waitsFor] ?? []));
  const nobody = missing.size === 0 ? "" : `: nobody ${[...missing].join(" or ")}`;
  return `every thread that is left waits, and none is left to wake it${nobody}.`;
}

/** What would let a thread go on that waits for such an object. */
const MISSING: Readonly<Record<string, string>> = {
  "condition variable": "signals the condition variable",
  semaphore: "posts to the semaphore",
  barrier: "arrives at the barrier",
};

/** Threads each of which waits for the next, the last for the first; none if there is no circle. */
function circleOf(waits: readonly Wait[]): readonly number[] {
  const owners = new Map<number, number>();
  for (const { thread, ownerThread } of waits) {
    if (ownerThread !== undefined) owners.set(thread, ownerThread);
  }
  for (const start of owners.keys()) {
    const circle = [start];
    for (let at = owners.get(start); at !== undefined; at = owners.get(at)) {
      if (at === start) return circle;
      if (circle.includes(at)) break;
      circle.push(at);
    }
  }
  return [];
}

/** The report of a potential deadlock. */
export function lockOrderLines(
  finding: LockOrderFinding,
  context: Context,
  seen?: string,
): string[] {
  const { paint } = context;
  const { links, locks } = finding;
  const nameOf = (lock: number) => `M${lock} (${addressText(locks[lock]?.address ?? 0)})`;
  // TSan gives the address at a lock's first mention only.
  const cycle = [...links.map(({ held }) => nameOf(held.lock)), `M${links[0]?.held.lock ?? 0}`];
  const body = [`  Cycle in lock order graph: ${cycle.join(" => ")}`, ""];
  const sites: Site[] = [];
  const held: HeldLock[] = [];
  for (const link of links) {
    const who = threadText(link.thread);
    const what = `Mutex M${link.lock} acquired here while holding mutex M${link.held.lock}`;
    body.push(paint("mutex", `  ${what} in ${who}:`), ...stackLines(link.stack, paint));
    const before = `  Mutex M${link.held.lock} previously acquired by the same thread here:`;
    body.push(paint("mutex", before), ...stackLines(link.held.stack ?? [], paint));
    sites.push({
      label: `${who} takes M${link.lock} while it holds M${link.held.lock}`,
      stack: link.stack,
    });
    held.push(link.held, { lock: link.lock, mode: link.mode });
  }
  const threads = new Set(links.map(({ thread }) => thread));
  body.push(
    ...lockSections(finding, held, paint),
    ...threadSections(finding, threads, paint),
    ...siteLines(sites, context),
    ...lockNameLines(finding, held),
    `  ${paint("note", "Why:")} ${whyCycle(finding)}`,
    ...(finding.occurrences > 1
      ? [`  Seen with ${pluralText(finding.occurrences, "cycle")} of locks in the run.`]
      : []),
  );
  const title = findingTitle(finding.kind);
  const heading = { level: "WARNING", title, body, top: userFrame(links[0]?.stack ?? []) } as const;
  return block(heading, { context, seed: finding.seed, seen, schedule: finding.schedule });
}

function whyCycle({ links }: LockOrderFinding): string {
  const all = links.length === 2 ? "both" : `all ${links.length} of them`;
  return `nothing keeps ${all} from happening at once, and then each waits for the next.`;
}

/** The report of an object that is used as it must not be. */
export function misuseLines(finding: MisuseFinding, context: Context, seen?: string): string[] {
  const { paint } = context;
  const words = MISUSES[finding.kind];
  const { before, lock, thread, stack, target } = finding;
  const held: HeldLock[] = lock === undefined ? [] : [{ lock, mode: "write" }];
  const threads = new Set([thread]);
  const body = [...stackLines(stack, paint), ...placeLines(finding.place, paint)];
  if (target !== undefined) threads.add(target);
  if (before && before.stack.length > 0) {
    threads.add(before.thread);
    const what = `Mutex M${lock ?? 0} ${before.event} by ${threadText(before.thread)} here:`;
    body.push(paint("mutex", `  ${what}`), ...stackLines(before.stack, paint));
  }
  const sites = [{ label: threadText(thread), stack }];
  if (before)
    sites.push({ label: `${before.event} by ${threadText(before.thread)}`, stack: before.stack });
  body.push(
    ...lockSections(finding, held, paint),
    ...threadSections(finding, threads, paint),
    ...siteLines(sites, context),
    ...lockNameLines(finding, held),
    `  ${paint("note", "Why:")} ${whyMisuse(finding, words.why)}`,
    ...(finding.occurrences > 1
      ? [`  Seen ${pluralText(finding.occurrences, "time")} in the run.`]
      : []),
  );
  const title = findingTitle(finding.kind);
  return block(
    { level: "WARNING", title, body, top: userFrame(stack) },
    { context, seed: finding.seed, seen, schedule: finding.schedule },
  );
}

function whyMisuse({ thread, before, target }: MisuseFinding, why: string): string {
  const by = threadText(thread);
  if (target !== undefined) return `${by}, of ${threadText(target)}: ${why}.`;
  if (before?.event !== "locked" || before.thread === thread) return `${by}: ${why}.`;
  return `${by}: ${why}; the holder is ${threadText(before.thread)}.`;
}

/** The report of a thread that nobody joined or detached (TSan: "thread leak"). */
export function leakLines(finding: ThreadLeakFinding, context: Context, seen?: string): string[] {
  const { occurrences, thread, seed } = finding;
  const body = threadSections(finding, new Set([thread]), context.paint);
  if (occurrences > 1) {
    const others = pluralText(occurrences - 1, "more similar thread leak");
    body.push(`  And ${others}.`, "");
  }
  const created = finding.threads.find(({ id }) => id === thread)?.created ?? [];
  body.push(
    ...siteLines([{ label: `${threadText(thread)} is created`, stack: created }], context),
    `  ${context.paint("note", "Why:")} nobody joined ${threadText(thread)} or detached it.`,
  );
  const title = findingTitle(finding.kind);
  return block({ level: "WARNING", title, body, top: userFrame(created) }, { context, seed, seen });
}
