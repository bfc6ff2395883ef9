import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PROGRAMS } from "../../bench/programs.ts";
import { readRequest, SECTIONS, UsageError } from "../../bench/request.ts";

describe("the benchmark's command line", () => {
  test("asks for everything, written beside it, unless it says otherwise", () => {
    const request = readRequest([]);
    assert.deepEqual(request.sections, SECTIONS);
    assert.equal(request.programs, PROGRAMS);
    assert.equal(request.repeat, 3);
    assert.match(request.output ?? "", /bench$/);
  });

  const parts = [["--quick"], ["--only", "tree"], ["--skip", "helgrind"], ["--skip", "seeds"]];
  for (const args of parts) {
    test(`overwrites no results with a part: ${args.join(" ")}`, () => {
      assert.equal(readRequest(args).output, undefined);
      assert.equal(readRequest([...args, "--output", "here"]).output, "here");
    });
  }

  test("is told in the results, without where these go", () => {
    assert.equal(readRequest([]).command, "npm run bench");
    const args = ["--output", "here", "--repeat", "5", "--only", "tree", "--quick"];
    assert.equal(readRequest(args).command, "npm run bench -- --quick --only tree --repeat 5");
  });

  test("names programs, and sections in which they run", () => {
    const one = readRequest(["--only", "tree"]);
    assert.deepEqual(one.sections, ["programs"]);
    assert.deepEqual(
      one.programs.map(({ name }) => name),
      ["tree"],
    );
    const other = readRequest(["--only", "tree,detectors"]);
    assert.deepEqual(other.sections, ["detectors"]);
    assert.equal(other.programs.length, 1);
    assert.equal(readRequest(["--only", "scaling"]).programs, PROGRAMS);
  });

  const mistakes = [
    ["--only", "three"],
    ["--skip", "valgrind"],
    ["--skip", "native"],
    ["--repeat", "0"],
    ["--fast"],
    ["tree"],
  ];
  for (const args of mistakes) {
    test(`refuses ${args.join(" ")}`, () => {
      assert.throws(() => readRequest(args), UsageError);
    });
  }
});
