/** From files to a program: what build scripts do with a compiler. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folderWith, PROGRAMS, ROOT, runTool } from "./tool.ts";

const HELLO = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n';

/** Sources of one program in sibling folders, which refer to each other by `..`. */
const project = folderWith("project", {
  "app/main.c": `#include <stdio.h>
#include "../shared/counter.h"
#include "config.h"

int main(void)
{
    printf("%d %s\\n", counter_next(), CONFIG_NAME);
    return 0;
}
`,
  "app/include/config.h": '#include "../../shared/names.h"\n#define CONFIG_NAME NAME_OF_IT\n',
  "shared/counter.h": "int counter_next(void);\n",
  "shared/names.h": '#define NAME_OF_IT "sibling"\n',
  "shared/counter.c": `#include "counter.h"
#include "../app/include/config.h"

static int count = sizeof CONFIG_NAME;

int counter_next(void)
{
    return ++count;
}
`,
});

const SOURCES = ["main.c", "../shared/counter.c", "-Iinclude"];

describe("several files", () => {
  const app = join(project, "app");

  test("are one program, with headers from -I, from `..` and from a sibling folder", async () => {
    const { code, stdout, stderr } = await runTool(["run", ...SOURCES], { folder: app });
    assert.deepEqual([code, stdout, stderr], [0, "9 sibling\n", ""]);
  });

  test("may be named from another folder", async () => {
    const args = ["run", "project/app/main.c", "project/shared/counter.c", "-I"];
    const { stdout, stderr } = await runTool([...args, "project/app/include"]);
    assert.deepEqual([stdout, stderr], ["9 sibling\n", ""]);
  });

  test("may be named by absolute paths", async () => {
    const files = [join(app, "main.c"), join(project, "shared", "counter.c")];
    const { stdout } = await runTool(["run", ...files, `-I${join(app, "include")}`]);
    assert.equal(stdout, "9 sibling\n");
  });

  test("may stand in a response file, with quotes and in lines", async () => {
    writeFileSync(join(app, "files.rsp"), `main.c\n"../shared/counter.c" '-Iinclude'\n`);
    writeFileSync(join(app, "all.rsp"), "@files.rsp");
    const { stdout, stderr } = await runTool(["run", "@all.rsp"], { folder: app });
    assert.deepEqual([stdout, stderr], ["9 sibling\n", ""]);
  });

  test("may be compiled one by one and linked later", async () => {
    const folder = app;
    const first = await runTool(["cc", "-c", "main.c", "-Iinclude", "-o", "m.o"], { folder });
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    const second = await runTool(["cc", "-c", "../shared/counter.c"], { folder });
    assert.deepEqual([second.code, second.stderr], [0, ""]);
    assert.ok(existsSync(join(app, "counter.o")));
    const { stdout, stderr } = await runTool(["run", "m.o", "counter.o"], { folder });
    assert.deepEqual([stdout, stderr], ["9 sibling\n", ""]);
  });
});

describe("macros and forced headers", () => {
  const folder = folderWith("macros", {
    "main.c": `#include <stdio.h>

#ifdef GONE
#error "-U did not undefine it"
#endif
int main(void)
{
    printf("%s %d %d\\n", TEXT, NUMBER, FORCED);
    return 0;
}
`,
    "forced.h": "#define FORCED 3\n",
  });

  test("-D -U -include reach the compiler, joined to their values or apart", async () => {
    const define = ["-D", 'TEXT="two words"', "-DNUMBER=2"];
    const rest = ["-DGONE", "-U", "GONE", "-include", "forced.h", "-std=c17", "-Wall"];
    const { stdout, stderr } = await runTool(["run", "main.c", ...define, ...rest], { folder });
    assert.deepEqual([stdout, stderr], ["two words 2 3\n", ""]);
  });

  test("what the compiler says is shown as it says it, with the file and line", async () => {
    const { code, stderr } = await runTool(["run", "main.c", "-DGONE"], { folder });
    assert.equal(code, 3);
    assert.match(stderr, /^main\.c:4:2: error: "-U did not undefine it"$/m);
    assert.match(stderr, /main\.c doesn't compile/);
  });
});

test("a warning is shown again when the object comes from the cache", async () => {
  const source = "int main(void) { int unused = 1; return 0; }\n";
  const folder = folderWith("warned", { "warned.c": source });
  const run = () => runTool(["run", "warned.c", "-Wall"], { folder });
  const first = await run();
  assert.equal(first.code, 0);
  assert.match(first.stderr, /warned\.c:1:22: warning: unused variable 'unused'/);
  assert.deepEqual(await run(), first);
});

describe("libraries", () => {
  test("-l finds lib….a in the folders of -L; libc's own parts need none", async () => {
    const folder = folderWith("library", {
      "main.c": "int answer(void);\nint main(void) { return answer() - 42; }\n",
      "answer.c": "int answer(void) { return 42; }\n",
    });
    await runTool(["cc", "-c", "answer.c"], { folder });
    writeFileSync(join(folder, "libanswer.a"), archiveOf("answer.o/", join(folder, "answer.o")));
    const flags = ["-L", ".", "-lanswer", "-lpthread", "-lm"];
    const { code, stderr } = await runTool(["run", "main.c", ...flags], { folder });
    assert.deepEqual([code, stderr], [0, ""]);
  });
});

/** An `ar` archive of one object, without an index. */
function archiveOf(name: string, object: string): Buffer {
  const data = readFileSync(object);
  const fields = [name.padEnd(16), "0".padEnd(12), "0".padEnd(6), "0".padEnd(6)];
  const head = [...fields, "644".padEnd(8), String(data.length).padEnd(10), "`\n"].join("");
  const parts = [Buffer.from(`!<arch>\n${head}`), data];
  return Buffer.concat(data.length % 2 ? [...parts, Buffer.from("\n")] : parts);
}

describe("a built program", () => {
  const folder = folderWith("built", { "hello.c": HELLO });

  test("is written by cc and runs from another folder", async () => {
    const built = await runTool(["cc", "hello.c", "-o", "hello.wasm"], { folder });
    assert.deepEqual([built.code, built.stdout, built.stderr], [0, "", ""]);
    const elsewhere = folderWith("elsewhere", { "nothing.txt": "" });
    const { code, stdout } = await runTool(["run", "../built/hello.wasm"], { folder: elsewhere });
    assert.deepEqual([code, stdout], [0, "hello\n"]);
  });

  test("shows its races with the names that its sources had", async () => {
    const source = readFileSync(join(PROGRAMS, "races", "write-write.c"), "utf8");
    const racy = folderWith("racy", { "write-write.c": source });
    await runTool(["cc", "write-write.c", "-o", "racy.wasm"], { folder: racy });
    const { code, stderr } = await runTool(["run", "racy/racy.wasm"]);
    assert.equal(code, 66);
    assert.match(stderr, /#0 thread write-write\.c:8:7/);
    assert.match(stderr, /Location is global 'x' of size 4/);
  });

  test("is written as a.wasm without -o", async () => {
    await runTool(["cc", "hello.c"], { folder });
    assert.ok(existsSync(join(folder, "a.wasm")));
  });

  test("can't be written where no folder is", async () => {
    const { code, stderr } = await runTool(["cc", "hello.c", "-o", "gone/hello.wasm"], { folder });
    assert.equal(code, 2);
    assert.match(stderr, /gone\/hello\.wasm: can't write/);
  });
});

describe("a .wasm that is no program of Antecede's", () => {
  const engine = readFileSync(join(ROOT, "dist", "engine.wasm"));
  const folder = folderWith("foreign", {
    "engine.wasm": engine,
    "cut.wasm": engine.subarray(0, 100),
    "text.wasm": "this is no module\n",
    "empty.wasm": "",
  });
  for (const file of ["engine.wasm", "cut.wasm", "text.wasm", "empty.wasm"]) {
    test(`${file} is refused with a hint`, async () => {
      const { code, stderr } = await runTool(["run", file], { folder });
      assert.equal(code, 2, stderr);
      assert.match(stderr, new RegExp(`^antecede: ${file}: `));
      assert.match(stderr, /build it with `antecede cc/);
    });
  }
});

describe("what is no object or library of Antecede's", () => {
  const folder = folderWith("strange", {
    "hello.c": HELLO,
    "native.o": "\x7fELF\x02\x01\x01 and so on",
    "text.o": "this is no object\n",
    "libtext.a": "this is no library\n",
  });
  for (const [file, ...args] of [["native.o"], ["text.o", "hello.c"], ["libtext.a", "hello.c"]]) {
    test(`${file} is refused by its name`, async () => {
      const { code, stderr } = await runTool(["run", ...args, file ?? ""], { folder });
      assert.ok(code === 2 || code === 3, `exit ${code}: ${stderr}`);
      assert.ok(stderr.includes(file ?? ""), stderr);
    });
  }
});

test("without -O the program is judged as written, with -O2 as compiled", async () => {
  const folder = folderWith("judged", {
    "unused-read.c": `#include <pthread.h>

static int x;

static void *reader(void *unused)
{
    (void)*&x;
    int dropped = x;
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, reader, 0);
    x = 1;
    pthread_join(t, 0);
    return 0;
}
`,
  });
  const written = await runTool(["run", "unused-read.c"], { folder });
  assert.equal(written.code, 66);
  assert.match(written.stderr, /judged as written\)\n$/);
  const compiled = await runTool(["run", "-v", "-O2", "unused-read.c"], { folder });
  assert.equal(compiled.code, 0, compiled.stderr);
  assert.match(compiled.stderr, /no findings in unused-read\.c \(.*judged -O2\)\n$/);
});
