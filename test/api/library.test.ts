/** `antecede` as a library: jobs in processes of their own, as others start them. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import {
  AntecedeError,
  CompileError,
  compile,
  FORMAT_NAMES,
  formatReport,
  type JobEvent,
  type JobOptions,
  mergeReports,
  type RunOptions,
  type RunReport,
  replay,
  run,
  UnsupportedError,
  UsageError,
  version,
} from "../../src/api/index.ts";
import { CACHE, EXAMPLES, folderWith, ROOT, runTool, SCRATCH } from "../cli/tool.ts";

const RACE = "message-passing-relaxed-race.c";
const CLEAN = "message-passing-release-acquire-clean.c";
/** Of what was built. */
const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
};
/** In the examples' folder, with the cache that tests share. */
const HERE = { folder: EXAMPLES, cache: CACHE } as const;

type Asked = RunOptions & JobOptions;

async function eventsOf(job: AsyncIterable<JobEvent>): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of job) events.push(event);
  return events;
}

function outputOf(events: readonly JobEvent[], stream: "stdout" | "stderr"): string {
  const parts = events.flatMap((event) =>
    event.kind === "output" && event.stream === stream ? [event.bytes] : [],
  );
  return Buffer.concat(parts).toString("utf8");
}

describe("a run", () => {
  test("tells what it does, in order, and what it found", async () => {
    const job = run(RACE, HERE);
    const events = await eventsOf(job);
    const report = await job.result;
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== "building");
    assert.deepEqual(kinds, ["running", "output", "finding"]);
    assert.equal(outputOf(events, "stdout"), "Hello World!\n");
    const [finding] = report.findings;
    assert.equal(report.exitCode, 66);
    assert.equal(report.findings.length, 1);
    assert.ok(finding && "access" in finding);
    assert.deepEqual([finding.kind, finding.access.stack[0]?.line], ["data-race", 23]);
    assert.deepEqual(
      events.filter((event) => event.kind === "finding").map((event) => event.finding),
      [finding],
    );
  });

  test("needs nobody who listens", async () => {
    const { findings, exitCode } = await run([CLEAN], HERE).result;
    assert.deepEqual([findings, exitCode], [[], 0]);
  });

  test("gives the program its arguments, its input, its variables and its folders", async () => {
    const folder = folderWith("given", {
      "echo.c": `
        #include <stdio.h>
        #include <stdlib.h>
        int main(int argc, char **argv) {
          char line[80] = "", word[80] = "";
          fgets(line, sizeof line, stdin);
          FILE *file = fopen("data/word.txt", "r");
          if (file) fgets(word, sizeof word, file);
          printf("%s %s %s %s", argv[argc - 1], getenv("NAME"), word, line);
          fprintf(stderr, "%d", VALUE);
          return argc;
        }`,
      "other/word.txt": "word",
    });
    const program = { files: ["echo.c"], flags: ["-DVALUE=7"], args: ["one", "two"] };
    const asked = { env: { NAME: "name" }, dirs: { data: "other" }, stdin: "line\n" };
    const job = run(program, { ...asked, folder, cache: CACHE });
    const events = await eventsOf(job);
    assert.equal(outputOf(events, "stdout"), "two name word line\n");
    assert.equal(outputOf(events, "stderr"), "7");
    const { exitCode, again } = await job.result;
    assert.equal(exitCode, 3);
    assert.equal(again.command, "antecede run -DVALUE=7 --env=NAME=name --dir=data=other echo.c");
    assert.equal(again.programArguments, "one two");
  });

  test("disturbs no other one", async () => {
    const seeds = [1, 2, 3];
    const both = await Promise.all(
      seeds.flatMap((seed) => [RACE, CLEAN].map((file) => run(file, { ...HERE, seed }).result)),
    );
    assert.deepEqual(
      both.map(({ results: [{ seed, program }], findings }) => [seed, program, findings.length]),
      seeds.flatMap((seed) => [
        [seed, RACE, 1],
        [seed, CLEAN, 0],
      ]),
    );
  });
});

/** A page without its data. */
function shellOf(page: string): string[] {
  const parts = page.split(/(?<=id="data">)[\w+/=]+/);
  assert.equal(parts.length, 2);
  return parts;
}

describe("a report", () => {
  let report: RunReport | undefined;
  const made = async () => (report ??= await run(RACE, { ...HERE, traces: true }).result);

  for (const format of FORMAT_NAMES) {
    test(`is the command line's as ${format}`, async () => {
      const file = join(SCRATCH, `report.${format}`);
      await runTool(["run", RACE, "--report", `${format}=${file}`], { folder: EXAMPLES });
      const text = await formatReport(await made(), format);
      const theirs = readFileSync(file, "utf8");
      // Its data are compressed, with the version that sources don't have.
      if (format === "html") assert.deepEqual(shellOf(text), shellOf(theirs));
      else assert.equal(text.replaceAll(version(), VERSION), theirs);
    });
  }

  test("can be replayed", async () => {
    const text = await formatReport(await made(), "json");
    const again = await replay(text, { ...HERE, shrink: true }).result;
    assert.deepEqual([again.replay?.shows, again.replay?.program], [true, "same"]);
    assert.equal(again.findings[0]?.schedule?.isMinimal, true);
    assert.deepEqual(again.again, (await made()).again);
    await assert.rejects(replay(text, { ...HERE, finding: "9" }).result, UsageError);
    await assert.rejects(replay("{}", HERE).result, /no report|not a report/);
  });
});

describe("a search", () => {
  test("stops at the first finding, and says how far it is", async () => {
    const job = run(RACE, { ...HERE, seeds: { from: 5, to: 50 } });
    const events = await eventsOf(job);
    const { search, findings } = await job.result;
    assert.equal(search?.findings[0]?.seed, 5);
    assert.equal(findings.length, 1);
    const told = events.filter(({ kind }) => kind === "searching" || kind === "finding");
    assert.ok(told.some((event) => event.kind === "searching" && event.of === 46));
    assert.equal(told.filter(({ kind }) => kind === "finding").length, 1);
  });

  test("of shards is merged", async () => {
    const seeds = { from: 1, to: 8 };
    const shards = await Promise.all(
      [1, 2].map(async (index) => {
        const shard = { index, count: 2 };
        const part = await run(RACE, { ...HERE, seeds, keepGoing: true, shard }).result;
        return { name: `shard ${index}`, text: await formatReport(part, "json") };
      }),
    );
    const whole = await run(RACE, { ...HERE, seeds, keepGoing: true }).result;
    const merged = mergeReports(shards);
    assert.equal(merged.search?.runs, 8);
    assert.deepEqual(
      merged.findings.map(({ fingerprint }) => fingerprint),
      whole.findings.map(({ fingerprint }) => fingerprint),
    );
  });
});

describe("a signal", () => {
  test("ends a job", async () => {
    const controller = new AbortController();
    const seeds = { from: 1, to: 100_000_000 };
    const job = run(CLEAN, { ...HERE, seeds, signal: controller.signal });
    const listening = (async () => {
      for await (const event of job) if (event.kind === "searching") controller.abort();
    })();
    await assert.rejects(job.result, { name: "AbortError" });
    await assert.rejects(listening, { name: "AbortError" });
  });

  test("that was aborted before lets nothing begin", async () => {
    const reason = new Error("too late");
    const job = run(CLEAN, { ...HERE, signal: AbortSignal.abort(reason) });
    await assert.rejects(eventsOf(job), reason);
    await assert.rejects(job.result, reason);
  });
});

describe("a job that can't be done", () => {
  const folder = folderWith("errors", {
    "wrong.c": "int main(void) { return nothing; }\n",
    "fork.c": "#include <unistd.h>\nint main(void) { return fork(); }\n",
  });
  const asked = { folder, cache: CACHE };
  const wrong = (options: unknown) => run("wrong.c", { ...asked, ...(options as Asked) }).result;

  test("throws the compiler's words", async () => {
    const job = run("wrong.c", asked);
    await assert.rejects(eventsOf(job), CompileError);
    await assert.rejects(job.result, (error) => {
      assert.ok(error instanceof CompileError && error instanceof AntecedeError);
      assert.deepEqual([error.code, error.exitCode, error.name], ["compile", 3, "CompileError"]);
      assert.match(error.diagnostics, /wrong\.c:1:25: error/);
      return true;
    });
  });

  test("throws what is unsupported", async () => {
    await assert.rejects(run("fork.c", asked).result, (error) => {
      assert.ok(error instanceof UnsupportedError);
      assert.match(error.operation, /fork/);
      assert.equal(error.message.match(/unsupported operation/g)?.length, 1);
      return true;
    });
  });

  test("throws at options that can't be, by their names", async () => {
    await assert.rejects(wrong({ seed: 1.5 }), /^UsageError: seed: 1\.5: not a whole number/);
    await assert.rejects(wrong({ seed: "1" }), /^UsageError: seed: "1"/);
    await assert.rejects(wrong({ seeds: { from: 3, to: 1 } }), UsageError);
    await assert.rejects(wrong({ detector: "guess" }), /one of happens-before, lockset, hybrid/);
    await assert.rejects(wrong({ weakMemory: "no" }), UsageError);
    await assert.rejects(wrong({ env: { A: 1 } }), UsageError);
    await assert.rejects(wrong({ memoryMib: 1500, detector: "lockset" }), UsageError);
    await assert.rejects(wrong({ nonsense: true }), /no option "nonsense"/);
    await assert.rejects(wrong({ shard: { index: 1, count: 2 } }), UsageError);
  });

  test("throws at files, flags and folders that aren't there", async () => {
    await assert.rejects(run("gone.c", asked).result, /gone\.c: no such file/);
    await assert.rejects(run([], asked).result, /no input files/);
    const flags = ["--seed=1"];
    await assert.rejects(run({ files: ["wrong.c"], flags }, asked).result, /--seed=1: no flag/);
    await assert.rejects(run("x.c", { ...asked, folder: "gone" }).result, /gone: no such folder/);
    await assert.rejects(wrong({ dirs: { data: "gone" } }), /gone: no such folder/);
  });
});

test("a compiled program runs as its sources do", async () => {
  const { bytes, judged } = await compile({ files: [RACE], flags: ["-O2"] }, HERE).result;
  assert.equal(judged, "-O2");
  const file = join(SCRATCH, "compiled.wasm");
  writeFileSync(file, bytes);
  const { findings } = await run(file, HERE).result;
  assert.equal(findings.length, 1);
  rmSync(file);
});
