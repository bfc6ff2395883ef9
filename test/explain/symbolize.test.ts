import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Stack } from "../../src/detector/finding.ts";
import {
  parseWasmStack,
  type RunTool,
  SymbolCache,
  Symbolizer,
  type WasmFrame,
} from "../../src/explain/symbolize.ts";
import { close, tool } from "../../src/toolchain/client.ts";
import { compile, traces } from "./wasm-program.ts";

after(close);

/** Each call's line and column is in its name: that is what a trace must give. */
const SOURCE = `
__attribute__((import_module("env"), import_name("probe"))) void probe(void);
int counter;
static inline __attribute__((always_inline)) void inner(int x) {
    counter += x; probe();
    counter++;
}
static inline __attribute__((always_inline)) void middle(int x) {
    inner(x + 1);
    inner(x + 2);
}
__attribute__((noinline)) void outer(int x) {
    middle(x);
    counter--;
}
void run(int x) {
    outer(x);
    counter /= x;
}
`.slice(1);

const lines = (stack: Stack) =>
  stack.map((frame) => `${frame.function}:${frame.line}:${frame.column}`);

const refuse: RunTool = async () => {
  throw new Error("LLVM was asked");
};

test("a main with arguments, which clang names otherwise for WebAssembly, is main", async () => {
  const source = `
__attribute__((import_module("env"), import_name("probe"))) void probe(void);
int main(int count, char **values) { probe(); return count; }
void run(int x) { main(x, 0); }
`.slice(1);
  const wasm = await compile({ "a.c": source }, ["-g", "-O0"]);
  const [trace = ""] = await traces(wasm);
  const [stack = []] = await new Symbolizer(wasm).stacks([parseWasmStack(trace)]);
  assert.deepEqual(lines(stack), ["main:2:38", "run:3:19"]);
});

for (const level of ["-O0", "-O1", "-O2", "-O3"]) {
  test(`at ${level}, every frame has the line of its call, inlined or not`, async () => {
    const wasm = await compile({ "src/a.c": SOURCE }, ["-g", level]);
    const stacks = await new Symbolizer(wasm).stacks(
      (await traces(wasm)).map((trace) => parseWasmStack(trace)),
    );
    assert.deepEqual(stacks.map(lines), [
      ["inner:4:19", "middle:8:5", "outer:12:5", "run:16:5"],
      ["inner:4:19", "middle:9:5", "outer:12:5", "run:16:5"],
    ]);
    for (const stack of stacks) {
      assert.deepEqual(
        stack.map(({ inlined }) => inlined),
        [true, true, false, false],
      );
      assert.deepEqual(new Set(stack.map(({ file }) => file)), new Set(["src/a.c"]));
    }
  });

  test(`at ${level}, a trap has the line of what trapped`, async () => {
    const wasm = await compile({ "a.c": SOURCE }, ["-g", level]);
    const trace = (await traces(wasm, 0)).at(-1) ?? "";
    const stack = await new Symbolizer(wasm).stack(parseWasmStack(trace));
    assert.deepEqual(lines(stack), ["run:17:13"]);
  });
}

test("frames of functions that are not the user's are left out", async () => {
  const wasm = await compile({ "a.c": SOURCE }, ["-g", "-O2"]);
  const frames = parseWasmStack((await traces(wasm))[0] ?? "");
  const outer = frames[0]?.functionIndex ?? 0;
  const keep = async (from: number, to: number) =>
    lines(
      await new Symbolizer(wasm, {
        original: (frame) =>
          frame.functionIndex >= from && frame.functionIndex < to ? frame : undefined,
      }).stack(frames),
    ).length;
  assert.equal(await keep(outer, outer + 1), 3);
  assert.equal(await keep(outer + 1, outer + 2), 1);
  assert.equal(await keep(outer + 2, outer + 9), 0);
});

test("file names and offsets are mapped as the caller wants", async () => {
  const wasm = await compile({ "a.c": SOURCE }, ["-g"]);
  const frames = parseWasmStack((await traces(wasm))[0] ?? "");
  const stack = await new Symbolizer(wasm, {
    mapFile: (file) => `../${file}`,
    original: (frame: WasmFrame) => ({ ...frame, offset: frame.offset - 1000 }),
  }).stack(frames.map((frame) => ({ ...frame, offset: frame.offset + 1000 })));
  assert.deepEqual(lines(stack)[0], "inner:4:19");
  assert.equal(stack[0]?.file, "../a.c");
});

test("without debug info, names come from the name section and LLVM is not asked", async () => {
  const wasm = await compile({ "a.c": SOURCE }, ["-O2"]);
  const frames = parseWasmStack((await traces(wasm))[0] ?? "");
  const stack = await new Symbolizer(wasm, { run: refuse }).stack(frames);
  assert.deepEqual(stack, [
    { function: "outer", inlined: false },
    { function: "run", inlined: false },
  ]);
  const stripped = await compile({ "a.c": SOURCE }, ["-O2", "-Wl,--strip-all"]);
  const [first] = await new Symbolizer(stripped, { run: refuse }).stack(frames);
  assert.equal(first?.function, `wasm-function[${frames[0]?.functionIndex}]`);
});

test("many offsets are asked for in few calls, and each once", async () => {
  const wasm = await compile({ "a.c": SOURCE }, ["-g"]);
  const [frame] = parseWasmStack((await traces(wasm))[0] ?? "");
  assert.ok(frame);
  let calls = 0;
  const run: RunTool = (name, args, files) => {
    calls++;
    return tool(name, args, files);
  };
  const symbolizer = new Symbolizer(wasm, { run });
  const many = Array.from({ length: 700 }, (_, n) => ({ ...frame, offset: frame.offset + n }));
  const stack = await symbolizer.stack([...many, ...many]);
  // Two for the offsets themselves, six to look for code before those that none describes.
  assert.equal(calls, 8);
  assert.equal(lines(stack)[0], "inner:4:19");
  await symbolizer.stack(many);
  assert.equal(calls, 8);
});

test("with a warm cache LLVM is not asked; another build's cache is not used", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "antecede-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "program.symbols.json");
  const wasm = await compile({ "a.c": SOURCE }, ["-g", "-O2"]);
  const frames = parseWasmStack((await traces(wasm))[0] ?? "");
  const cold = await new Symbolizer(wasm, { cache: new SymbolCache(path, wasm) }).stack(frames);
  const bytes = readFileSync(path, "utf8");
  const warm = new Symbolizer(wasm, { cache: new SymbolCache(path, wasm), run: refuse });
  assert.deepEqual(await warm.stack(frames), cold);
  assert.equal(readFileSync(path, "utf8"), bytes);
  assert.deepEqual(readdirSync(folder), ["program.symbols.json"]);

  const other = await compile({ "a.c": SOURCE }, ["-g", "-O0"]);
  const miss = new Symbolizer(other, { cache: new SymbolCache(path, other), run: refuse });
  await assert.rejects(miss.stack(frames), /LLVM was asked/);
  writeFileSync(path, "{");
  assert.equal(new SymbolCache(path, wasm).get(frames[0]?.offset ?? 0), undefined);
});

test("two caches that save one after the other keep what both found", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "antecede-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "symbols.json");
  const wasm = new Uint8Array(8);
  const [one, two] = [new SymbolCache(path, wasm), new SymbolCache(path, wasm)];
  one.set(1, [{ function: "one", inlined: false }]);
  two.set(2, [{ function: "two", inlined: false }]);
  one.save();
  two.save();
  const both = new SymbolCache(path, wasm);
  assert.equal(both.get(1)?.[0]?.function, "one");
  assert.equal(both.get(2)?.[0]?.function, "two");
});

test("a cache that can't be written does not end the run", () => {
  const cache = new SymbolCache(join(tmpdir(), "antecede-no-such-folder", "x"), new Uint8Array());
  cache.set(1, []);
  cache.save();
});

test("a failing symbolizer is an error, and nothing is cached", async () => {
  const wasm = await compile({ "a.c": SOURCE }, ["-g"]);
  const frames = parseWasmStack((await traces(wasm))[0] ?? "");
  const run: RunTool = async () => ({ ok: true, stdout: "", diagnostics: "no" });
  await assert.rejects(new Symbolizer(wasm, { run }).stack(frames), /llvm-symbolizer failed: no/);
});

const TRACE = `Error: at x (wasm://wasm/0badc0de:wasm-function[9]:0x9)
    at probe (file:///run.mjs:7:76)
    at wasm://wasm/5e1f00d5:wasm-function[3]:0x10
    at out.middle (wasm://wasm/out-1e9ac416:wasm-function[8]:0x306)
    at out.core::ops::<impl Fn(A) for B> (x) (wasm://wasm/out-1e9ac416:wasm-function[7]:0x244)
    at async out.thread (wasm://wasm/out-1e9ac416:wasm-function[12]:0x1b7)
    at Object.start (node:wasi:1:1)`;

test("the frames of WebAssembly are taken from a trace", () => {
  const trace = TRACE.slice(TRACE.indexOf("\n"));
  assert.deepEqual(parseWasmStack(trace), [
    { functionIndex: 3, offset: 0x10 },
    { functionIndex: 8, offset: 0x306 },
    { functionIndex: 7, offset: 0x244 },
    { functionIndex: 12, offset: 0x1b7 },
  ]);
});

test("a message that looks like a frame is not one", () => {
  assert.equal(parseWasmStack(TRACE).length, 4);
});
