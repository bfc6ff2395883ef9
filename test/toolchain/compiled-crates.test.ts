/** When a crate that was compiled before is still what its files make. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { Cache } from "../../src/toolchain/cache.ts";
import { CompiledCrates } from "../../src/toolchain/rust/compiled-crates.ts";

const VARIABLE = "ANTECEDE_TEST_OF_CRATES";
const DEPENDENCIES = `/scratch/linked: main.rs a\\ part.rs

/scratch/dependencies: main.rs a\\ part.rs

main.rs:
a\\ part.rs:

# env-dep:${VARIABLE}=one
`;
const CRATE = { record: Buffer.from("objects"), diagnostics: "warning: unused\n" };

let folder: string;
let cache: Cache;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antecede-crates-"));
  cache = new Cache(join(folder, "cache"));
  writeFileSync(join(folder, "main.rs"), "mod part;");
  writeFileSync(join(folder, "a part.rs"), "");
  process.env[VARIABLE] = "one";
  crates().keep(CRATE, DEPENDENCIES);
});

afterEach(() => {
  delete process.env[VARIABLE];
  rmSync(folder, { recursive: true });
});

function crates(asked = "rustc 1.96"): CompiledCrates {
  return new CompiledCrates(cache, [asked], folder);
}

function found(): string | undefined {
  const crate = crates().find();
  return crate && Buffer.from(crate.record).toString("utf8");
}

test("it is, with what the compiler said, while all is the same", () => {
  assert.equal(found(), "objects");
  assert.equal(crates().find()?.diagnostics, CRATE.diagnostics);
});

test("it is again when a file is what it was", () => {
  writeFileSync(join(folder, "a part.rs"), "fn f() {}");
  assert.equal(found(), undefined);
  writeFileSync(join(folder, "a part.rs"), "");
  assert.equal(found(), "objects");
});

test("it isn't if a file is gone", () => {
  rmSync(join(folder, "a part.rs"));
  assert.equal(found(), undefined);
});

test("it isn't if a variable that it reads has another value, or none", () => {
  process.env[VARIABLE] = "two";
  assert.equal(found(), undefined);
  delete process.env[VARIABLE];
  assert.equal(found(), undefined);
});

test("it isn't if something else was asked for", () => {
  assert.equal(crates("rustc 1.97").find(), undefined);
});

test("a variable that wasn't set is one without a value", () => {
  delete process.env[VARIABLE];
  crates().keep(CRATE, DEPENDENCIES.replace("=one", ""));
  assert.equal(found(), "objects");
  process.env[VARIABLE] = "";
  assert.equal(found(), undefined);
});
