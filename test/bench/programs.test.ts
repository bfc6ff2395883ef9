import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { BENCH } from "../../bench/measure.ts";
import { PROGRAMS } from "../../bench/programs.ts";

const FOLDER = join(BENCH, "programs");

describe("the programs of the benchmark", () => {
  test("are the files of their folder", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.c$/, ""));
    assert.deepEqual(PROGRAMS.map(({ name }) => name).sort(), files.sort());
  });

  for (const { name, size, smallSize } of PROGRAMS) {
    test(`${name} has its size as its default, and says so`, () => {
      const text = readFileSync(join(FOLDER, `${name}.c`), "utf8");
      const [head = ""] = text.split("#include");
      const said = [...head.matchAll(/default (\d+)/g)].map(([, value]) => value);
      // matmul's number of threads is no size.
      assert.deepEqual(said.slice(0, size.length), size);
      for (const value of size) assert.match(text, new RegExp(`: ${value}[;)]`));
      assert.equal(smallSize.length, size.length);
    });
  }
});
