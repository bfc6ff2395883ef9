/** Rust from the command line: files, crates of cargo's, mixed programs, and what is missing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { defaultCacheFolder } from "../../src/toolchain/cache-folder.ts";
import { standardLibrary } from "../../src/toolchain/rust/standard-library.ts";
import { findRust } from "../../src/toolchain/rust/toolchain.ts";
import { noRust } from "../programs/rust-toolchain.ts";
import { type Ended, folderWith, runTool } from "./tool.ts";

/** The standard library is built once for all test files. */
const environment = { ANTECEDE_CACHE: defaultCacheFolder(process.env) };

const folder = folderWith("rust", {
  "mixed.rs": `unsafe extern "C" {
    fn bump();
}
fn main() {
    let other = std::thread::spawn(|| unsafe { bump() });
    unsafe { bump() };
    other.join().unwrap();
}
`,
  "bump.c": "int count;\nvoid bump(void) { count++; }\n",
  "thrown.rs": `unsafe extern "C" {
    fn caught() -> i32;
}
fn main() {
    let panicked = std::panic::catch_unwind(|| panic!("unwinds")).is_err();
    println!("{panicked} {}", unsafe { caught() });
}
`,
  "thrown.cc": `#include <stdexcept>
extern "C" int caught() {
    try { throw std::runtime_error("thrown"); } catch (const std::exception &) { return 7; }
}
`,
  "wrong.rs": 'fn main() { let x: i32 = "text"; }\n',
  "old.rs": 'fn main() { let async = 1; println!("{}", async); }\n',
  "overflow.rs": 'fn main() { let n = std::env::args().count() as u8; println!("{}", n + 255); }\n',
  "crate/Cargo.toml": `[package]
name = "orders"
version = "0.1.0"
edition = "2021"
[workspace]
`,
  "crate/src/lib.rs": `use std::sync::atomic::{AtomicU32, Ordering};
static FLAG: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;
/// \`\`\`
/// orders::send(std::sync::atomic::Ordering::Release);
/// \`\`\`
pub fn send(order: Ordering) {
    unsafe { DATA = 1 };
    FLAG.store(1, order);
}
pub fn receive(order: Ordering) -> u32 {
    while FLAG.load(order) == 0 {
        std::thread::yield_now();
    }
    unsafe { DATA }
}
#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering::*;
    fn pass(store: Ordering, load: Ordering) {
        let sender = std::thread::spawn(move || send(store));
        assert_eq!(receive(load), 1);
        sender.join().unwrap();
    }
    #[test]
    fn relaxed() {
        pass(Relaxed, Relaxed);
    }
    #[test]
    fn ordered() {
        pass(Release, Acquire);
    }
    #[test]
    fn fails() {
        println!("said before");
        send(Relaxed);
        assert_eq!(receive(Relaxed), 2);
    }
    #[test]
    #[should_panic]
    fn panics() {
        panic!("expected");
    }
    #[test]
    #[should_panic]
    fn does_not_panic() {}
    #[test]
    #[ignore]
    fn ignored() {}
}
`,
  "crate/src/main.rs": `fn main() {
    println!("{:?}", std::env::args().skip(1).collect::<Vec<_>>());
}
`,
  "crate/tests/outside.rs": `#[test]
fn runs_in_the_package() {
    assert!(std::fs::exists("Cargo.toml").unwrap());
}
`,
});

const crate = join(folder, "crate");
const run = (args: readonly string[]): Promise<Ended> =>
  runTool(["run", ...args], { folder, environment });
const cargo = (args: readonly string[]): Promise<Ended> =>
  runTool(["cargo", ...args], { folder: crate, environment });

before(async () => {
  if (noRust) return;
  await standardLibrary(findRust(process.env), "unwind", environment.ANTECEDE_CACHE, () => {});
});

describe("a Rust source", { skip: noRust }, () => {
  test("is judged as one with C", async () => {
    const { code, stderr } = await run(["mixed.rs", "bump.c"]);
    assert.equal(code, 66);
    assert.match(stderr, /#0 bump bump\.c:2:\d+\n {4}#1 mixed::main::\{closure#0\} mixed\.rs:5:/);
    assert.match(stderr, /See it again: antecede run mixed\.rs bump\.c --seed 1/);
  });

  test("panics beside exceptions of C++", async () => {
    const { code, stdout } = await run(["thrown.rs", "thrown.cc"]);
    assert.deepEqual([code, stdout], [0, "true 7\n"]);
  });

  test("that is wrong is an error of the compiler's", async () => {
    const { code, stderr } = await run(["wrong.rs"]);
    assert.equal(code, 3);
    assert.match(stderr, /error\[E0308\]: mismatched types\n --> wrong\.rs:1:/);
  });

  test("has the edition that is asked for", async () => {
    assert.equal((await run(["old.rs"])).code, 3);
    assert.deepEqual((await run(["--edition", "2015", "old.rs"])).stdout, "1\n");
  });

  test("has the checks of a debug build unless it is judged as compiled", async () => {
    assert.equal((await run(["overflow.rs"])).code, 101);
    const { code, stdout } = await run(["-O2", "overflow.rs"]);
    assert.deepEqual([code, stdout], [0, "0\n"]);
  });

  test("shows the standard library's frames with -v", async () => {
    const { stderr } = await run(["-v", "mixed.rs", "bump.c"]);
    assert.match(stderr, /#\d+ std::thread::.* \/rust\/library\/std\/src\/thread\//);
  });
});

test("without Rust it is said what is missing, and how to get it", async () => {
  const absent = { ...environment, ANTECEDE_RUSTC: join(folder, "absent") };
  const { code, stderr } = await runTool(["run", "old.rs"], { folder, environment: absent });
  assert.equal(code, 2);
  assert.match(stderr, /no Rust that can be used: .*absent can't be run/);
  assert.match(
    stderr,
    /rustup toolchain install stable --component rust-src.*apt-get install .*rustc-web/,
  );
});

describe("antecede cargo", { skip: noRust }, () => {
  // Cargo's folder of a crate is locked: one after the other.
  let tested: Ended;
  before(async () => {
    tested = await cargo(["test"]);
  });
  test("run builds and runs the crate's program", async () => {
    const { code, stdout } = await cargo(["run", "--quiet", "--", "one", "two words"]);
    assert.deepEqual([code, stdout], [0, '["one", "two words"]\n']);
  });

  test("test runs each test by itself and says what each shows", () => {
    assert.equal(tested.code, 66);
    const lines = tested.stdout.split("\n").filter((line) => / \.\.\. /.test(line));
    assert.deepEqual(lines.filter((line) => !line.includes("FAILED")).sort(), [
      "test runs_in_the_package ... ok",
      "test tests::ignored ... ignored",
      "test tests::ordered ... ok",
      "test tests::panics ... ok",
    ]);
    assert.ok(lines.includes("test tests::relaxed ... FAILED (data-race)"));
    assert.ok(lines.includes("test tests::does_not_panic ... FAILED"));
    assert.match(tested.stdout, /test tests::fails \.\.\. FAILED\n(?:.*\n)*said before/);
    assert.match(tested.stdout, /3 passed; 3 failed \(1 with findings\); 1 ignored/);
    assert.match(tested.stderr, /1 data race in orders: tests::relaxed \(seed 1/);
  });

  test("test shows a finding again by the command that the report gives", async () => {
    const again = /See it again: antecede cargo (test .*)/.exec(tested.stderr)?.[1] ?? "";
    const { code, stdout } = await cargo(again.split(" "));
    assert.equal(code, 66);
    assert.match(stdout, /running 1 test of orders\ntest tests::relaxed/);
  });

  test("test takes filters and many seeds", async () => {
    const { code, stdout } = await cargo(["test", "ordered", "--many-seeds", "1..20"]);
    assert.equal(code, 0);
    assert.match(stdout, /running 1 test of orders\ntest tests::ordered \.\.\. ok/);
  });

  test("test gives one document of all tests, each run under its test's name", async () => {
    const { code, stdout, stderr } = await cargo([
      "test",
      "--quiet",
      "--json",
      "ordered",
      "relaxed",
    ]);
    assert.equal(code, 66);
    assert.match(stdout, /test tests::relaxed \.\.\. FAILED \(data-race\)/);
    const { runs } = JSON.parse(stderr) as { runs: { program: string; findings: unknown[] }[] };
    assert.deepEqual(
      runs.map(({ program, findings }) => [program, findings.length]),
      [
        ["orders: tests::ordered", 0],
        ["orders: tests::relaxed", 1],
      ],
    );
  });

  test("test says that documentation tests are not run", () => {
    assert.match(
      tested.stdout,
      /documentation tests of orders are not run: `cargo test --doc` does/,
    );
  });

  test("test has no formats that hold one program's runs only", async () => {
    const { code, stderr } = await cargo(["test", "--format", "sarif"]);
    assert.equal(code, 2);
    assert.match(stderr, /cargo test has no sarif/);
  });

  test("test ends as cargo's does if tests fail without a finding", async () => {
    assert.equal((await cargo(["test", "does_not_panic"])).code, 101);
  });
});
