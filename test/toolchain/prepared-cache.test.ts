/** What is taken from the cache is what would have been made. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Cache } from "../../src/toolchain/cache.ts";
import { prepare } from "../../src/toolchain/prepare.ts";
import { preparedFrom } from "../../src/toolchain/prepared-cache.ts";
import { buildProgram } from "../programs/judge.ts";

const folder = mkdtempSync(join(tmpdir(), "antecede-prepared-"));
const cache = new Cache(join(folder, "cache"));
const source = join(folder, "a.c");
writeFileSync(source, "int x; int main(void) { for (int i = 0; i < 9; i++) x += i; return 0; }\n");
// Bundles have it; sources, which can change at any time, keep nothing.
const bundle = globalThis as { ANTECEDE_PREPARATION?: string };

after(() => {
  delete bundle.ANTECEDE_PREPARATION;
  rmSync(folder, { recursive: true });
});

const entries = () => readdirSync(join(folder, "cache")).filter((n) => n.endsWith(".prepared"));

test("a program is prepared once, and is the same the second time", async () => {
  const { linked } = await buildProgram(source);
  bundle.ANTECEDE_PREPARATION = "this code";
  const kept = { cache, key: "a" };
  const { original, ...expected } = prepare(linked, "a.wasm", "happens-before");
  for (const time of ["first", "second"]) {
    const { original: found, ...prepared } = preparedFrom(linked, "a.wasm", "happens-before", kept);
    assert.deepEqual(prepared, expected, time);
    assert.equal(entries().length, 1);
    for (let functionIndex = 0; functionIndex < prepared.shapes.length; functionIndex++) {
      for (const offset of [0, prepared.bytes.length >> 1, prepared.bytes.length - 1]) {
        const place = { functionIndex, offset };
        assert.deepEqual(found(place), original(place));
      }
    }
  }
});

test("another detector, other code and a damaged entry are prepared anew", async () => {
  const { linked } = await buildProgram(source);
  const kept = { cache, key: "a" };
  const bytesOf = (detector: "happens-before" | "hybrid") =>
    preparedFrom(linked, "a.wasm", detector, kept).bytes;
  assert.notDeepEqual(bytesOf("hybrid"), bytesOf("happens-before"));
  assert.equal(entries().length, 2);
  bundle.ANTECEDE_PREPARATION = "other code";
  bytesOf("hybrid");
  assert.equal(entries().length, 3);
  for (const name of entries()) {
    const path = join(folder, "cache", name);
    writeFileSync(path, readFileSync(path).subarray(0, 100));
  }
  assert.deepEqual(bytesOf("hybrid"), prepare(linked, "a.wasm", "hybrid").bytes);
});
