/**
 * `antecede cargo test`: each test is a run of its own, so that its findings are its own and the
 * same whatever other tests there are.
 */
import {
  type CargoProgram,
  close,
  exitCodeOf,
  formatNoRuns,
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
import { type CargoLine, link, programsOf, report, sessionFor, within } from "./cargo-line.ts";
import { SHOWS, type TestLine, testLine } from "./cargo-test-line.ts";
import { writeAllOrNone } from "./files.ts";
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
  const testing = testLine(asked);
  const { line } = testing;
  demandFormats(sessionFor(line).outputs);
  const tally: Tally = { ran: [], passed: 0, failed: 0, ignored: 0, found: 0, exitCode: 0 };
  let last: Suite | undefined;
  try {
    const { programs, documented, macros } = await programsOf(line);
    if (testing.buildsOnly) return EXIT.clean;
    for (const program of programs) {
      const own = { ...line, program: program.name };
      const session = sessionFor(own);
      const linked = await link(program, session);
      last = { program, line: own, linked, loaded: loadFor(session, linked) };
      await runSuite(last, testing, tally);
    }
    if (testing.listsOnly) return EXIT.clean;
    await reportAll(last?.line ?? line, last, tally);
    for (const name of documented) {
      say(`\ndocumentation tests of ${name} are not run: \`cargo test --doc\` does\n`);
    }
    for (const name of macros) {
      say(`\ntests of the procedural macro ${name} are not run: \`cargo test -p ${name}\` does\n`);
    }
    return result(tally, sessionFor(line).exitCode);
  } finally {
    close();
  }
}

/** Says how it went; returns the exit code, `chosen` in place of 66. */
function result({ passed, failed, ignored, found, exitCode }: Tally, chosen?: number): number {
  const verdict = failed === 0 ? "ok" : "FAILED";
  const detail = `${failed} failed (${found} with findings)`;
  say(`\ntest result: ${verdict}. ${passed} passed; ${detail}; ${ignored} ignored\n`);
  return found === 0 ? exitCode : (chosen ?? EXIT.findings);
}

async function runSuite(suite: Suite, testing: TestLine, tally: Tally): Promise<void> {
  const { name } = suite.program;
  if (!suite.program.hasHarness()) {
    if (testing.listsOnly) return;
    say(`\nrunning ${name}, which has no harness\n`);
    return runTest(suite, { name, title: name, args: testing.given }, tally);
  }
  const tests = await testsOf(suite, testing.filters);
  if (testing.listsOnly) return tests.forEach((test) => void say(`${test}: test\n`));
  if (tests.length === 0) return;
  const ignored = new Set(
    testing.runsIgnored ? [] : await testsOf(suite, [...testing.filters, "--ignored"]),
  );
  say(`\nrunning ${tests.length} test${tests.length === 1 ? "" : "s"} of ${name}\n`);
  for (const test of tests) {
    if (ignored.has(test)) {
      tally.ignored++;
      say(`test ${test} ... ignored\n`);
    } else {
      const args = ["--exact", test, "--include-ignored", ...testing.shows];
      await runTest(suite, { name: test, title: `${name}: ${test}`, args }, tally);
    }
  }
}

/** A run: of one of libtest's tests, or of a whole program without it. */
interface Test {
  readonly name: string;
  /** What reports call it. */
  readonly title: string;
  readonly args: readonly string[];
}

async function runTest(suite: Suite, test: Test, tally: Tally): Promise<void> {
  const { program, line, linked, loaded } = suite;
  const session = within(program, sessionFor({ ...line, rest: test.args }));
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
  const named = { ...loaded, name: test.title };
  const ran = await judge({ ...session, machine }, named, linked);
  tally.ran.push(...ran);
  const { results } = triage(ran, session.rules);
  const verdict = verdictOf(results);
  say(`test ${test.name} ... ${verdict}\n`);
  if (verdict === "ok") {
    if (test.args.some((arg) => SHOWS.test(arg))) writeFully(1, Buffer.concat(output));
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

/** One document of all tests, whose runs bear the tests' names; of no tests one without runs. */
async function reportAll(line: CargoLine, last: Suite | undefined, tally: Tally): Promise<void> {
  const session = { ...sessionFor(line), seeds: undefined };
  const { format, file, others } = session.outputs;
  const files = [...(format === "json" ? [file] : []), ...others.map((one) => one.file)];
  const json = { format: "json", others: [], annotates: false, summaryFile: undefined } as const;
  for (const to of files) {
    const outputs = { ...json, file: to };
    if (last && tally.ran.length > 0) {
      await report({ ...session, outputs }, tally.ran, last.linked);
    } else if (to === undefined) writeFully(2, Buffer.from(formatNoRuns()));
    else writeAllOrNone([{ path: to, text: formatNoRuns() }]);
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

/**
 * Names of the tests that libtest would run.
 *
 * @throws {UsageError} if it refuses the options
 */
async function testsOf({ line, loaded }: Suite, filters: readonly string[]): Promise<string[]> {
  const { machine } = sessionFor({
    ...line,
    rest: ["--list", "--format", "terse", ...filters],
  });
  const parts = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const { ending } = await run(loaded, {
    ...machine,
    files: { ...machine.files, onOutput: (stream, bytes) => parts[stream].push(bytes.slice()) },
  });
  const [listed, refused] = [parts.stdout, parts.stderr].map((one) =>
    Buffer.concat(one).toString("utf8"),
  );
  if (ending.kind !== "exit" || ending.code !== 0) {
    throw new UsageError(`the tests can't be listed: ${refused?.trim().replace(/^error: /, "")}`);
  }
  return (listed ?? "").split("\n").flatMap((text) => /^(.*): test$/.exec(text)?.[1] ?? []);
}

/** To standard output, in order with what tests print. */
function say(text: string): void {
  writeFully(1, Buffer.from(text));
}
