/** What the tool says, in which form, where to, and always the same. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Ended, EXAMPLES, PROGRAMS, ROOT, runTool, SCRATCH } from "./tool.ts";

const RACE = "message-passing-relaxed-race.c";
const CLEAN = "message-passing-fences-clean.c";
const SCHEMA = join(ROOT, "src", "report", "antecede.schema.json");

const example = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runTool(["run", ...args], { folder: EXAMPLES, environment });

describe("--json", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(
    JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
  );
  const outcomes = join(PROGRAMS, "outcomes");
  const documentOf = ({ stderr }: Ended): { runs: Record<string, unknown>[] } => {
    const document: unknown = JSON.parse(stderr);
    const isValid: boolean = validate(document);
    assert.ok(isValid, JSON.stringify(validate.errors, undefined, 1));
    return document as { runs: Record<string, unknown>[] };
  };

  test("of a race is valid, and names both accesses", async () => {
    const ended = await example(["--json", RACE]);
    assert.equal(ended.code, 66);
    assert.equal(ended.stdout, "Hello World!\n");
    const [run] = documentOf(ended).runs;
    const findings = run?.findings as { kind: string; place: { name: string } }[];
    assert.deepEqual([findings.length, findings[0]?.kind], [1, "data-race"]);
    assert.equal(findings[0]?.place.name, "data");
    assert.deepEqual([run?.program, run?.seed, run?.exitCode], [RACE, 1, 66]);
  });

  test("of a deadlock is valid, and says who waits", async () => {
    const ended = await runTool(["run", "--json", "deadlock-two-mutexes.c"], { folder: outcomes });
    assert.equal(ended.code, 66);
    const findings = documentOf(ended).runs[0]?.findings as { kind: string; waits: unknown[] }[];
    assert.equal(findings[0]?.kind, "deadlock");
    assert.ok((findings[0]?.waits.length ?? 0) >= 2);
  });

  test("of a failure is valid, and has its kind and stack", async () => {
    const ended = await runTool(["run", "--json", "abort.c"], { folder: outcomes });
    assert.equal(ended.code, 134);
    const failure = documentOf(ended).runs[0]?.failure as { kind: string; stack: unknown[] };
    assert.equal(failure.kind, "abort");
    assert.ok(failure.stack.length > 0);
  });

  test("of a timeout is valid, and has the bound", async () => {
    const args = ["run", "--json", "--max-steps", "100000", "infinite-loop.c"];
    const ended = await runTool(args, { folder: outcomes });
    assert.equal(ended.code, 124);
    const timeout = documentOf(ended).runs[0]?.timeout as { bound: string; limit: number };
    assert.deepEqual([timeout.bound, timeout.limit], ["steps", 100_000]);
  });

  test("of a clean run is a document too", async () => {
    const ended = await example(["--json", CLEAN]);
    assert.equal(ended.code, 0);
    assert.deepEqual(documentOf(ended).runs[0]?.findings, []);
  });

  test("of many seeds is valid", async () => {
    const ended = await example(["--json", "--many-seeds", "1..5", "--keep-going", RACE]);
    assert.equal(ended.code, 66);
    const { search } = documentOf(ended) as unknown as { search: { runs: number } };
    assert.equal(search.runs, 5);
  });

  test("of a compile error has the diagnostics", async () => {
    const folder = join(PROGRAMS, "bad-input");
    const { code, stderr } = await runTool(["run", "--json", "syntax-error.c"], { folder });
    assert.equal(code, 3);
    const { error } = JSON.parse(stderr) as { error: { code: string; diagnostics: string } };
    assert.equal(error.code, "compile");
    assert.match(error.diagnostics, /syntax-error\.c:5/);
  });
});

describe("the text", () => {
  test("ends with a line that says what, where and with which seed", async () => {
    const { stderr } = await example([RACE]);
    const [line = ""] = stderr.split("\n").slice(-2);
    assert.match(line, /^antecede: 1 data race in message-passing-relaxed-race\.c \(seed 1, /);
    assert.match(line, /, \d+ steps, judged as written\)$/);
    assert.match(stderr, /^ {2}See it again: antecede run message-passing-\S+\.c --seed 1$/m);
  });

  test("is what README.md shows, but for addresses and the number of steps", async () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const shown = /<!-- report:start -->\n```\n([\s\S]*?)```\n<!-- report:end -->/.exec(
      readme,
    )?.[1];
    const { stderr } = await runTool(["run", `examples/c/${RACE}`], { folder: ROOT });
    const timeless = (text = "") =>
      text.replaceAll(/0x[0-9a-f]{12}/g, "0x…").replace(/\d+ steps/, "N steps");
    assert.equal(timeless(stderr), timeless(shown));
  });

  test("of a clean run is empty, but for -v", async () => {
    assert.equal((await example([CLEAN])).stderr, "");
    const { stderr } = await example(["-v", CLEAN]);
    assert.match(stderr, /antecede: no findings in message-passing-fences-clean\.c \(seed 1,/);
  });

  test("with -q is the findings and nothing else", async () => {
    const { stderr } = await example(["-q", RACE]);
    assert.match(stderr, /^={18}\nWARNING: .*[\s\S]*\n={18}\n$/);
    assert.doesNotMatch(stderr, /^antecede:|reported 1 warnings/m);
  });

  test("goes to --report-file, without colours", async () => {
    const file = join(SCRATCH, "report.txt");
    const { code, stderr } = await example(["--report-file", file, "--color", RACE]);
    assert.deepEqual([code, stderr], [66, ""]);
    assert.equal(readFileSync(file, "utf8"), (await example([RACE])).stderr);
  });

  test("that can't be written is a mistake of the command line", async () => {
    const file = join(SCRATCH, "gone", "report.txt");
    const { code, stderr } = await example(["--report-file", file, RACE]);
    assert.equal(code, 2);
    assert.match(stderr, /report\.txt: can't write/);
    assert.ok(!existsSync(file));
  });

  test("says what each step took with --timings", async () => {
    const { stderr } = await example(["--timings", CLEAN]);
    assert.match(stderr, /^antecede: compile \d+ ms, link \d+ ms, load \d+ ms, run \d+ ms, /m);
  });

  test("has the exit code that --exitcode says", async () => {
    assert.equal((await example(["--exitcode", "9", RACE])).code, 9);
    assert.equal((await example(["--exitcode", "9", CLEAN])).code, 0);
  });
});

describe("colours", () => {
  const isColoured = async (args: readonly string[], environment: Record<string, string>) =>
    (await example([...args, RACE], environment)).stderr.includes("\x1b[");

  test("are off where standard error is no terminal, but for FORCE_COLOR and --color", async () => {
    assert.equal(await isColoured([], {}), false);
    assert.equal(await isColoured([], { FORCE_COLOR: "1" }), true);
    assert.equal(await isColoured([], { FORCE_COLOR: "0" }), false);
    assert.equal(await isColoured(["--color"], {}), true);
  });

  test("are off with NO_COLOR or --no-color, whatever FORCE_COLOR says", async () => {
    assert.equal(await isColoured([], { NO_COLOR: "1", FORCE_COLOR: "1" }), false);
    assert.equal(await isColoured(["--no-color"], { FORCE_COLOR: "1" }), false);
    assert.equal(await isColoured(["--color"], { NO_COLOR: "1" }), true);
  });

  test("of the compiler follow the same rule", async () => {
    const folder = join(PROGRAMS, "bad-input");
    const run = (environment: Record<string, string>) =>
      runTool(["run", "syntax-error.c"], { folder, environment });
    assert.ok((await run({ FORCE_COLOR: "1" })).stderr.includes("\x1b["));
    assert.ok(!(await run({})).stderr.includes("\x1b["));
  });

  test("take nothing away: without them the text is the same", async () => {
    const coloured = (await example(["--color", RACE])).stderr;
    // biome's rule against control characters knows no other spelling.
    const escapeCharacter = String.fromCharCode(27);
    const plain = coloured.replaceAll(new RegExp(`${escapeCharacter}\\[[\\d;]*m`, "g"), "");
    assert.equal(plain, (await example([RACE])).stderr);
  });
});
