/** Findings that are kept for `antecede replay`. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { EXAMPLES, folderWith, runTool } from "./tool.ts";

const read = (name: string) => readFileSync(join(EXAMPLES, name));

function prepared(name: string) {
  const folder = folderWith(name, {
    "race.c": read("message-passing-relaxed-race.c"),
    "other.c": read("counter-plain-race.c"),
    "clean.c": read("counter-mutex-clean.c"),
    "abort.c": "#include <stdlib.h>\nint main(void) { abort(); }\n",
  });
  return {
    folder,
    tool: (...args: readonly string[]) => runTool(args, { folder }),
    saved: () => readdirSync(join(folder, ".antecede")).sort(),
  };
}

const fingerprintIn = (stderr: string): string =>
  /: data-race ([0-9a-f]{16}),/.exec(stderr)?.[1] ?? "none";

describe("antecede replay without a report", () => {
  test("replays the last run that found something", async () => {
    const { tool, folder } = prepared("last");
    const before = await tool("replay");
    assert.deepEqual([before.code, before.stdout], [2, ""]);
    assert.match(before.stderr, /no run with findings is known of this folder/);
    await tool("run", "other.c", "--seed", "3");
    await tool("run", "race.c", "--seed", "2", "--detector", "hybrid");
    await tool("run", "clean.c");
    await tool("run", "other.c", "--no-cache");
    const { code, stderr } = await tool("replay");
    assert.equal(code, 66);
    assert.match(stderr, /^antecede: replay of finding 1 of \d+: data-race [0-9a-f]{16}, seed 2$/m);
    assert.match(stderr, /--detector=hybrid race\.c --seed 2$/m);
    assert.match(stderr, /^antecede: the finding shows again$/m);
    const same = await tool("replay", fingerprintIn(stderr).slice(0, 6));
    assert.equal(same.stderr, stderr);
    const other = await tool("replay", "ffffff");
    assert.deepEqual([other.code, /ffffff: no finding of/.test(other.stderr)], [2, true]);
    assert.ok(!readdirSync(folder).includes(".antecede"));
  });

  test("replays a failure of the program too", async () => {
    const { tool } = prepared("failed");
    await tool("run", "abort.c");
    const { code, stderr } = await tool("replay");
    assert.equal(code, 134);
    assert.match(stderr, /^antecede: the finding shows again$/m);
  });
});

describe("--save", () => {
  test("puts each finding into a file of its own, which is replayed by its name", async () => {
    const { tool, folder, saved } = prepared("saved");
    const { stderr } = await tool("run", "--save", "race.c");
    const [file = "", ...others] = saved();
    assert.deepEqual(others, []);
    assert.match(file, /^[0-9a-f]{16}\.json$/);
    assert.ok(stderr.endsWith(`antecede: saved .antecede/${file}\n`), stderr);
    // From now on unasked; and a later run takes nothing away.
    await tool("run", "--many-seeds", "1..3", "--keep-going", "other.c");
    assert.ok(saved().length > 1);
    await tool("run", "clean.c");
    const again = await tool("replay", file.slice(0, 8));
    assert.equal(again.code, 66);
    assert.match(again.stderr, /^ {2}See it again: antecede run race\.c --seed 1$/m);
    for (const name of saved()) {
      const path = join(".antecede", name);
      const { fingerprint } = await replayed(tool, path, folder);
      assert.equal(`${fingerprint}.json`, name);
    }
  });

  test("is what a folder asks for that is there", async () => {
    const { tool, folder, saved } = prepared("asked");
    mkdirSync(join(folder, ".antecede"));
    const { stderr } = await tool("run", "--json", "race.c");
    assert.equal(saved().length, 1);
    // Nothing after a document for machines.
    const text = stderr.slice(stderr.indexOf("{"));
    assert.doesNotThrow(() => JSON.parse(text));
    rmSync(join(folder, ".antecede"), { recursive: true });
    await tool("run", "race.c");
    assert.ok(!readdirSync(folder).includes(".antecede"));
  });
});

async function replayed(
  tool: ReturnType<typeof prepared>["tool"],
  path: string,
  folder: string,
): Promise<{ readonly fingerprint: string }> {
  await tool("replay", "--json", "--report-file", "again.json", path);
  const text = readFileSync(join(folder, "again.json"), "utf8");
  const { replay } = JSON.parse(text) as { replay: { fingerprint: string; shows: boolean } };
  assert.equal(replay.shows, true);
  return replay;
}
