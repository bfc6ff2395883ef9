import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { RunResult } from "../../src/detector/finding.ts";
import { entryOf } from "../../src/report/baseline.ts";
import { formatGithub, formatJobSummary, repositoryPath } from "../../src/report/github.ts";
import { options, reportOf, searchOf } from "./reports.ts";
import * as samples from "./samples.ts";

const raceOnly: RunResult = { ...samples.racy, findings: [samples.race] };
const linesOf = (result: RunResult) => formatGithub(reportOf(result), options).split("\n");

describe("annotations", () => {
  test("stand at both accesses of a race, each with the other and how to see it again", () => {
    const [first = "", second = "", ...rest] = linesOf(raceOnly);
    assert.deepEqual(rest, [""]);
    assert.match(
      first,
      /^::error file=counter\.c,line=8,col=5,title=Data race::Main thread: atomic/,
    );
    assert.match(second, /^::error file=counter\.c,line=7,col=9,title=Data race::Thread T1: write/);
    assert.match(first, /%0AThread T1: write of 4 bytes of 'counter' at counter\.c:7:9%0A/);
    for (const line of [first, second]) {
      assert.match(line, /Data race on 'counter': no lock is held at both accesses, and thread T1/);
      assert.match(line, /%0ASee it again: antecede run counter\.c --seed 1$/);
    }
  });

  test("of two threads at one line are one", () => {
    const { stack } = samples.race.access;
    const finding = { ...samples.race, previous: { ...samples.race.previous, stack } };
    assert.equal(linesOf({ ...samples.racy, findings: [finding] }).length, 2);
  });

  test("are warnings for what this run did not prove", () => {
    for (const line of linesOf({ ...samples.racy, findings: [samples.lockOrder] }).slice(0, -1)) {
      assert.match(line, /^::warning file=counter\.c,line=\d+,/);
    }
  });

  test("escape what would end a property or a line", () => {
    const stack = [{ function: "f", file: "a,b:c%.c", line: 3, inlined: false }];
    const finding = {
      ...samples.race,
      why: "50% of\nit",
      access: { ...samples.race.access, stack },
    };
    const line = linesOf({ ...samples.racy, findings: [finding] })[1] ?? "";
    assert.match(line, /^::error file=a%2Cb%3Ac%25\.c,line=3,title=/);
    assert.match(line, /50%25 of\\nit/);
  });

  test("stand for failures and timeouts too, and for known findings not at all", () => {
    assert.match(linesOf(samples.aborted)[0] ?? "", /^::error file=counter\.c,line=22,/);
    assert.match(linesOf(samples.stuck)[0] ?? "", /title=Timeout::/);
    const known = { ...samples.race, status: "known" as const };
    assert.deepEqual(linesOf({ ...samples.racy, findings: [known] }), [""]);
  });

  test("have paths as the repository has them, from a folder within it", () => {
    const from = { root: "/home/u/p", folderInRepository: "lib/core" };
    assert.equal(repositoryPath("a.c", from), "lib/core/a.c");
    assert.equal(repositoryPath("../a.c", from), "lib/a.c");
    assert.equal(repositoryPath("/home/u/p/a.c", from), "lib/core/a.c");
    assert.equal(repositoryPath("/usr/a.c", from), "/usr/a.c");
  });
});

describe("the job's summary", () => {
  test("has a row for each finding with its places, then the report", () => {
    const text = formatJobSummary(searchOf([samples.clean, { ...raceOnly, seed: 2 }]), options);
    assert.match(text, /^### antecede: `counter\.c`$/m);
    assert.match(
      text,
      /^\| `data race on 'counter': .*` \| `counter\.c:8:5`<br>`counter\.c:7:9` \| 1 of 2 \|$/m,
    );
    assert.match(text, /^```\n==================\nWARNING: /m);
  });

  test("of a clean run says that there is nothing", () => {
    const text = formatJobSummary(reportOf(samples.clean), options);
    assert.equal(text, "### antecede: `counter.c`\n\nNo new findings (seed 1).\n\n");
  });

  test("lists what is known and what is gone", () => {
    const circumstances = { program: "counter.c", reason: "old", date: "2026-01-31" };
    const baseline = [samples.race, samples.leak].map((one) => entryOf(one, circumstances));
    const text = formatJobSummary(reportOf(raceOnly, { suppressions: [], baseline }), options);
    assert.match(
      text,
      /\*\*Known\*\*\n\n- `data race on 'counter' at counter\.c:7:9 in increment`/,
    );
    assert.match(text, /\*\*Gone\*\*\n\n- `thread-leak in main \(counter\.c\)`/);
  });

  test("is not broken by pipes and backticks of the program", () => {
    const finding = { ...samples.race, why: "a | b ``` c" };
    const text = formatJobSummary(reportOf({ ...samples.racy, findings: [finding] }), options);
    assert.match(text, /^\| ````data race on 'counter': a \\\| b ``` c\.```` \| /m);
    assert.match(text, /^````\n={18}\n[\s\S]*\n````\n/m);
  });
});
