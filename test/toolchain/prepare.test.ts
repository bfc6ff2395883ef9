import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { close } from "../../src/toolchain/client.ts";
import { isUsers, prepare } from "../../src/toolchain/prepare.ts";
import { customSection, openModule, Reader, shapesOf } from "../../src/toolchain/wasm-binary.ts";
import { buildProgram } from "../programs/judge.ts";

const folder = mkdtempSync(join(tmpdir(), "antecede-prepare-"));

after(() => {
  rmSync(folder, { recursive: true, force: true });
  return close();
});

async function built(source: string) {
  const file = join(folder, "program.c");
  writeFileSync(file, source);
  return (await buildProgram(file)).linked;
}

const LOOP = `
  int table[100];
  int main(void) {
    int sum = 0;
    for (int i = 0; i < 100; i++) sum += table[i];
    return sum;
  }
`;

test("the engine answers the hooks: only calls for the host are imported", async () => {
  const linked = await built(LOOP);
  const hooks = openModule(linked).imports.filter(({ name }) => name.startsWith("__tsan_"));
  assert.notEqual(hooks.length, 0);
  const module = new WebAssembly.Module(prepare(linked, "a.wasm", "happens-before").bytes);
  const imports = WebAssembly.Module.imports(module);
  assert.deepEqual([...new Set(imports.map(({ module: from }) => from))].sort(), [
    "antecede",
    "env",
    "host",
    "wasi_snapshot_preview1",
  ]);
  assert.equal(imports.filter(({ name }) => name.startsWith("__tsan_")).length, 0);
  const memories = imports.filter(({ kind }) => kind === "memory").map(({ module: from }) => from);
  assert.deepEqual(memories, ["host", "env"], "the engine's memory comes first");
});

test("a program's function is found again by its index; the engine's is nobody's", async () => {
  const linked = await built(LOOP);
  const prepared = prepare(linked, "a.wasm", "happens-before");
  const before = openModule(linked);
  const merged = openModule(prepared.bytes);
  const boundary = merged.exports.get("antecede_boundary")?.index ?? 0;
  const originalBoundary = before.exports.get("antecede_boundary")?.index ?? 0;
  const found = prepared.original({ functionIndex: boundary - 1, offset: 0 });
  assert.equal(found?.functionIndex, originalBoundary - 1);
  assert.equal(prepared.original({ functionIndex: boundary, offset: 0 }), undefined);
  const engine = merged.exports.get("engine.read4")?.index ?? 0;
  assert.ok(engine >= shapesOf(before).length - before.imports.length);
  assert.equal(prepared.original({ functionIndex: engine, offset: 0 }), undefined);
});

test("shapes go with the functions", async () => {
  const linked = await built(
    "int add(int a, int b) { return a + b; } int main(void) { return 0; }",
  );
  const prepared = prepare(linked, "a.wasm", "happens-before");
  const before = openModule(linked);
  const merged = openModule(prepared.bytes);
  for (const [name, { kind, index }] of before.exports) {
    if (kind !== "function") continue;
    const moved = merged.exports.get(name)?.index ?? 0;
    assert.deepEqual(prepared.shapes[moved], shapesOf(before)[index], name);
  }
});

test("V8 is told to optimize the user's functions with loops, and no others", async () => {
  const linked = await built(`${LOOP} int add(int a, int b) { return a + b; }`);
  const module = openModule(prepare(linked, "a.wasm", "happens-before").bytes);
  const hints = customSection(module, "metadata.code.compilation_priority");
  assert.ok(hints);
  const reader = new Reader(hints, 0);
  const functions = Array.from({ length: reader.u32() }, () => {
    const index = reader.u32();
    // For the whole function two bytes: compiled at once, and optimized at once.
    assert.deepEqual([reader.u32(), reader.u32(), reader.u32(), reader.u32()], [0, 2, 0, 0]);
    return index;
  });
  assert.equal(reader.at, hints.length);
  const { users } = prepare(linked, "a.wasm", "happens-before");
  assert.equal(functions.length, 1);
  assert.ok(functions.every((index) => isUsers(users, index)));
});

test("a module that is cut short is refused", async () => {
  const linked = await built(LOOP);
  assert.throws(
    () => prepare(linked.subarray(0, linked.length >> 1), "half.wasm", "hybrid"),
    /half\.wasm/,
  );
});
