/** What can't be compiled or run: test/programs/bad-input, through the command line. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { JAVASCRIPT_STACK, PROGRAMS, runTool } from "./tool.ts";

interface Case {
  readonly file: string;
  readonly exit: number;
  readonly stderr?: string;
  readonly why?: string;
}

const FOLDER = join(PROGRAMS, "bad-input");
const cases = JSON.parse(readFileSync(join(FOLDER, "cases.json"), "utf8")) as Case[];

test("every file of the folder has a case", () => {
  const files = readdirSync(FOLDER).filter((name) => name !== "cases.json");
  const missing = files.filter((name) => !cases.some(({ file }) => file === name));
  assert.deepEqual(missing, []);
});

describe("bad input", () => {
  for (const { file, exit, stderr: phrase } of cases) {
    test(`${file}: exit ${exit}`, async () => {
      const { code, stderr } = await runTool(["run", file], { folder: FOLDER });
      assert.equal(code, exit, stderr);
      assert.doesNotMatch(stderr, JAVASCRIPT_STACK);
      if (exit === 0) {
        assert.equal(stderr, "");
        return;
      }
      assert.match(stderr, /^antecede: \S/m);
      if (phrase !== undefined) assert.ok(stderr.includes(phrase), stderr);
      if (exit === 4) assert.match(stderr, /^antecede: unsupported operation: .*not a bug/m);
    });
  }
});
