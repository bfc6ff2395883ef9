import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { COMMANDS } from "../../src/cli/commands.ts";
import { completionScript } from "../../src/cli/completion.ts";
import { runTool } from "./tool.ts";

/** What bash would offer at the end of a line. */
function offered(line: string): string[] {
  const words = line.split(" ");
  const script = `${completionScript(COMMANDS, "bash")}
    COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")})
    COMP_CWORD=${words.length - 1}
    _antecede
    printf '%s\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  return stdout.split("\n").filter((word) => word !== "");
}

test("bash completes commands, options and their values", () => {
  assert.deepEqual(offered("antecede ru"), ["run"]);
  assert.deepEqual(offered("antecede run --detector h"), ["happens-before", "hybrid"]);
  assert.deepEqual(offered("antecede run --many"), ["--many-seeds"]);
  assert.deepEqual(offered("antecede run --seed "), []);
  assert.ok(offered("antecede run ").includes("package.json"), "files come last");
  assert.ok(!offered("antecede run --dir ").includes("package.json"), "no file is a folder");
});

for (const shell of ["bash", "zsh", "fish"]) {
  test(`${shell} hears of every option of every command`, () => {
    const script = completionScript(COMMANDS, shell);
    for (const { options } of COMMANDS) {
      for (const { name } of options) {
        const flag = shell === "fish" ? `-l ${name}` : `--${name}`;
        assert.ok(script.includes(flag), name);
      }
    }
  });
}

test("another shell is an error of usage that names those there are", async () => {
  const { code, stdout, stderr } = await runTool(["completion", "tcsh"]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /no completion for tcsh\n.*bash, zsh, fish/);
});
