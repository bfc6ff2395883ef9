/** `antecede doctor`: of an installation that works, and of one that doesn't. */
import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folderWith, JAVASCRIPT_STACK, ROOT, runCopy, runTool, SCRATCH } from "./tool.ts";

interface Diagnosis {
  readonly isWell: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly status: string;
    readonly detail: string;
    readonly mend?: string;
  }[];
}

const statuses = ({ checks }: Diagnosis) =>
  Object.fromEntries(checks.map(({ name, status }) => [name, status]));

/** No rustc is in an empty folder. */
const NO_RUST = { PATH: folderWith("no-rust", {}) };

describe("antecede doctor", () => {
  test("says that all works, and that Rust is absent", async () => {
    const done = await runTool(["doctor", "--json"], { environment: NO_RUST });
    assert.deepEqual([done.code, done.stderr], [0, ""]);
    const diagnosis = JSON.parse(done.stdout) as Diagnosis;
    const { Rust, ...others } = statuses(diagnosis);
    assert.equal(diagnosis.isWell, true);
    assert.deepEqual(new Set(Object.values(others)), new Set(["ok"]));
    assert.equal(Rust, "absent");
    for (const { status, mend } of diagnosis.checks)
      assert.equal(mend === undefined, status === "ok");
  });

  test("names what is broken, what mends it, and ends with 2", async () => {
    // The package, with an engine that is none and a cache that can't be.
    const broken = join(SCRATCH, "broken");
    mkdirSync(join(broken, "bin"), { recursive: true });
    copyFileSync(join(ROOT, "bin", "antecede.mjs"), join(broken, "bin", "antecede.mjs"));
    copyFileSync(join(ROOT, "package.json"), join(broken, "package.json"));
    cpSync(join(ROOT, "dist"), join(broken, "dist"), {
      recursive: true,
      filter: (path) => !path.endsWith(join("dist", "cache")),
    });
    symlinkSync(join(ROOT, "node_modules"), join(broken, "node_modules"));
    writeFileSync(join(broken, "dist", "engine.wasm"), "none");
    const cache = join(folderWith("no-folder", { file: "" }), "file");
    const done = await runCopy(broken, ["doctor"], { environment: { ANTECEDE_CACHE: cache } });
    assert.equal(done.code, 2, done.stderr);
    assert.match(done.stdout, /^FAILED {2}engine .*\n {20,}npm install --force antecede$/m);
    assert.match(done.stdout, /^ok {6}compiler /m);
    assert.match(done.stdout, /^FAILED {2}a race is found /m);
    assert.match(
      done.stdout,
      /^FAILED {2}cache .*\n {20,}make .* writable, or set ANTECEDE_CACHE$/m,
    );
    assert.match(done.stdout, /\n4 of 7 failed\n$/);
    assert.doesNotMatch(done.stdout + done.stderr, JAVASCRIPT_STACK);
    rmSync(broken, { recursive: true });
  });
});
