import assert from "node:assert/strict";
import { before, test } from "node:test";
import { commands } from "@yowasp/clang";
import { definesMain, withCallableMain } from "../../src/toolchain/main-function.ts";
import { symbolsOf } from "../../src/toolchain/wasm-object.ts";

const SILENT = { fetchProgress() {}, stdout() {}, stderr() {} };

async function objectOf(source: string): Promise<Uint8Array> {
  const args = ["--target=wasm32-wasip1", "-std=gnu17", "-w", "-c", "a.c", "-o", "a.o"];
  const tree = await commands.clang(args, { "a.c": source }, SILENT);
  return tree?.["a.o"] as Uint8Array;
}

before(async () => {
  await commands.clang(["--version"], {}, SILENT);
});

const CASES: readonly { source: string; symbol: string }[] = [
  { source: "int main(void) { return 0; }", symbol: "__main_void" },
  { source: "int main() { return 0; }", symbol: "__main_void" },
  { source: "int main(int c, char **v) { return 0; }", symbol: "__main_argc_argv" },
  { source: "int main(int c, char **v, char **e) { return 0; }", symbol: "antecede_main_3" },
  { source: "int main(int c) { return 0; }", symbol: "antecede_main_1" },
  { source: "void main(void) {}", symbol: "antecede_main_0_void" },
  { source: "void main() {}", symbol: "antecede_main_0_void" },
  { source: "void main(int c, char **v) {}", symbol: "antecede_main_2_void" },
  { source: "void main(int c, char **v, char **e) {}", symbol: "antecede_main_3_void" },
];

for (const { source, symbol } of CASES) {
  test(`${source} can be called as ${symbol}`, async () => {
    const object = withCallableMain(await objectOf(source));
    const names = symbolsOf(object).filter((found) => found.defined);
    assert.ok(names.some(({ name }) => name === symbol));
    assert.ok(definesMain(object));
  });
}

test("an object without main has none", async () => {
  assert.equal(definesMain(await objectOf("int not_main(void) { return 0; }")), false);
  const caller = "int main(void); int f(void) { return main(); }";
  assert.equal(definesMain(await objectOf(caller)), false);
});
