/** Where options come from: the command line, the environment, files; and which of them wins. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { COMMANDS, SETTABLE } from "../../src/cli/commands.ts";
import { OptionListError, parseOptionList } from "../../src/cli/option-list.ts";
import { parseWithSettings } from "../../src/cli/settings.ts";
import { TSAN_OPTION_NAMES } from "../../src/cli/tsan-options.ts";
import { UsageError } from "../../src/errors.ts";
import { EXAMPLES, folderWith, runTool, SCRATCH } from "./tool.ts";

const RUN = COMMANDS.find(({ name }) => name === "run")?.options ?? [];

interface Given {
  readonly args?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
}

const settle = ({ args = [], environment = {}, folder = SCRATCH }: Given) =>
  parseWithSettings(args, RUN, { environment, folder, everySpec: SETTABLE });

/** `--name value from source`, in the order of the sources. */
async function shown(given: Given): Promise<string[]> {
  const { settings } = await settle(given);
  return settings.map(({ name, values, source }) => `${[name, ...values].join(" ")} < ${source}`);
}

describe("a list of options in a variable", () => {
  const pairs = (text: string) => parseOptionList(text).map(({ name, value }) => [name, value]);

  test("is divided by white space, colons or commas, and by none of them in quotes", () => {
    const expected = [
      ["a", "1"],
      ["b", "x y:z,w"],
      ["c", ""],
      ["d", "json=r.json"],
    ];
    assert.deepEqual(pairs("a=1 b='x y:z,w':c=,d=json=r.json"), expected);
    assert.deepEqual(pairs(' ,a=1::b="x y:z,w"\nc= d=json=r.json '), expected);
    assert.deepEqual(pairs(""), []);
  });

  test("with anything else is refused", () => {
    for (const text of ["a", "a=1 b", "=1", "a='x", "a='x'y", "a=1:b:c=2"]) {
      assert.throws(() => parseOptionList(text), OptionListError, text);
    }
  });
});

describe("TSAN_OPTIONS", () => {
  const from = (TSAN_OPTIONS: string) => settle({ environment: { TSAN_OPTIONS } });
  const cases: readonly (readonly [given: string, ours: string])[] = [
    ["exitcode=7", "exitcode 7"],
    ["log_path=tsan.log", "report-file tsan.log.1"],
    ["log_path=stderr", ""],
    ["suppressions=t.supp", "suppressions t.supp"],
    ["print_suppressions=0", "no-print-suppressions"],
    ["print_suppressions=1", ""],
    ["detect_deadlocks=false", "no-deadlocks"],
    ["detect_deadlocks=1", ""],
    ["report_thread_leaks=1", "report-thread-leaks"],
    ["report_thread_leaks=0", ""],
    ["report_mutex_bugs=no", "no-misuse"],
    ["verbosity=1", "verbose"],
    ["verbosity=0", ""],
    ["color=always", "color"],
    ["color=never", "no-color"],
    ["color=auto", ""],
    ["report_atomic_races=1", ""],
    ["second_deadlock_stack=1", ""],
    ["force_seq_cst_atomics=0", ""],
    ["halt_on_error=0", ""],
    ["report_destroy_locked=1", ""],
  ];

  for (const [given, ours] of cases) {
    test(`${given} is ${ours === "" ? "what we do anyway" : `--${ours}`}`, async () => {
      const { settings, withoutEffect } = await from(given);
      const texts = settings.map(({ name, values }) => [name, ...values].join(" ").trim());
      assert.deepEqual(texts, ours === "" ? [] : [ours]);
      assert.deepEqual(withoutEffect, []);
    });
  }

  test("has a case here for each name that has a meaning", () => {
    const tried = new Set(cases.map(([given]) => given.split("=")[0]));
    assert.deepEqual([...tried].sort(), [...TSAN_OPTION_NAMES].sort());
  });

  test("may have names without effect here, and says so to who asks", async () => {
    const { settings, withoutEffect } = await from("history_size=7:halt_on_error=1 symbolize=1");
    assert.deepEqual(settings, []);
    assert.deepEqual(withoutEffect, ["history_size=7", "halt_on_error=1", "symbolize=1"]);
  });

  test("that is no list is refused", async () => {
    await assert.rejects(from("exitcode"), UsageError);
  });
});

describe("ANTECEDE_OPTIONS", () => {
  const from = (ANTECEDE_OPTIONS: string) => shown({ environment: { ANTECEDE_OPTIONS } });

  test("has our names, with _ or -, and 1 or 0 for options without a value", async () => {
    assert.deepEqual(await from("seed=7:many_seeds=1..9,no-weak-memory=1 keep-going=0"), [
      "seed 7 < ANTECEDE_OPTIONS",
      "many-seeds 1..9 < ANTECEDE_OPTIONS",
      "no-weak-memory  < ANTECEDE_OPTIONS",
    ]);
  });

  test("may name an option several times", async () => {
    assert.deepEqual(await from("env=A=1:env=B=2"), ["env A=1 B=2 < ANTECEDE_OPTIONS"]);
  });

  test("is refused for an option that there is not, or a truth that is none", async () => {
    for (const text of ["sead=7", "no-weak-memory=maybe", "no-config=1"]) {
      await assert.rejects(from(text), UsageError, text);
    }
  });
});

describe("a configuration file", () => {
  test("is found upward, and has our names as JavaScript writes them", async () => {
    const folder = folderWith("config-up", {
      "antecede.config.json":
        '{"manySeeds": "1..5", "seed": 3, "noWeakMemory": true, "dirRw": false}',
      "a/b/c.txt": "",
    });
    assert.deepEqual(await shown({ folder: join(folder, "a", "b") }), [
      "many-seeds 1..5 < ../../antecede.config.json",
      "seed 3 < ../../antecede.config.json",
      "no-weak-memory  < ../../antecede.config.json",
    ]);
  });

  test("may be TypeScript, JavaScript or a key of package.json", async () => {
    const typed = "const seed: number = 4;\nexport default { seed };\n";
    const files = {
      "antecede.config.ts": typed,
      "antecede.config.mts": typed,
      "antecede.config.mjs": "export default { seed: 4 };\n",
      "antecede.config.cjs": "module.exports = { seed: 4 };\n",
      "package.json": '{"antecede": {"seed": 4}}',
    };
    for (const [name, text] of Object.entries(files)) {
      const folder = folderWith(`config-${name}`, { [name]: text });
      assert.deepEqual(await shown({ folder }), [`seed 4 < ${name}`]);
    }
  });

  test("has paths that are relative to it", async () => {
    const settings = { suppressions: ["a.supp", "/b.supp"], report: "json=out/r.json", dir: "d=x" };
    const folder = folderWith("config-paths", {
      "antecede.config.json": JSON.stringify(settings),
      "sub/x.txt": "",
    });
    const [suppressions, report, dir] = await shown({ folder: join(folder, "sub") });
    assert.match(suppressions ?? "", /^suppressions \.\.\/a\.supp \/b\.supp </);
    assert.match(report ?? "", /^report json=\.\.\/out\/r\.json </);
    assert.match(dir ?? "", /^dir d=\.\.\/x </);
  });

  test("is refused for what it can't say, or if it can't be read", async () => {
    const wrong = [
      '{"sead": 1}',
      '{"seed": true}',
      '{"noWeakMemory": 1}',
      "[1]",
      "{",
      '{"noConfig": true}',
    ];
    for (const [index, text] of wrong.entries()) {
      const folder = folderWith(`config-wrong-${index}`, { "antecede.config.json": text });
      await assert.rejects(settle({ folder }), UsageError, text);
      await settle({ folder, args: ["--no-config"] });
    }
  });

  test("may hold options of other commands", async () => {
    const folder = folderWith("config-other", {
      "antecede.config.json": '{"prune": true, "seed": 2}',
    });
    assert.deepEqual(await shown({ folder }), ["seed 2 < antecede.config.json"]);
  });
});

describe("of several sources", () => {
  const folder = folderWith("config-order", {
    "antecede.config.json": '{"exitcode": 1, "seed": 1, "jobs": 1, "maxSteps": 1, "env": ["A=1"]}',
  });
  const environment = {
    TSAN_OPTIONS: "exitcode=2 suppressions=t",
    ANTECEDE_OPTIONS: "exitcode=3:seed=3:jobs=3",
  };

  test("the nearest one decides an option alone", async () => {
    const args = ["--seed", "4", "--env", "B=2"];
    assert.deepEqual(await shown({ args, environment, folder }), [
      "seed 4 < the command line",
      "env B=2 < the command line",
      "exitcode 3 < ANTECEDE_OPTIONS",
      "jobs 3 < ANTECEDE_OPTIONS",
      "suppressions t < TSAN_OPTIONS",
      "max-steps 1 < antecede.config.json",
    ]);
  });

  test("the nearest one turns off an option, and the opposite of what it turns on", async () => {
    const all = '{"noWeakMemory": true, "noColor": true, "quiet": true, "json": true}';
    const other = folderWith("config-opposite", { "antecede.config.json": all });
    const given = { folder: other, args: ["--color", "-v", "--format", "sarif"] };
    const options = await shown({
      ...given,
      environment: { ANTECEDE_OPTIONS: "no-weak-memory=0" },
    });
    assert.deepEqual(options, [
      "color  < the command line",
      "verbose  < the command line",
      "format sarif < the command line",
    ]);
  });

  test("--no-config leaves the command line alone", async () => {
    const args = ["--no-config", "--seed", "4"];
    const { settings } = await settle({ args, environment, folder });
    assert.deepEqual(
      settings.map(({ name }) => name),
      ["no-config", "seed"],
    );
  });
});

describe("the tool", () => {
  const RACE = "message-passing-relaxed-race.c";

  test("runs under what the environment says, and says it in the command to type", async () => {
    const environment = { ANTECEDE_OPTIONS: "no_weak_memory=1", TSAN_OPTIONS: "exitcode=9" };
    const { code, stderr } = await runTool(["run", RACE], { folder: EXAMPLES, environment });
    assert.equal(code, 9);
    assert.match(stderr, /See it again: antecede run --no-weak-memory \S+\.c --seed 1$/m);
  });

  test("gives errors as JSON if a file asks for JSON", async () => {
    const folder = folderWith("config-json", { "antecede.config.json": '{"format": "json"}' });
    const { code, stderr } = await runTool(["run", "none.c"], { folder });
    assert.equal(code, 2);
    assert.equal(JSON.parse(stderr).error.code, "usage");
  });

  test("`config` prints what holds, and where it comes from", async () => {
    const folder = folderWith("config-print", {
      "antecede.config.ts": "export default { detector: 'hybrid' as const, manySeeds: '1..10' };\n",
    });
    const environment = { TSAN_OPTIONS: "exitcode=1:history_size=7" };
    const { code, stdout, stderr } = await runTool(["config", "--seed", "7"], {
      folder,
      environment,
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(stdout.split("\n"), [
      "--seed 7            from the command line",
      "--exitcode 1        from TSAN_OPTIONS",
      "--detector hybrid   from antecede.config.ts",
      "--many-seeds 1..10  from antecede.config.ts",
      "without effect here, from TSAN_OPTIONS: history_size=7",
      "all other options have their defaults: antecede help run",
      "",
    ]);
    const none = await runTool(["config"], { folder: EXAMPLES });
    assert.equal(none.stdout, "all options have their defaults: antecede help run\n");
  });
});
