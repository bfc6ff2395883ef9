import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { idle, withoutCounters } from "../../bench/plain-wasm.ts";
import { readAsset } from "../../src/assets.ts";
import { openModule, SECTION } from "../../src/toolchain/wasm-binary.ts";

describe("the engine without detection", () => {
  const engine = readAsset("engine.wasm");
  const without = new Uint8Array(idle(engine));

  test("is a valid module with the same exports", () => {
    assert.ok(WebAssembly.validate(without));
    const names = (bytes: Uint8Array<ArrayBuffer>) =>
      WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
    assert.deepEqual(names(without), names(engine));
  });

  test("does nothing where only books are kept, and schedules as before", () => {
    const sizeOf = (bytes: Uint8Array, name: string): number => {
      const module = openModule(bytes);
      const wanted = (module.exports.get(name)?.index ?? 0) - module.imports.length;
      const reader = module.reader(SECTION.code);
      const count = reader?.u32() ?? 0;
      for (let index = 0; reader && index < count; index++) {
        const size = reader.u32();
        if (index === wanted) return size;
        reader.at += size;
      }
      return 0;
    };
    for (const name of ["acquire_lock", "release_store", "lock_acquired", "allocate", "write8"]) {
      assert.ok(sizeOf(engine, name) > 2, name);
      assert.equal(sizeOf(without, name), 2, name);
    }
    for (const name of ["point", "quantum", "grant", "start", "join"]) {
      assert.equal(sizeOf(without, name), sizeOf(engine, name), name);
    }
  });
});

test("a linked program without counters has its boundary before all functions", () => {
  // An export section with one function, 300, named as the boundary is.
  const name = [...Buffer.from("antecede_boundary")];
  const section = [1, name.length, ...name, 0, 0xac, 0x02];
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const linked = Uint8Array.from([...header, SECTION.export, section.length, ...section]);
  const changed = withoutCounters(linked);
  assert.equal(changed.length, linked.length);
  assert.equal(openModule(changed).exports.get("antecede_boundary")?.index, 0);
  assert.throws(() => withoutCounters(Uint8Array.from(header)), /no boundary/);
});
