/**
 * Locks, queues and other structures with the weakest orders that are right, and with one order too
 * weak. Right ones are clean under every seed; what is wrong is found within a few, or can't be
 * produced here at all, and is known not to be.
 *
 * `ANTECEDE_SEEDS=2000` runs the right ones longer.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import { close } from "../../src/toolchain/client.ts";
import { buildProgram, explainRun, type Ran } from "./judge.ts";
import { parseWeakened, readAlgorithms, search, symptomsOf, type Weakened } from "./weakened.ts";

const CLEAN_SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 50);
const FIND_WITHIN_SEEDS = 100;

after(close);

for (const { name, file, weakened } of readAlgorithms(process.env.ANTECEDE_PROGRAMS)) {
  describe(name, () => {
    test(`is clean under ${CLEAN_SEEDS} seeds`, async () => {
      await assertClean(file, []);
    });
    for (const version of weakened) testWrong(file, version);
  });
}

function testWrong(file: string, { change, expected }: Weakened): void {
  const flags = [`-D${change}`];
  if ("unseen" in expected) {
    test(`${change} shows nothing: it needs ${expected.unseen}`, () => assertClean(file, flags));
    return;
  }
  for (const [index, symptom] of expected.shows.entries()) {
    test(`${change} shows: ${symptom}`, async () => {
      const program = await buildProgram(file, flags);
      const wanted = index === 0 ? undefined : symptom;
      const { found } = await search(program, 1, FIND_WITHIN_SEEDS, wanted);
      assert(found, `nothing within ${FIND_WITHIN_SEEDS} seeds`);
      const [first, ...others] = symptomsOf(found.outcome);
      assert.equal(first, symptom);
      assert.ok(!others.includes("other"));
      await assertExplained(found);
    });
  }
}

async function assertClean(file: string, flags: readonly string[]): Promise<void> {
  const { seeds, found } = await search(await buildProgram(file, flags), 1, CLEAN_SEEDS);
  const shown = found && JSON.stringify(await explainRun(found), undefined, 1);
  assert.equal(found, undefined, `seed ${seeds}: ${shown}`);
}

/** The replay shows the same again. */
async function assertExplained(found: Ran): Promise<void> {
  const { findings, failure, timeout } = await explainRun(found);
  const kinds = new Set(findings.map(({ kind }) => (kind === "deadlock" ? "hang" : "race")));
  if (failure !== undefined) assert.equal(failure.kind, "assertion");
  assert.deepEqual(
    [...kinds, ...(failure ? ["assertion"] : []), ...(timeout ? ["hang"] : [])],
    symptomsOf(found.outcome),
  );
}

test("docs/algorithms.md has a line on every wrong version, and on none that is not there", () => {
  const text = readFileSync(new URL("../../docs/algorithms.md", import.meta.url), "utf8");
  const lines = [...text.matchAll(/^\| ([\w-]+) \| `(\S+)` \| (nothing: )?([\w ]+) \|/gm)].map(
    ([, name, change, nothing, what]) =>
      `${name} ${change} ${nothing ? "unseen" : "shows"} ${what}`,
  );
  const versions = readAlgorithms().flatMap(({ name, weakened }) =>
    weakened.map(({ change, expected }) => {
      const what =
        "shows" in expected ? `shows ${expected.shows.join(" and ")}` : `unseen ${expected.unseen}`;
      return `${name} ${change} ${what}`;
    }),
  );
  assert.deepEqual(lines.sort(), versions.sort());
});

test("what is no wrong version is refused", () => {
  const parse = (line: string) => () => parseWeakened(`// expect: clean\n${line}\n`);
  assert.equal(parse("// wrong: LEAVE=relaxed; shows: race")().length, 1);
  assert.equal(parse("// wrong: LEAVE=relaxed; shows: assertion and race")().length, 1);
  assert.throws(parse("// wrong: LEAVE=relaxed; shows: rage"), /unknown outcome/);
  assert.throws(parse("// wrong: LEAVE=relaxed; shows: race and rage"), /unknown outcome/);
  assert.throws(parse("// wrong: LEAVE=relaxed"), /no wrong version/);
  assert.throws(() => parseWeakened("// expect: race\n"), /must be clean/);
});
