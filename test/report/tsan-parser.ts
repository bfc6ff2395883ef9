/**
 * A reader of ThreadSanitizer's text, as scripts around it are written: line by line, by the
 * shapes in FIELD.md (compiler-rt's tsan_report.cpp), ignoring what it does not know.
 */

export interface ParsedReport {
  kind: string;
  pid: number;
  accesses: ParsedSection[];
  location: string | undefined;
  mutexes: number[];
  threads: { id: number; name: string | undefined; state: string; creator: string }[];
  summary: { kind: string; position: string; function: string } | undefined;
  stacks: string[][];
}

interface ParsedSection {
  what: string;
  bytes: number;
  address: number;
  thread: string;
  mutexes: string[];
  stack: string[];
}

const RULE = /^={18}$/;
const WARNING = /^WARNING: ThreadSanitizer: (.+) \(pid=(\d+)\)$/;
const ACCESS = new RegExp(
  "^ {2}((?:Previous )?(?:atomic )?(?:read|write)) of size (\\d+) at 0x([0-9a-f]{12,})" +
    " by (main thread|thread T\\d+)(?: \\(mutexes: (.*)\\))?:$",
  "i",
);
const FRAME = /^ {4}#(\d+) (.+) (\S+)$/;
const LOCATION = /^ {2}Location is (.*?):?$/;
const MUTEX = /^ {2}Mutex M(\d+) \(0x[0-9a-f]{12,}\) created at:$/;
const THREAD = new RegExp(
  "^ {2}Thread T(\\d+)(?: '(.*)')? \\(tid=\\d+, (running|finished)\\)" +
    " created by (main thread|thread T\\d+)(?: at:)?$",
);
const SUMMARY = /^SUMMARY: ThreadSanitizer: (.+) (\S+) in (.+)$/;
const COUNT = /^ThreadSanitizer: reported (\d+) warnings$/;

export function parseTsan(text: string): { reports: ParsedReport[]; count: number | undefined } {
  const reports: ParsedReport[] = [];
  let count: number | undefined;
  let report: ParsedReport | undefined;
  let inside = false;
  let stack: string[] | undefined;
  for (const line of text.split("\n")) {
    if (RULE.test(line)) {
      inside = !inside;
      report = undefined;
      continue;
    }
    const total = COUNT.exec(line);
    if (total) count = Number(total[1]);
    const warning = WARNING.exec(line);
    if (warning && inside) {
      report = {
        kind: warning[1] ?? "",
        pid: Number(warning[2]),
        accesses: [],
        location: undefined,
        mutexes: [],
        threads: [],
        summary: undefined,
        stacks: [],
      };
      reports.push(report);
    }
    if (report === undefined) continue;
    const frame = FRAME.exec(line);
    if (frame) {
      if (Number(frame[1]) === 0) {
        stack = stack?.length === 0 ? stack : [];
        report.stacks.push(stack);
      }
      if (stack?.length !== Number(frame[1])) throw new Error(`frame out of order: ${line}`);
      stack.push(`${frame[2]} ${frame[3]}`);
      continue;
    }
    stack = readHead(line, report);
  }
  if (inside) throw new Error("a report has no end");
  return { reports, count };
}

/** Reads a section's head; gives the stack that its frames belong to. */
function readHead(line: string, report: ParsedReport): string[] | undefined {
  const access = ACCESS.exec(line);
  if (access) {
    const [, what = "", bytes, address = "", thread = "", mutexes] = access;
    const section: ParsedSection = {
      what,
      bytes: Number(bytes),
      address: Number.parseInt(address, 16),
      thread,
      mutexes: mutexes?.split(", ") ?? [],
      stack: [],
    };
    report.accesses.push(section);
    return section.stack;
  }
  const location = LOCATION.exec(line);
  if (location) report.location = location[1];
  const mutex = MUTEX.exec(line);
  if (mutex) report.mutexes.push(Number(mutex[1]));
  const thread = THREAD.exec(line);
  if (thread) {
    const [, id, name, state = "", creator = ""] = thread;
    report.threads.push({ id: Number(id), name, state, creator });
  }
  const summary = SUMMARY.exec(line);
  if (summary) {
    const [, kind = "", position = "", name = ""] = summary;
    report.summary = { kind, position, function: name };
  }
  return undefined;
}

const CYCLE = /^ {2}Cycle in lock order graph: (.+)$/;
const ACQUIRED =
  /^ {2}Mutex M(\d+) acquired here while holding mutex M(\d+) in (main thread|thread T\d+):$/;
const ACQUIRED_BEFORE = /^ {2}Mutex M\d+ previously acquired by the same thread here:$/;
const MISUSED_BEFORE = /^ {2}Mutex M\d+ (?:locked|destroyed) by (?:main thread|thread T\d+) here:$/;
const UNRESTORED = /^ {4}\[failed to restore the stack\]$/;

/** Of a cycle of locks: the cycle, and which lock each thread takes while it holds which. */
export function parseCycle(text: string): { cycle: string[]; acquired: string[][] } {
  const lines = text.split("\n");
  const cycle = lines.flatMap((line) => CYCLE.exec(line)?.[1]?.split(" => ") ?? []);
  const acquired = lines.flatMap((line) => {
    const [, taken, held, thread] = ACQUIRED.exec(line) ?? [];
    return taken && held && thread ? [[taken, held, thread]] : [];
  });
  return { cycle, acquired };
}

/**
 * Lines of ThreadSanitizer that stand behind one that it doesn't print, in the same report: a
 * parser that stops at what it doesn't know would miss them.
 */
export function misplacedLines(text: string): string[] {
  const heads = [WARNING, ACCESS, LOCATION, MUTEX, THREAD, CYCLE, ACQUIRED, ACQUIRED_BEFORE];
  const known = [...heads, MISUSED_BEFORE, UNRESTORED, FRAME, SUMMARY];
  let isForeign = false;
  return text.split("\n").filter((line) => {
    if (RULE.test(line)) isForeign = false;
    else if (line !== "" && !known.some((shape) => shape.test(line))) isForeign = true;
    return isForeign && heads.some((shape) => shape.test(line));
  });
}
