import assert from "node:assert/strict";
import { test } from "node:test";
import { demangle } from "../../src/explain/demangle.ts";
import type { RunTool } from "../../src/explain/run-tool.ts";

/** What comes of a name that c++filt reads as `text`. */
async function shown(text: string): Promise<string | undefined> {
  const filter: RunTool = async () => ({ ok: true, stdout: `${text}\n`, diagnostics: "" });
  return (await demangle(["_Zf"], filter)).get("_Zf");
}

test("libc++'s versions of names are left out", async () => {
  assert.equal(
    await shown("std::__2::vector<int>::push_back[abi:nqn220100]"),
    "std::vector<int>::push_back",
  );
});

test("of a name that is too long the innermost arguments of templates are left out", async () => {
  const inner = `std::tuple<${"unsigned long long, ".repeat(8)}int>`;
  const outer = `std::map<int, ${inner}>`;
  assert.equal(
    await shown(`f<std::vector<${outer}>, ${outer}>::operator()`),
    "f<std::vector<std::map<…>>, std::map<int, std::tuple<…>>>::operator()",
  );
});

test("signs of operators are no brackets", async () => {
  const long = "unsigned long long, ".repeat(13);
  for (const sign of ["<", "<<", "<=>", ">>=", "->", "->*", ">"]) {
    assert.equal(await shown(`A<${long}int>::operator${sign}`), `A<…>::operator${sign}`);
  }
});
