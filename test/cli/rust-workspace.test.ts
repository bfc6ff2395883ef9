/** `antecede cargo` in a workspace: several programs, tests without libtest, macros, profiles. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { defaultCacheFolder } from "../../src/toolchain/cache-folder.ts";
import { standardLibrary } from "../../src/toolchain/rust/standard-library.ts";
import { findRust } from "../../src/toolchain/rust/toolchain.ts";
import { noRust } from "../programs/rust-toolchain.ts";
import { type Ended, folderWith, JAVASCRIPT_STACK, runTool } from "./tool.ts";

const environment = { ANTECEDE_CACHE: defaultCacheFolder(process.env) };

const folder = folderWith("rust-workspace", {
  "Cargo.toml": `[workspace]
members = ["app", "core", "macros"]
resolver = "2"
[profile.fast]
inherits = "release"
lto = true
strip = true
`,
  "macros/Cargo.toml": `[package]
name = "macros"
version = "0.1.0"
edition = "2021"
[lib]
proc-macro = true
`,
  "macros/src/lib.rs": `#[proc_macro]
pub fn seven(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    "7".parse().unwrap()
}
#[test]
fn is_of_this_machine() {}
`,
  "core/Cargo.toml": `[package]
name = "core-part"
version = "1.2.3"
edition = "2018"
[dependencies]
macros = { path = "../macros" }
[[test]]
name = "bare"
harness = false
`,
  "core/build.rs": `fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    std::fs::write(out + "/made.rs", "pub const MADE: u32 = 35;").unwrap();
}
`,
  "core/src/lib.rs": `/// \`\`\`
/// assert_eq!(core_part::total(), 42);
/// \`\`\`
pub fn total() -> u32 {
    MADE + macros::seven!()
}
include!(concat!(env!("OUT_DIR"), "/made.rs"));
pub static mut COUNT: u32 = 0;
pub fn count() {
    unsafe { COUNT += 1 }
}
`,
  "core/tests/package.rs": `#[test]
fn reads_its_files() {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
}
#[test]
fn knows_its_package() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    assert!(std::fs::exists(std::path::Path::new(&folder).join("build.rs")).unwrap());
    let of = |name| std::env::var(name).unwrap();
    println!("of {} {}", of("CARGO_PKG_NAME"), of("CARGO_PKG_VERSION"));
    assert_eq!(core_part::total(), 42);
}
`,
  "core/tests/bare.rs": `fn main() {
    println!("bare {:?}", std::env::args().skip(1).collect::<Vec<_>>());
    let other = std::thread::spawn(core_part::count);
    core_part::count();
    other.join().unwrap();
}
`,
  "app/Cargo.toml": `[package]
name = "app"
version = "0.1.0"
edition = "2024"
default-run = "second"
[dependencies]
core-part = { path = "../core" }
`,
  "app/src/main.rs": "fn main() {}\n",
  "app/src/bin/second.rs": `fn main() -> Result<(), String> {
    println!("second {}", core_part::total());
    println!("{}", cfg!(debug_assertions));
    Err("it fails".into())
}
`,
});

const cargo = (...args: readonly string[]): Promise<Ended> =>
  runTool(["cargo", ...args], { folder, environment });

describe("antecede cargo in a workspace", { skip: noRust }, () => {
  let tested: Ended;
  before(async () => {
    await standardLibrary(findRust(process.env), "unwind", environment.ANTECEDE_CACHE, () => {});
    tested = await cargo("test", "--quiet", "--", "--show-output");
  });

  test("run takes the program that default-run names", async () => {
    const { code, stdout, stderr } = await cargo("run", "--quiet");
    assert.deepEqual([code, stdout], [1, "second 42\ntrue\n"]);
    assert.match(stderr, /Error: "it fails"/);
  });

  test("run takes a profile, without what would spoil it", async () => {
    const { code, stdout } = await cargo("run", "--quiet", "--profile", "fast");
    assert.deepEqual([code, stdout], [1, "second 42\nfalse\n"]);
  });

  test("test runs a program without libtest as a whole", () => {
    assert.equal(tested.code, 66);
    assert.match(tested.stdout, /running bare, which has no harness\ntest bare \.\.\. FAILED/);
    assert.match(tested.stderr, /#1 bare::main core\/tests\/bare\.rs:4:5/);
    assert.match(tested.stdout, /2 passed; 1 failed \(1 with findings\); 0 ignored/);
  });

  test("test gives programs their package's folder and name", () => {
    assert.match(tested.stdout, /test reads_its_files \.\.\. ok/);
    assert.match(tested.stdout, /test knows_its_package \.\.\. ok\n(?:.*\n)*of core-part 1\.2\.3/);
  });

  test("test says that a macro's own tests are not run", () => {
    assert.match(tested.stdout, /tests of the procedural macro macros are not run: `cargo test -p/);
    assert.doesNotMatch(tested.stderr, JAVASCRIPT_STACK);
  });

  test("test says nothing of documentation tests that cargo would not run either", async () => {
    assert.match(tested.stdout, /documentation tests of core_part are not run/);
    for (const chosen of [
      ["-p", "app"],
      ["--test", "package"],
    ]) {
      const { code, stdout } = await cargo("test", "--quiet", ...chosen);
      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /documentation tests/);
    }
  });

  test("test lists tests, or only builds them", async () => {
    const listed = await cargo("test", "--quiet", "--test", "package", "--", "--list");
    assert.equal(listed.stdout, "knows_its_package: test\nreads_its_files: test\n");
    const built = await cargo("test", "--quiet", "--no-run");
    assert.deepEqual([built.code, built.stdout], [0, ""]);
  });

  test("test without any test to run still writes its document", async () => {
    const json = join(folder, "none.json");
    const args = ["--quiet", "--test", "package", "none", "--json", "--report", `json=${json}`];
    const { code, stderr } = await cargo("test", ...args);
    assert.equal(code, 0);
    const { runs } = JSON.parse(stderr) as { runs: unknown[] };
    assert.deepEqual(runs, []);
    assert.equal(readFileSync(json, "utf8"), stderr);
  });

  test("test says which words can't be used", async () => {
    const doc = await cargo("test", "--doc");
    assert.equal(doc.code, 2);
    assert.match(doc.stderr, /documentation tests have no hooks/);
    const unknown = await cargo("test", "--quiet", "--test", "package", "--", "--none-such");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /tests can't be listed: Unrecognized option: 'none-such'/);
    assert.match((await cargo()).stderr, /cargo: run or test\?/);
  });
});
