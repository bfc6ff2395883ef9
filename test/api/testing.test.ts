/** `antecede/testing`, under node:test. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { UsageError } from "../../src/api/index.ts";
import { ExpectationError, expectNoRaces } from "../../src/api/testing.ts";
import { CACHE, EXAMPLES, folderWith } from "../cli/tool.ts";

const HERE = { folder: EXAMPLES, cache: CACHE } as const;

describe("expectNoRaces", () => {
  test("lets a program pass in which nothing is found", async () => {
    const { findings } = await expectNoRaces("message-passing-release-acquire-clean.c", HERE);
    assert.deepEqual(findings, []);
  });

  test("throws an assertion whose message is the report", async () => {
    await assert.rejects(expectNoRaces("message-passing-relaxed-race.c", HERE), (error) => {
      assert.ok(error instanceof ExpectationError && error instanceof assert.AssertionError);
      assert.match(error.message, /^Hello World!$/m);
      assert.match(error.message, /^WARNING: ThreadSanitizer: data race \(pid=1\)$/m);
      assert.match(error.message, /^ {2}Why: /m);
      assert.equal(error.report.findings.length, 1);
      // Where the test is, and nothing of ours.
      const [place = ""] = error.stack?.match(/^ {4}at .*$/m) ?? [];
      assert.match(place, /testing\.test\.ts/);
      return true;
    });
  });

  test("throws at a deadlock, a failure, and another exit code than expected", async () => {
    const folder = folderWith("expectations", {
      "abort.c": "#include <stdlib.h>\nint main(void) { abort(); }\n",
      "three.c": "int main(void) { return 3; }\n",
    });
    const asked = { folder, cache: CACHE };
    await assert.rejects(expectNoRaces("transfer-deadlock.c", HERE), /lock-order-inversion/);
    await assert.rejects(expectNoRaces("abort.c", asked), /ThreadSanitizer: SIGABRT|abort/);
    await assert.rejects(expectNoRaces("three.c", asked), /the program returned 3/);
    await expectNoRaces("three.c", { ...asked, exitCode: 3 });
  });

  test("takes what is known for nothing", async () => {
    const suppressions = folderWith("known", { "list.txt": "race:consumer\n" });
    await expectNoRaces("message-passing-relaxed-race.c", {
      ...HERE,
      suppressions: [`${suppressions}/list.txt`],
    });
  });

  test("throws as a run does where none can be made", async () => {
    await assert.rejects(expectNoRaces("gone.c", HERE), UsageError);
  });
});
