/**
 * `antecede cargo test`: each test is a run of its own, so that its findings are its own and the
 * same whatever other tests there are.
 */
import {
  type CargoProgram,
  close,
  exitCodeOf,
  isNews,
  judge,
  type LinkedProgram,
  type LoadedProgram,
  loadFor,
  type RunResult,
  run,
  triage,
  writeFully,
} from "../api/local.ts";
import { EXIT, UsageError } from "../errors.ts";
import { type CargoLine, link, programsOf, report, sessionFor } from "./cargo-line.ts";
import type { Outputs } from "./outputs.ts";

/** A program of tests, ready to run. */
interface Suite {
  readonly program: CargoProgram;
  readonly line: CargoLine;
  readonly linked: LinkedProgram;
  readonly loaded: LoadedProgram;
}

interface Tally {
  /** All runs so far, for reports on all tests. */
  readonly ran: RunResult[];

  passed: number;
  failed: number;
  ignored: number;
  /** Of the failed: those with findings. */
  found: number;
  /** Of the first test that failed without. */
  exitCode: number;
}

export async function cargoTest(asked: CargoLine): Promise<number> {
  const { flags, filters } = splitFilters(asked.flags);
  const line: CargoLine = { ...asked, flags, rest: [] };
  demandFormats(sessionFor(line).outputs);
  const names = [...filters, ...asked.rest];
  const tally: Tally = { ran: [], passed: 0, failed: 0, ignored: 0, found: 0, exitCode: 0 };
  let last: Suite | undefined;
  try {
    const { programs, documented } = await programsOf(line);
    for (const program of programs) {
      const own = { ...line, program: program.name };
      const session = sessionFor(own);
      const linked = await link(program, session);
      const suite = { program, line: own, linked, loaded: loadFor(session, linked) };
      await runSuite(suite, names, tally);
      last = suite;
    }
    if (last) await reportAll(last, tally.ran);
    const { passed, failed, ignored, found } = tally;
    const result = failed === 0 ? "ok" : "FAILED";
    const detail = `${failed} failed (${found} with findings)`;
    for (const name of documented) {
      say(`\ndocumentation tests of ${name} are not run: \`cargo test --doc\` does\n`);
    }
    say(`\ntest result: ${result}. ${passed} passed; ${detail}; ${ignored} ignored\n`);
    if (found === 0) return tally.exitCode;
    return sessionFor(line).exitCode ?? EXIT.findings;
  } finally {
    close();
  }
}

async function runSuite(suite: Suite, asked: readonly string[], tally: Tally): Promise<void> {
  const tests = await testsOf(suite, asked);
  if (tests.length === 0) return;
  const runsIgnored = asked.some((arg) => /^--(include-)?ignored$/.test(arg));
  const ignored = new Set(runsIgnored ? [] : await testsOf(suite, [...asked, "--ignored"]));
  say(`\nrunning ${tests.length} test${tests.length === 1 ? "" : "s"} of ${suite.program.name}\n`);
  for (const test of tests) {
    if (ignored.has(test)) {
      tally.ignored++;
      say(`test ${test} ... ignored\n`);
    } else {
      await runTest(suite, test, tally);
    }
  }
}

async function runTest(suite: Suite, test: string, tally: Tally): Promise<void> {
  const { program, line, linked, loaded } = suite;
  const session = sessionFor({ ...line, rest: ["--exact", test, "--include-ignored"] });
  const output: Uint8Array[] = [];
  const { files } = session.machine;
  const machine = {
    ...session.machine,
    files: {
      ...files,
      folders: { ...files.folders, ".": program.folder },
      // As libtest keeps what a test prints until it fails.
      onOutput: (_: unknown, bytes: Uint8Array) => output.push(bytes.slice()),
      stdin: new Uint8Array(),
    },
  };
  const named = { ...loaded, name: `${program.name}: ${test}` };
  const ran = await judge({ ...session, machine }, named, linked);
  tally.ran.push(...ran);
  const { results } = triage(ran, session.rules);
  const verdict = verdictOf(results);
  say(`test ${test} ... ${verdict}\n`);
  if (verdict === "ok") {
    tally.passed++;
    return;
  }
  tally.failed++;
  if (results.some(({ findings }) => findings.some(isNews))) tally.found++;
  else {
    writeFully(1, Buffer.concat(output));
    tally.exitCode ||= exitCodeOf(results);
  }
  const { outputs } = session;
  if (outputs.format !== "text") return;
  await report({ ...session, outputs: { ...outputs, others: [] } }, results, linked);
}

/** As text a report is of one test; the others would hold one program's runs only. */
function demandFormats({ format, file, others }: Outputs): void {
  const other = [format, ...others.map((one) => one.format)].find(
    (name) => !/text|json/.test(name),
  );
  if (other !== undefined) throw new UsageError(`cargo test has no ${other}`, "text or json");
  if (others.some((one) => one.format === "text") || (format === "text" && file !== undefined)) {
    throw new UsageError("cargo test writes text to standard error", "--json, --report json=FILE");
  }
}

/** One document of all tests, whose runs bear the tests' names. */
async function reportAll({ line, linked }: Suite, ran: readonly RunResult[]): Promise<void> {
  const session = { ...sessionFor(line), seeds: undefined };
  const { format, file, others } = session.outputs;
  const files = [...(format === "json" ? [file] : []), ...others.map((one) => one.file)];
  if (ran.length === 0 || files.length === 0) return;
  const json = { format: "json", others: [], annotates: false, summaryFile: undefined } as const;
  for (const to of files) {
    await report({ ...session, outputs: { ...json, file: to } }, ran, linked);
  }
}

/** As libtest says it, or what was found. */
function verdictOf(results: readonly RunResult[]): string {
  const news = results.flatMap(({ findings }) => findings.filter(isNews));
  const kinds = new Set(news.map(({ kind }) => kind));
  if (kinds.size > 0) return `FAILED (${[...kinds].join(", ")})`;
  const bad = results.find(({ exitCode }) => exitCode !== 0);
  if (!bad) return "ok";
  return bad.timeout ? "FAILED (timeout)" : "FAILED";
}

/** Names of the tests that libtest would run. */
async function testsOf({ line, loaded }: Suite, filters: readonly string[]): Promise<string[]> {
  const { machine } = sessionFor({
    ...line,
    rest: ["--list", "--format", "terse", ...filters],
  });
  const parts: Uint8Array[] = [];
  await run(loaded, {
    ...machine,
    files: {
      ...machine.files,
      onOutput: (stream, bytes) => {
        if (stream === "stdout") parts.push(bytes.slice());
        else writeFully(2, bytes);
      },
    },
  });
  const lines = Buffer.concat(parts).toString("utf8").split("\n");
  return lines.flatMap((text) => /^(.*): test$/.exec(text)?.[1] ?? []);
}

/** To standard output, in order with what tests print. */
function say(text: string): void {
  writeFully(1, Buffer.from(text));
}

/** Cargo's options that take their value as an argument of its own. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  ...["-p", "--package", "--exclude", "--bin", "--example", "--test", "--bench", "-F"],
  ...["--features", "--config", "-Z", "--profile", "--manifest-path"],
]);

/** `cargo test FILTER`: what is no option, and no option's value, is libtest's. */
function splitFilters(args: readonly string[]): { flags: string[]; filters: string[] } {
  const flags: string[] = [];
  const filters: string[] = [];
  args.forEach((arg, index) => {
    const isValue = WITH_VALUE.has(args[index - 1] ?? "");
    (arg.startsWith("-") || isValue ? flags : filters).push(arg);
  });
  return { flags, filters };
}
