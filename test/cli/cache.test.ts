/** The cache saves time and never changes what comes out. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, PROGRAMS, runTool, SCRATCH } from "./tool.ts";

const RACE = readFileSync(join(PROGRAMS, "races", "write-write.c"), "utf8");
const folder = folderWith("cached", { "race.c": RACE, "other.c": RACE.replaceAll("x", "y") });
const runIn = (cache: string, ...args: readonly string[]) =>
  runTool(["run", ...args], { folder, environment: { ANTECEDE_CACHE: cache } });

test("two processes at once may fill an empty cache", async () => {
  const cache = join(SCRATCH, "shared");
  const [first, second] = await Promise.all([runIn(cache, "race.c"), runIn(cache, "race.c")]);
  assert.equal(first.code, 66);
  assert.deepEqual(second, first);
  assert.deepEqual(await runIn(cache, "race.c"), first);
  const left = readdirSync(cache).filter((name) => name.endsWith(".tmp"));
  assert.deepEqual(left, []);
});

test("a change to a source or to a header is seen", async () => {
  const cache = join(SCRATCH, "shared");
  const where = folderWith("changed", {
    "main.c": '#include "value.h"\nint main(void) { return VALUE; }\n',
    "value.h": "#define VALUE 3\n",
  });
  const run = async () =>
    (
      await runTool(["run", "main.c"], {
        folder: where,
        environment: { ANTECEDE_CACHE: cache },
      })
    ).code;
  assert.equal(await run(), 3);
  writeFileSync(join(where, "value.h"), "#define VALUE 4\n");
  assert.equal(await run(), 4);
});

test("--no-cache keeps nothing", async () => {
  const cache = join(SCRATCH, "unused");
  const { code } = await runIn(cache, "--no-cache", "race.c");
  assert.equal(code, 66);
  assert.ok(!existsSync(cache));
});

test("a cache that can't be written costs time only", async () => {
  // Below a file there is no folder, whoever asks.
  const cache = join(folder, "race.c", "cache");
  const { code, stderr } = await runIn(cache, "other.c");
  assert.equal(code, 66);
  assert.match(stderr, /Location is global 'y'/);
  assert.match(stderr, /\(seed 1, \d+ steps, judged as written\)\n$/);
});
