/** `antecede/model`, as others import it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const [, EXAMPLE = ""] =
  /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs/model.md"), "utf8")) ?? [];
const [, PRINTED] = /^\/\/ (.*)$/m.exec(EXAMPLE) ?? [];

const folder = mkdtempSync(join(tmpdir(), "antecede-model-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(ROOT, join(folder, "node_modules", "antecede"), "junction");
after(() => rmSync(folder, { recursive: true }));

function example(text: string): string {
  const file = join(folder, "example.mjs");
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim();
}

test("the document's example prints what the document says", () => {
  assert.equal(example(EXAMPLE), PRINTED);
});

test("with a release store there is no marker", () => {
  assert.equal(example(EXAMPLE.replace(`"relaxed"`, `"release"`)), "undefined by thread undefined");
});

function compiles(text: string): boolean {
  writeFileSync(join(folder, "example.mts"), text);
  const tsc = join(ROOT, "node_modules", ".bin", "tsc");
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
  const types = ["--lib", "es2022,dom", "--types", "", "--ignoreConfig"];
  const options = { cwd: folder, encoding: "utf8" } as const;
  return spawnSync(tsc, [...flags, ...types, "example.mts"], options).status === 0;
}

test("events have the types that the package declares", () => {
  const typed = EXAMPLE.replace("HappensBefore }", "HappensBefore, type DetectorEvent }").replace(
    "const events =",
    "const events: DetectorEvent[] =",
  );
  assert.ok(compiles(typed));
  assert.ok(!compiles(typed.replace("relaxed", "acquire")), "a store can't acquire");
});
