import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Globals } from "../../src/explain/globals.ts";
import { close } from "../../src/toolchain/client.ts";
import { compile } from "./wasm-program.ts";

after(close);

const HEADER = `
struct point { int x, y; char name[24]; };
typedef const volatile struct point fixed;
static _Atomic(long long) shared_total = 5;
`.slice(1);

const FIRST = `
#include "lib/point.h"
enum colour { RED };
int counter = 1;
static char *names[3][2];
struct point points[4];
fixed *first = points;
enum colour colour;
_Thread_local int depth = 7;
static _Thread_local char buffer[12];
extern int other;
void run(int x) {
    static int calls;
    int local = x;
    calls += local;
    counter += calls;
    names[x][0] = buffer;
    points[x].x = depth;
    buffer[x] = (char)++other;
    first++;
    colour = x;
    shared_total++;
}
`.slice(1);

const SECOND = `
#include "point.h"
int other = 3;
_Thread_local long long wide = 9;
long long get(void) { return shared_total + other + wide; }
`.slice(1);

const FILES = { "a.c": FIRST, "lib/b.c": SECOND, "lib/point.h": HEADER };

/** All variables with their sizes and places, as address order gives them. */
function everything(globals: Globals): string[] {
  const found = new Set<string>();
  const text = (name: string, bytes: number, file?: string, line?: number) =>
    `${name} ${bytes} ${file}:${line}`;
  for (let address = 0; address < 1 << 17; address++) {
    const variable = globals.find(address);
    if (variable) {
      assert.ok(address >= variable.address && address < variable.address + variable.bytes);
      found.add(text(variable.name, variable.bytes, variable.file, variable.line));
    }
  }
  for (let offset = 0; offset < 64; offset++) {
    const variable = globals.findThreadLocal(offset);
    if (variable) found.add(text(variable.name, variable.bytes, variable.file, variable.line));
  }
  return [...found].sort();
}

const EXPECTED = [
  "buffer 12 a.c:9",
  "colour 4 a.c:7",
  "counter 4 a.c:3",
  "depth 4 a.c:8",
  "first 4 a.c:6",
  "names 24 a.c:4",
  "other 4 lib/b.c:2",
  "points 128 a.c:5",
  "run.calls 4 a.c:12",
  "shared_total 8 lib/point.h:3",
  "wide 8 lib/b.c:3",
];

for (const flags of [
  ["-g", "-O0"],
  ["-gdwarf-5", "-O0"],
  ["-g", "-O1"],
]) {
  test(`with ${flags.join(" ")}, variables of all kinds have name, size and place`, async () => {
    const keep = ["-Wl,--export=get"];
    const wasm = await compile(FILES, [...flags, ...keep]);
    assert.deepEqual(everything(new Globals(wasm)), EXPECTED);
  });
}

test("a variable that the linker left out is not found in another's place", async () => {
  const wasm = await compile(
    { "a.c": "int used = 1; int unused = 2; void run(int x) { used += x; }" },
    ["-g", "-fdata-sections", "-Wl,--gc-sections"],
  );
  assert.deepEqual(everything(new Globals(wasm)), ["used 4 a.c:1"]);
});

test("without debug info nothing is found", async () => {
  assert.deepEqual(everything(new Globals(await compile(FILES, ["-O0"]))), []);
});

test("file names are mapped as the caller wants", async () => {
  const wasm = await compile(FILES, ["-g"]);
  const files = everything(new Globals(wasm, { mapFile: (file) => `../${file}` }));
  assert.ok(files.every((text) => text.includes(" ../")));
});
