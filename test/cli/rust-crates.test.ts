/**
 * Crates that others wrote, as dependencies: Debian's librust-*-dev, which are a folder of sources
 * for cargo. Programs over them are in test/crates.
 */
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { defaultCacheFolder } from "../../src/toolchain/cache-folder.ts";
import { standardLibrary } from "../../src/toolchain/rust/standard-library.ts";
import { findRust } from "../../src/toolchain/rust/toolchain.ts";
import { noRust } from "../programs/rust-toolchain.ts";
import { folderWith, runTool } from "./tool.ts";

const REGISTRY = "/usr/share/cargo/registry";
const CRATES = fileURLToPath(new URL("../crates", import.meta.url));
const OWN_CRATE = fileURLToPath(new URL("../../crates/antecede", import.meta.url));
const SEEDS = process.env.ANTECEDE_SEEDS ?? "50";

const environment = { ANTECEDE_CACHE: defaultCacheFolder(process.env) };
const folder = folderWith("rust-crates", {});

before(async () => {
  if (noRust) return;
  await standardLibrary(findRust(process.env), "unwind", environment.ANTECEDE_CACHE, () => {});
  cpSync(CRATES, folder, { recursive: true });
  cpSync(OWN_CRATE, join(folder, "antecede"), { recursive: true });
  mkdirSync(join(folder, ".cargo"));
  writeFileSync(
    join(folder, ".cargo", "config.toml"),
    `source.crates-io.replace-with = "debian"\nsource.debian.directory = "${REGISTRY}"\n`,
  );
});

/** The reason to skip: no Rust, or no such crates. */
function without(...crates: readonly string[]): string | false {
  if (noRust) return noRust;
  const missing = crates.filter((name) => !existsSync(join("/usr/share/doc", packageOf(name))));
  return missing.length > 0 && `needs Debian's ${missing.map(packageOf).join(", ")}`;
}

function packageOf(crate: string): string {
  return `librust-${crate}-dev`;
}

/** What each prints, whatever the schedule. */
const CLEAN: Readonly<Record<string, string>> = {
  "channel-ping-pong": "20 20 20 \n",
  "channel-select": "200\n",
  "deque-stealing": "1128\n1128\n",
  "epoch-list": "7140\n",
  queues: "6320\n",
  utilities: "[0, 1, 2]\n[7, 1, 2]\n18\n",
  "atomic-cell-lock-free": "42\n20\n",
};

const parts = ["utils", "epoch", "deque", "queue", "channel"].map((part) => `crossbeam-${part}`);

describe("crossbeam", { skip: without(...parts) }, () => {
  const cargo = (...args: readonly string[]) =>
    runTool(["cargo", "run", "--quiet", ...args], {
      folder: join(folder, "crossbeam"),
      environment,
    });

  for (const [name, printed] of Object.entries(CLEAN)) {
    test(`${name} is clean under ${SEEDS} seeds`, async () => {
      const once = await cargo("--bin", name);
      assert.deepEqual([once.code, once.stdout], [0, printed], once.stderr);
      const many = await cargo("--bin", name, "--many-seeds", `1..${SEEDS}`);
      assert.equal(many.code, 0, many.stderr);
    });
  }

  // The read of a sequence lock is no atomic one: a data race by the standard, as its source says.
  test("an AtomicCell that has no atomic of its size races, in its optimistic read", async () => {
    const { code, stderr } = await cargo("--bin", "atomic-cell-seqlock", "--keep-going");
    assert.equal(code, 66);
    const places = stderr.matchAll(/^ {4}#0 (\S+)/gm);
    for (const [, place] of places) {
      assert.match(place ?? "", /atomic_cell::atomic_(load|store)|atomic_cell_seqlock::main/);
    }
    assert.match(stderr, /atomic_load::<\[usize; 4\]> crossbeam-utils-\S+\/atomic_cell\.rs/);
  });
});

const OTHERS: Readonly<Record<string, string>> = {
  rayon: "39800 0 3\n",
  rayon_join: "Hello World!\n",
  spin: "6 4\n",
  once_cell: "[5, 5, 5]\n",
};

describe("other crates", { skip: without("rayon", "spin", "once-cell", "arc-swap") }, () => {
  const cargo = (...args: readonly string[]) =>
    runTool(["cargo", "run", "--quiet", "--bin", ...args], {
      folder: join(folder, "others"),
      environment,
    });

  for (const [name, printed] of Object.entries(OTHERS)) {
    test(`${name} is clean under ${SEEDS} seeds`, async () => {
      const once = await cargo(name);
      assert.deepEqual([once.code, once.stdout], [0, printed], once.stderr);
      assert.equal((await cargo(name, "--many-seeds", `1..${SEEDS}`)).code, 0);
    });
  }

  // Not under each: a half that nobody steals is run after the other by the same thread.
  test("the halves of a join race if one is stolen and the flag is relaxed", async () => {
    const { code, stderr } = await cargo("rayon_join", "--many-seeds", "1..50", "--", "relaxed");
    assert.equal(code, 66);
    assert.match(stderr, /Location is global 'DATA'/);
  });

  // docs/rust.md says why that is right; a later version may have mended it.
  test("arc-swap 1.5 frees what is read, if it looks for loans by a stale value", async () => {
    const { code, stderr } = await cargo("arc_swap", "--many-seeds", "1..100");
    assert.equal(code, 66);
    assert.match(stderr, /Weak memory: needed/);
  });
});

describe("the crate antecede", { skip: noRust }, () => {
  const cargo = (...args: readonly string[]) =>
    runTool(["cargo", ...args, "--quiet"], { folder: join(folder, "antecede"), environment });

  test("does what its tests say", async () => {
    const { code, stdout } = await cargo("test");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /8 passed; 0 failed \(0 with findings\); 1 ignored/);
  });

  test("fails a run without the race that is expected", async () => {
    const { code, stdout } = await cargo("test", "does_not_come", "--", "--ignored");
    assert.equal(code, 66);
    assert.match(stdout, /FAILED \(missing-race\)/);
  });

  test("makes a lock of its own known to locksets", async () => {
    const { code, stdout } = await cargo("run", "--example", "own_lock", "--detector", "hybrid");
    assert.deepEqual([code, stdout], [0, "30\n"]);
  });
});

describe("C and C++ that build scripts compile", { skip: without("cc") }, () => {
  const options = { folder: join(folder, "mixed"), environment };

  test("are judged as one with Rust", async () => {
    const { code, stdout, stderr } = await runTool(["cargo", "run", "--quiet"], options);
    assert.equal(code, 66, stderr);
    assert.equal(stdout, "7 1\n");
    assert.match(stderr, /#0 counter_bump counter\/src\/counter\.c:\d+:\d+\n {4}#1 counter::bump /);
    assert.match(stderr, /Location is global 'count'/);
    assert.match(stderr, /\d+ \| void counter_bump\(void\) \{ count\+\+; \}/);
  });

  test("order what their locks order", async () => {
    const { code, stdout } = await runTool(["cargo", "test", "--quiet", "-p", "counter"], options);
    assert.equal(code, 0);
    assert.match(stdout, /is_ordered_by_the_lock_of_c \.\.\. ok/);
  });
});
