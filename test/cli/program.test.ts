/** A program runs as on Linux: its input and output, files, ends and signals pass through. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ended, folderWith, PROGRAMS, runTool, startTool } from "./tool.ts";

const OUTCOMES = join(PROGRAMS, "outcomes");
const outcome = (args: readonly string[], options = {}) =>
  runTool(["run", ...args], { folder: OUTCOMES, ...options });

describe("what passes through", () => {
  test("standard input, to its end", async () => {
    const { code, stdout } = await outcome(["standard-input.c"], { stdin: "3 4\nlast line\n" });
    assert.deepEqual([code, stdout], [0, "7 last line\n"]);
  });

  test("arguments after --, with their spaces, and options that look like ours", async () => {
    const { stdout } = await outcome(["arguments.c", "--", "--seed", "two words", "--"]);
    assert.equal(stdout, "4: --seed, two words, --\n");
  });

  test("the environment that --env names, and no other", async () => {
    const surroundings = { environment: { ANTECEDE_SURELY_NOT_SET: "leaked", GREETING: "outer" } };
    const set = await outcome(["--env", "GREETING=a=b", "environment.c"], surroundings);
    assert.equal(set.stdout, "a=b, none\n");
    const inherited = await outcome(["--env", "GREETING", "environment.c"], surroundings);
    assert.equal(inherited.stdout, "outer, none\n");
  });

  test("the exit code", async () => {
    const { code, stdout, stderr } = await outcome(["exit-7.c"]);
    assert.deepEqual([code, stdout, stderr], [7, "before\n", ""]);
  });

  test("standard output and standard error, kept apart", async () => {
    const { stdout, stderr } = await outcome(["two-streams.c"]);
    assert.deepEqual([stdout, stderr], ["out\n", "err\n"]);
  });

  test("a failure, with its stack and the exit code of a shell", async () => {
    const { code, stderr } = await outcome(["assert-fails.c"]);
    assert.equal(code, 134);
    assert.match(stderr, /two == 3/);
    assert.match(stderr, /#0 main assert-fails\.c:7/);
  });
});

describe("files", () => {
  const folder = folderWith("files", {
    "work/copy.c": `#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char text[64] = "";
    FILE *from = fopen(argv[1], "r");
    if (from == NULL) {
        printf("in: %s\\n", strerror(errno));
        return 1;
    }
    fgets(text, sizeof text, from);
    FILE *to = argc > 2 ? fopen(argv[2], "w") : stdout;
    if (to == NULL) {
        printf("out: %s\\n", strerror(errno));
        return 2;
    }
    fputs(text, to);
    return fclose(to);
}
`,
    "work/near.txt": "near\n",
    "other/far.txt": "far\n",
  });
  const work = join(folder, "work");
  const copy = (options: readonly string[], ...args: readonly string[]) =>
    runTool(["run", ...options, "copy.c", "--", ...args], { folder: work });

  test("of the working folder can be read, but not written", async () => {
    assert.equal((await copy([], "near.txt")).stdout, "near\n");
    const refused = await copy([], "near.txt", "new.txt");
    assert.deepEqual([refused.code, refused.stdout], [2, "out: Read-only file system\n"]);
    assert.ok(!existsSync(join(work, "new.txt")));
  });

  test("of other folders can't be opened", async () => {
    const refused = await copy([], "../other/far.txt");
    assert.equal(refused.code, 1, refused.stdout);
  });

  test("of a folder that --dir names can be read, under its name or another", async () => {
    assert.equal((await copy(["--dir", "../other"], "../other/far.txt")).stdout, "far\n");
    const other = join(folder, "other");
    assert.equal((await copy([`--dir=${other}`], join(other, "far.txt"))).stdout, "far\n");
    assert.equal((await copy(["--dir", "/data=../other"], "/data/far.txt")).stdout, "far\n");
  });

  test("can be written with --dir-rw", async () => {
    const { code } = await copy(["--dir-rw"], "near.txt", "written.txt");
    assert.equal(code, 0);
    assert.equal(readFileSync(join(work, "written.txt"), "utf8"), "near\n");
  });

  test("are written once, though a race makes the run be replayed", async () => {
    const source = `#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

static int x;

static void *thread(void *unused)
{
    x = 1;
    return unused;
}

int main(void)
{
    pthread_t t;
    int file = open("log.txt", O_CREAT | O_WRONLY | O_APPEND, 0600);
    write(file, "once\\n", 5);
    pthread_create(&t, 0, thread, 0);
    x = 2;
    pthread_join(t, 0);
    return close(file);
}
`;
    const where = folderWith("appends", { "append.c": source });
    const { code } = await runTool(["run", "--dir-rw", "append.c"], { folder: where });
    assert.equal(code, 66);
    assert.equal(readFileSync(join(where, "log.txt"), "utf8"), "once\n");
  });
});

describe("output", () => {
  const folder = folderWith("output", {
    "lines.c": `#include <stdio.h>

int main(void)
{
    for (int line = 0; line < 200000; line++) printf("line %d\\n", line);
    return 3;
}
`,
  });

  test("of megabytes arrives whole", async () => {
    const { code, stdout } = await runTool(["run", "lines.c"], { folder });
    assert.equal(code, 3);
    assert.equal(stdout.length, 2_288_890);
    assert.ok(stdout.endsWith("\nline 199999\n"));
  });

  test("into a pipe that closes early doesn't keep the run", async () => {
    const child = startTool(["run", "lines.c"], { folder });
    child.stdin?.end();
    assert.ok(child.stdout);
    const closed = ended(child);
    await Promise.race([once(child.stdout, "data"), closed]);
    child.stdout.destroy();
    const { signal, stdout, stderr } = await closed;
    assert.ok(stdout.startsWith("line 0\n"));
    assert.deepEqual([signal, stderr], [null, ""]);
  });

  test("without an end into a pipe that closes early ends the run", async () => {
    const source = '#include <stdio.h>\nint main(void) { for (;;) puts("y"); }\n';
    const where = folderWith("endless", { "yes.c": source });
    await runTool(["cc", "yes.c", "-o", "yes.wasm"], { folder: where });
    const child = startTool(["run", "yes.wasm"], { folder: where });
    child.stdin?.end();
    assert.ok(child.stdout);
    const closed = ended(child);
    await Promise.race([once(child.stdout, "data"), closed]);
    child.stdout.destroy();
    const { code, signal } = await closed;
    assert.equal(signal, null, "had to be killed");
    assert.notEqual(code, 124, "ran on until its bound");
  });
});

describe("a signal to the launcher", () => {
  const source = `#include <stdio.h>

int main(void)
{
    puts("running");
    fflush(stdout);
    for (volatile int i = 0;; i = !i) {
    }
}
`;
  const folder = folderWith("signalled", { "spin.c": source });
  const EXPECTED = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 } as const;

  for (const [signal, code] of Object.entries(EXPECTED)) {
    test(`${signal} ends the run with exit code ${code} and leaves nothing behind`, async () => {
      // One process group, by which whatever is left of it can be found.
      const child = startTool(["run", "--max-steps", "9000000000000", "spin.c"], {
        folder,
        detached: true,
      });
      child.stdin?.end();
      assert.ok(child.stdout);
      const closed = ended(child);
      await Promise.race([once(child.stdout, "data"), closed]);
      child.kill(signal as NodeJS.Signals);
      assert.equal((await closed).code, code);
      assert.ok(child.pid);
      await groupEnds(child.pid);
    });
  }

  test("a signal while the compiler works ends that too, and without a word", async () => {
    const code = '#include <iostream>\n#include <regex>\nint main() { std::regex r("a"); }\n';
    const compiled = folderWith("interrupted", { "long.cc": code });
    const child = startTool(["run", "--no-cache", "long.cc"], { folder: compiled, detached: true });
    child.stdin?.end();
    const closed = ended(child);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    child.kill("SIGINT");
    // Ends once nobody has the other end of standard error any more.
    const { code: exitCode, stderr } = await closed;
    assert.deepEqual([exitCode, stderr], [130, ""]);
    assert.ok(child.pid);
    await groupEnds(child.pid);
  });
});

/** Resolves once no process of the group is left; the test's own guard is the limit. */
async function groupEnds(group: number): Promise<void> {
  while (isAlive(group)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
