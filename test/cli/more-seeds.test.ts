/** Without `--seed`, a short program that shows nothing is run with more seeds. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { defaultCacheFolder } from "../../src/toolchain/cache-folder.ts";
import { noRust } from "../programs/rust-toolchain.ts";
import { folderWith, runTool } from "./tool.ts";

/** Store buffering: both loads may read 0, if neither thread sees the other's store. */
const BUFFERING = `#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int x, y;
static int left, right;

static void *first(void *unused)
{
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    left = atomic_load_explicit(&y, memory_order_relaxed);
    return unused;
}

int main(void)
{
    char line[80] = "";
    while (fgets(line, sizeof line, stdin)) printf("read %s", line);
    pthread_t t;
    pthread_create(&t, NULL, first, NULL);
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    right = atomic_load_explicit(&x, memory_order_relaxed);
    pthread_join(t, NULL);
    END
    return 0;
}
`;

const folder = folderWith("more-seeds", {
  "assertion.c": BUFFERING.replace("END", "assert(left || right);"),
  // The last line is an end that only some schedules see.
  "input.c": BUFFERING.replace("END", "assert(line[0] == 'b' && \"end\"); assert(left || right);"),
  "noise.c": BUFFERING.replace("static void *first", "static void noise(void);\n$&")
    .replace("left = ", "noise();\n    $&")
    .replace("right = ", "noise();\n    $&")
    .replace("END", "assert(left || right);")
    .concat("static int made;\nstatic void noise(void) { made++; }\n"),
  "noise.supp": "race:noise\n",
  "code.c": BUFFERING.replace("END", "if (!left && !right) return 7;"),
  "right.c": BUFFERING.replace(/relaxed/g, "seq_cst").replace("END", "assert(left || right);"),
  "writes.c": BUFFERING.replace(
    "END",
    'fclose(fopen("made", "w")); printf("%d\\n", left || right); assert(left || right);',
  ),
  "long.c": BUFFERING.replace(
    "END",
    "for (volatile int i = 0; i < 600000; i++) {} assert(left || right);",
  ),
  "panic.rs": `use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
static X: AtomicUsize = AtomicUsize::new(0);
static Y: AtomicUsize = AtomicUsize::new(0);
fn main() {
    let thread = std::thread::spawn(|| {
        X.store(1, Relaxed);
        Y.load(Relaxed)
    });
    Y.store(1, Relaxed);
    let right = X.load(Relaxed);
    assert!(thread.join().unwrap() + right > 0);
}
`,
});
const run = (...args: readonly string[]) => runTool(["run", ...args], { folder });

describe("a short program that shows nothing with seed 1", () => {
  test("is run until a seed shows something, which is reported as of a search", async () => {
    const { code, stderr } = await run("assertion.c");
    assert.equal(code, 134);
    const seed = Number(/--seed (\d+)$/m.exec(stderr)?.[1]);
    assert.ok(seed > 1, stderr);
    assert.match(stderr, new RegExp(`Seen with 1 of ${seed} seeds\\.`));
    const searched = await run("--many-seeds", `1..${seed}`, "assertion.c");
    assert.equal(stderr, searched.stderr);
  });

  test("is what it was under the seed that is named, and under seed 1", async () => {
    const { stderr } = await run("assertion.c");
    const again = /^ {2}See it again: antecede run (.*)$/m.exec(stderr)?.[1] ?? "";
    assert.equal((await run(...again.split(" "))).code, 134);
    assert.deepEqual(await run("--seed", "1", "assertion.c"), {
      ...{ code: 0, signal: null, stdout: "", stderr: "" },
    });
  });

  test("that is right shows nothing with any, and says nothing", async () => {
    assert.deepEqual(await run("right.c"), { code: 0, signal: null, stdout: "", stderr: "" });
  });

  test("prints what the first run does, and always reads the same input", async () => {
    const given = { folder, stdin: "a\nb\n" };
    const { code, stdout, stderr } = await runTool(["run", "input.c"], given);
    assert.equal(code, 134);
    assert.equal(stdout, "read a\nread b\n");
    assert.match(stderr, /Assertion failed: left \|\| right/);
  });

  test("has its exit code: another one is no news", async () => {
    assert.equal((await run("code.c")).code, 0);
    const searched = await run("--many-seeds", "1..100", "code.c");
    assert.equal(searched.code, 7);
    assert.match(
      searched.stderr,
      /^antecede: exit code 7 in code\.c \(100 seeds, .*\)\n {2}See it again: .* --seed \d+\n$/,
    );
  });

  test("is not run again where it may write files", async () => {
    const { code, stdout } = await run("--dir-rw", "writes.c");
    assert.deepEqual([code, stdout], [0, "1\n"]);
    assert.ok(existsSync(join(folder, "made")));
  });

  test("is run on if what it shows is suppressed", async () => {
    const { code, stderr } = await run("--suppressions=noise.supp", "noise.c");
    assert.equal(code, 134);
    assert.match(stderr, /assertion failed, 1 suppressed/);
    assert.equal((await run("--seed", "1", "noise.c")).code, 66);
  });

  test("a Rust panic counts, and is printed", { skip: noRust }, async () => {
    // The standard library is built once for all test files.
    const environment = { ANTECEDE_CACHE: defaultCacheFolder(process.env) };
    const { code, stderr } = await runTool(["run", "panic.rs"], { folder, environment });
    assert.equal(code, 101);
    assert.match(stderr, /panicked at panic\.rs:11/);
    assert.match(stderr, /antecede: exit code 101 in panic\.rs \(\d+ seeds, /);
  });
});

test("a long program is run once", async () => {
  assert.equal((await run("long.c")).code, 0);
});
