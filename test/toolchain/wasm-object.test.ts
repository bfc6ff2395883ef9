import assert from "node:assert/strict";
import { before, test } from "node:test";
import { commands } from "@yowasp/clang";
import { ObjectError, renameSymbols, shapeOf, symbolsOf } from "../../src/toolchain/wasm-object.ts";

const SOURCE = `
  unsigned long strlen(const char *);
  extern int shared;
  static int hidden(int x) { return x + shared; }
  int (*pointer)(int) = hidden;
  __attribute__((weak)) int soft;
  int measure(const char *s) { return strlen(s) + soft; }
`;

const SILENT = { fetchProgress() {}, stdout() {}, stderr() {} };

let object: Uint8Array;

before(async () => {
  const args = ["--target=wasm32-wasip1", "-O1", "-fno-builtin", "-c", "a.c", "-o", "a.o"];
  await commands.clang(["--version"], {}, SILENT);
  const tree = await commands.clang(args, { "a.c": SOURCE }, SILENT);
  object = tree?.["a.o"] as Uint8Array;
});

test("definitions, references, weak and local symbols are told apart", () => {
  const symbols = new Map(symbolsOf(object).map((symbol) => [symbol.name, symbol]));
  const traits = (name: string) => {
    const { kind, defined, weak, local } = symbols.get(name) ?? assert.fail(`no symbol ${name}`);
    return { kind, defined, weak, local };
  };
  const plain = { weak: false, local: false };
  assert.deepEqual(traits("measure"), { kind: "function", defined: true, ...plain });
  assert.deepEqual(traits("strlen"), { kind: "function", defined: false, ...plain });
  assert.deepEqual(traits("shared"), { kind: "data", defined: false, ...plain });
  assert.deepEqual(traits("soft"), { kind: "data", defined: true, weak: true, local: false });
  assert.deepEqual(traits("hidden"), { kind: "function", defined: true, weak: false, local: true });
});

test("a rename reaches definitions and references, functions and data", () => {
  const renames: Record<string, string> = {
    measure: "a_much_longer_name_than_before",
    strlen: "__real_strlen",
    shared: "s",
  };
  const renamed = renameSymbols(object, ({ name }) => renames[name] ?? name);
  const expected = symbolsOf(object).map((symbol) => ({
    ...symbol,
    name: renames[symbol.name] ?? symbol.name,
  }));
  assert.deepEqual(symbolsOf(renamed), expected);
});

test("a renamed object links, and its calls reach the new names", async () => {
  const renamed = renameSymbols(object, ({ name }) => (name === "strlen" ? "count" : name));
  const other = "int shared = 2; int count(const char *s) { return 40 + !s; }";
  const flags = ["--target=wasm32-wasip1", "-nostdlib", "-Wl,--no-entry,--export=measure"];
  const tree = await commands.clang(
    [...flags, "a.o", "b.c", "-o", "out.wasm"],
    { "a.o": renamed, "b.c": other },
    SILENT,
  );
  const wasm = await WebAssembly.instantiate(tree?.["out.wasm"] as Uint8Array<ArrayBuffer>);
  const measure = wasm.instance.exports["measure"] as (s: number) => number;
  assert.equal(measure(0), 41);
});

test("an object that keeps its names keeps its symbols", () => {
  const copy = renameSymbols(object, ({ name }) => name);
  assert.deepEqual(symbolsOf(copy), symbolsOf(object));
});

test("the shape of a function counts its parameters and results", () => {
  assert.deepEqual(shapeOf(object, "measure"), { parameters: 1, results: 1 });
  assert.equal(shapeOf(object, "strlen"), undefined);
  assert.equal(shapeOf(object, "shared"), undefined);
});

test("a file that is no object is refused", () => {
  assert.throws(() => symbolsOf(Buffer.from("!<arch>\n")), ObjectError);
});
