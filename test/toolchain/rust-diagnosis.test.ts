/** What is said of a machine's Rust: what each rustc lacks, and what mends that. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { rustDiagnosis } from "../../src/toolchain/rust/diagnosis.ts";
import { findRust } from "../../src/toolchain/rust/toolchain.ts";

const scratch = mkdtempSync(join(tmpdir(), "antecede-diagnosis-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const windows = process.platform === "win32" && "there is no Rust on Windows";

interface Installed {
  readonly release?: string;
  readonly hasSources?: boolean;
  readonly target?: string;
  readonly hasCargo?: boolean;
}

let count = 0;

/** A rustc of rustup's toolchain `stable`, and a cargo. Returns their folder. */
function installed(what: Installed): string {
  const { release = "1.96.0", hasSources = true, hasCargo = true } = what;
  const { target = "wasm32-wasip1-threads" } = what;
  const root = join(scratch, `${count++}`);
  const sysroot = join(root, "toolchains", "stable");
  const library = join(sysroot, "lib", "rustlib", "src", "rust", "library", "std", "Cargo.toml");
  mkdirSync(join(root, "bin"), { recursive: true });
  if (hasSources) {
    mkdirSync(dirname(library), { recursive: true });
    writeFileSync(library, "");
  }
  const printed = `echo '${sysroot}'; echo '${target}'`;
  const script = `case "$1" in -vV) echo 'release: ${release}';; *) ${printed};; esac`;
  for (const name of hasCargo ? ["rustc", "cargo"] : ["rustc"]) {
    writeFileSync(join(root, "bin", name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(root, "bin", name), 0o755);
  }
  return join(root, "bin");
}

function diagnosis(...folders: readonly string[]) {
  return rustDiagnosis({ PATH: folders.join(":"), ANTECEDE_CACHE: scratch });
}

const CASES: readonly { what: Installed; lacks: RegExp; command: string }[] = [
  {
    what: { release: "1.84.1" },
    lacks: /\(1\.84\.1\) is older than 1\.85/,
    command: "rustup update stable",
  },
  {
    what: { hasSources: false },
    lacks: /has no rust-src/,
    command: "rustup component add rust-src --toolchain stable",
  },
  {
    what: { target: "wasm32-wasip1" },
    lacks: /lacks wasm32-wasip1-threads/,
    command: "apt-get install --no-install-recommends rustc-web rust-web-src cargo-web",
  },
  {
    what: { hasCargo: false },
    lacks: /has no cargo/,
    command: "apt-get install --no-install-recommends rustc-web rust-web-src cargo-web",
  },
];

for (const { what, lacks, command } of CASES) {
  test(`of a rustc that ${lacks.source} is said what mends it`, { skip: windows }, () => {
    const folder = installed(what);
    const { candidates, used, commands } = diagnosis(folder);
    assert.equal(used, undefined);
    assert.match(candidates[0]?.lacks ?? "", lacks);
    assert.deepEqual(commands, [command]);
    assert.throws(() => findRust({ PATH: folder }), lacks);
  });
}

test("the first rustc that lacks nothing is used", { skip: windows }, () => {
  const [bare, whole] = [installed({ hasSources: false }), installed({})];
  const { candidates, used, commands, isLibraryBuilt } = diagnosis(bare, whole);
  assert.equal(candidates.length, 2);
  assert.equal(used?.rustc, join(whole, "rustc"));
  assert.equal(used?.toolchain?.cargo, join(whole, "cargo"));
  assert.deepEqual([commands, isLibraryBuilt], [[], false]);
});

test("without any rustc it is said how to get one", { skip: windows }, () => {
  assert.match(diagnosis(scratch).commands.join("\n"), /^rustup toolchain install .*\napt-get /);
});
