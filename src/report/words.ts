/** Phrases that the parts of the text report share: how things are called, in TSan's words. */

import type {
  Access,
  AccessKind,
  Failure,
  Finding,
  Frame,
  HeldLock,
  SequentialVerdict,
} from "../detector/finding.ts";
import { isMisuse, MISUSES, type MisuseKind } from "../detector/misuse.ts";

/** `0x000000001234`: twelve digits, as the sanitizers' `%p` prints. */
export function addressText(address: number): string {
  return `0x${address.toString(16).padStart(12, "0")}`;
}

/** `main thread` or `thread T3`. */
export function threadText(thread: number): string {
  return thread === 0 ? "main thread" : `thread T${thread}`;
}

/** A number with thousands separators; not `toLocaleString`, which asks the machine's locale. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 step`, `2 steps`; a plural that is not the singular and an s is given. */
export function pluralText(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`;
}

/** `file:line:col`, as far as known; `<null>` without debug info, as the sanitizers print it. */
export function positionText(frame: Frame): string {
  if (frame.file === undefined) return "<null>";
  const parts = [printable(frame.file)];
  if (frame.line !== undefined) parts.push(String(frame.line));
  if (frame.line !== undefined && frame.column !== undefined) parts.push(String(frame.column));
  return parts.join(":");
}

/** ` (mutexes: write M0, read M1)`, or nothing when no lock is held. */
export function mutexesText(held: readonly HeldLock[]): string {
  if (held.length === 0) return "";
  return ` (mutexes: ${held.map(({ mode, lock }) => `${mode} M${lock}`).join(", ")})`;
}

/** What ThreadSanitizer calls the access: `free` and `malloc` are writes there too. */
export function accessText(kind: AccessKind): string {
  switch (kind) {
    case "allocate":
    case "free":
      return "write";
    default:
      return kind;
  }
}

/** The access in our own words: with its memory order, and with `free` named. */
export function accessDetail(access: Access): string {
  switch (access.kind) {
    case "allocate":
      return "allocation";
    case "free":
      return "free";
    default:
      return access.order === undefined ? access.kind : `${access.kind} (${access.order})`;
  }
}

/** TSan's own titles (rtl/tsan_report.cpp, ReportTypeString), and ours for what it doesn't know. */
export function findingTitle(kind: Finding["kind"]): string {
  return isMisuse(kind) ? MISUSES[kind].title : FINDING_WORDS[kind].title;
}

interface Words {
  readonly title: string;
  readonly singular: string;
  readonly plural: string;
}

const FINDING_WORDS: Readonly<Record<Exclude<Finding["kind"], MisuseKind>, Words>> = {
  "data-race": { title: "data race", singular: "data race", plural: "data races" },
  "heap-use-after-free": {
    title: "heap-use-after-free",
    singular: "heap use after free",
    plural: "heap uses after free",
  },
  "vptr-race": {
    title: "data race on vptr (ctor/dtor vs virtual call)",
    singular: "data race on a vptr",
    plural: "data races on a vptr",
  },
  "mixed-size-race": {
    title: "race of atomic accesses of different sizes",
    singular: "race of mixed atomic sizes",
    plural: "races of mixed atomic sizes",
  },
  "vptr-use-after-free": {
    title: "heap-use-after-free (virtual call vs free)",
    singular: "virtual call after free",
    plural: "virtual calls after free",
  },
  "possible-data-race": {
    title: "possible data race",
    singular: "possible data race",
    plural: "possible data races",
  },
  "missing-race": {
    title: "expected race did not show",
    singular: "missing expected race",
    plural: "missing expected races",
  },
  deadlock: { title: "deadlock", singular: "deadlock", plural: "deadlocks" },
  "lock-order-inversion": {
    title: "lock-order-inversion (potential deadlock)",
    singular: "lock-order inversion",
    plural: "lock-order inversions",
  },
  "thread-leak": { title: "thread leak", singular: "thread leak", plural: "thread leaks" },
};

/** What other schedules, or nothing at all, may come of: no proof of a defect in this run. */
export function isPossible(kind: Finding["kind"]): boolean {
  return ["possible-data-race", "missing-race", "lock-order-inversion", "thread-leak"].includes(
    kind,
  );
}

export function capitalizedText(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function countedText(kind: Finding["kind"], count: number): string {
  if (isMisuse(kind)) return pluralText(count, MISUSES[kind].title, MISUSES[kind].plural);
  return pluralText(count, FINDING_WORDS[kind].singular, FINDING_WORDS[kind].plural);
}

/** `2 data races, 1 deadlock`: the kinds in the order in which they first came. */
export function findingCounts(kinds: readonly Finding["kind"][]): string[] {
  const counts = new Map<Finding["kind"], number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => countedText(kind, count));
}

/**
 * Whether a finding needs weak memory, in a sentence or two. A race that shows without a stale read
 * may still be mended by stronger orders: so nothing is said of orders then.
 */
export function sequentialText(verdict: SequentialVerdict): string {
  switch (verdict.shows) {
    case "yes":
      return `not needed, it also shows with --no-weak-memory --seed ${verdict.seed}.`;
    case "no":
      return (
        `needed, as it seems: ${pluralText(verdict.runs, "run")} without stale reads ` +
        "did not show it. A load must read an older value, so the memory orders are to blame; " +
        "--track-weak-loads lists such loads."
      );
    case "unknown":
      return `not known whether it is needed: ${verdict.why}.`;
    default: {
      const never: never = verdict;
      return never;
    }
  }
}

/** The program's own failure as a title. */
export function failureTitle(kind: Failure["kind"]): string {
  switch (kind) {
    case "abort":
      return "program aborted";
    case "assertion":
      return "assertion failed";
    case "out of bounds":
      return "access out of bounds";
    case "null pointer":
      return "null pointer access";
    case "unreachable":
      return "unreachable code reached";
    case "division by zero":
    case "integer overflow":
    case "stack overflow":
    case "bad indirect call":
    case "invalid free":
    case "out of memory":
    case "uncaught exception":
      return kind;
    default: {
      const never: never = kind;
      return never;
    }
  }
}

/**
 * Text that comes from the program (names, messages, source lines) with control characters
 * escaped: it must neither steer the terminal nor forge a line of the report.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** One word of a shell command, quoted if it needs to be. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
