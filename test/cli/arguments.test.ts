/** The command line itself: whatever is wrong with it is said in a sentence. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folderWith, JAVASCRIPT_STACK, PROGRAMS, runTool } from "./tool.ts";

const RACE = join(PROGRAMS, "races", "write-write.c");

const INTEROP = `typedef void *omp_interop_t;
int main(void)
{
    omp_interop_t object = 0;
#pragma omp interop init(targetsync : object)
}
`;

const FORGOTTEN = `int main(void)
{
    int count = 0;
#pragma omp parallel
    count++;
    return count - 1;
}
`;

interface Wrong {
  readonly what: string;
  readonly args: readonly string[];
  readonly says: RegExp;
}

const WRONG: readonly Wrong[] = [
  { what: "an unknown command", args: ["walk"], says: /no command "walk"/ },
  { what: "no files", args: ["run"], says: /no input files[\s\S]*name one or more C or C/ },
  { what: "no files for cc", args: ["cc"], says: /no input files/ },
  { what: "an unknown option", args: ["run", "--frobnicate", RACE], says: /--frobnicate/ },
  { what: "an unknown short option", args: ["run", "-Z", RACE], says: /unknown option -Z/ },
  { what: "a misspelled option", args: ["run", "--sed=3", RACE], says: /unknown option --sed/ },
  { what: "an option without its value", args: ["run", RACE, "--seed"], says: /--seed needs a/ },
  { what: "a flag without its value", args: ["run", RACE, "-I"], says: /-I needs a value/ },
  { what: "a value too many", args: ["run", "--quiet=yes", RACE], says: /takes no value/ },
  { what: "a seed that is a word", args: ["run", "--seed", "red", RACE], says: /--seed red: not/ },
  { what: "an empty seed", args: ["run", "--seed=", RACE], says: /--seed : not a whole number/ },
  { what: "a negative seed", args: ["run", "--seed", "-1", RACE], says: /--seed -1: not/ },
  { what: "a seed of a half", args: ["run", "--seed", "0.5", RACE], says: /--seed 0.5: not/ },
  { what: "seeds backwards", args: ["run", "--many-seeds", "5..2", RACE], says: /not a range/ },
  {
    what: "seeds that are words",
    args: ["run", "--many-seeds", "a..b", RACE],
    says: /not a range/,
  },
  { what: "an unknown strategy", args: ["run", "--strategy", "luck", RACE], says: /round-robin/ },
  { what: "a rate above 1", args: ["run", "--preemption-rate", "2", RACE], says: /from 0 to 1/ },
  { what: "no jobs", args: ["run", "--jobs", "0", RACE], says: /--jobs 0: not/ },
  { what: "an exit code of 300", args: ["run", "--exitcode", "300", RACE], says: /0 to 255/ },
  { what: "a nameless variable", args: ["run", "--env", "=x", RACE], says: /needs a name/ },
  { what: "an empty variable", args: ["run", "--env=", RACE], says: /--env/ },
  { what: "an unknown level", args: ["run", "-O9", RACE], says: /-O9: no such level/ },
  { what: "no response file", args: ["run", "@nowhere"], says: /nowhere: can't read/ },
  { what: "a response file in itself", args: ["run", "@itself"], says: /nest too deeply/ },
  { what: "a program and a source", args: ["run", "a.wasm", RACE], says: /run on its own/ },
  { what: "a missing program", args: ["run", "gone.wasm"], says: /gone\.wasm: no such file/ },
  { what: "a missing library", args: ["run", RACE, "-lnowhere"], says: /no libnowhere\.a/ },
  { what: "a file for doctor", args: ["doctor", RACE], says: /doctor takes no files/ },
  { what: "a folder that isn't", args: ["run", "--dir", "gone", RACE], says: /gone/ },
];

describe("a command line with", () => {
  const folder = folderWith("wrong", { itself: "@itself" });
  for (const { what, args, says } of WRONG) {
    test(`${what} ends with exit 2 and says so`, async () => {
      const { code, stdout, stderr } = await runTool(args, { folder });
      assert.equal(code, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.match(stderr, /^antecede: /);
      assert.doesNotMatch(stderr, JAVASCRIPT_STACK);
    });
  }
});

test("without arguments the help is shown, and that is a mistake", async () => {
  const { code, stdout } = await runTool([]);
  assert.equal(code, 2);
  assert.match(stdout, /antecede run \[OPTIONS\] FILES/);
});

test("help and version are no mistakes", async () => {
  for (const args of [["help"], ["--help"], ["-h"], ["help", "run"], ["run", "--help"]]) {
    const { code, stdout, stderr } = await runTool(args);
    assert.deepEqual([code, stderr], [0, ""], args.join(" "));
    assert.match(stdout, /antecede run \[OPTIONS\] FILES/);
  }
  assert.match((await runTool(["--version"])).stdout, /^antecede \d+\.\d+\.\d+\n$/);
});

test("the help of a command names each of its options once", async () => {
  const { stdout } = await runTool(["help", "run"]);
  const heads = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name);
  assert.ok(heads.length > 15, stdout);
  assert.equal(new Set(heads).size, heads.length);
});

test("with --json a mistake is a JSON document too", async () => {
  const { code, stderr } = await runTool(["run", "--json", "gone.c"]);
  assert.equal(code, 2);
  const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
  assert.equal(error.code, "usage");
  assert.match(String(error.message), /gone\.c: no such file/);
});

test("what follows -- is the program's, also if it looks like an option of ours", async () => {
  const { code, stderr } = await runTool(["run", "gone.c", "--", "--json", "--help"]);
  assert.equal(code, 2);
  assert.match(stderr, /^antecede: gone\.c: no such file/);
});

test("flags that build scripts are full of change nothing", async () => {
  const flags = ["-g3", "-pipe", "-static-libgcc", "-no-pie", "-s", "-mavx2", "-march=native"];
  const others = ["-fsanitize=address,undefined", "-fno-sanitize=thread", "--coverage", "-pg"];
  const dependencies = ["-MMD", "-MP", "-MF", "gone.d", "-MTgone.o"];
  const rest = ["--std=c11", "-latomic", "-fcf-protection", RACE];
  const { code, stderr } = await runTool(["run", ...flags, ...others, ...dependencies, ...rest]);
  assert.equal(code, 66, stderr);
  assert.match(stderr, /SUMMARY: ThreadSanitizer: data race/);
});

test("what OpenMP can't do here is said", async () => {
  const { code, stderr } = await runTool(["run", "-fopenmp", "-fopenmp-targets=nvptx64", RACE]);
  assert.equal(code, 4);
  assert.match(
    stderr,
    /^antecede: unsupported operation: OpenMP on other devices[\s\S]*without it/,
  );
  const folder = folderWith("openmp", { "interop.c": INTEROP, "forgotten.c": FORGOTTEN });
  const interop = await runTool(["run", "-fopenmp", "interop.c"], { folder });
  assert.equal(interop.code, 4, interop.stderr);
  assert.match(interop.stderr, /the part of OpenMP that needs __tgt_interop_init/);
  const forgotten = await runTool(["run", "forgotten.c"], { folder });
  assert.equal(forgotten.code, 0, forgotten.stderr);
  assert.match(forgotten.stderr, /^forgotten.c:4:9: warning: unexpected '#pragma omp \.\.\.'/);
});
