/**
 * The Rust programs and examples under many seeds: what is right stays silent and prints the same,
 * whatever the schedule and whatever stale values loads read; what races does under each.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { hasFindings } from "../../src/runtime/outcome.ts";
import { close } from "../../src/toolchain/client.ts";
import { type Expectation, parseExpectation, splitWords, unquote } from "./expectation.ts";
import { buildProgram, runProgram } from "./judge.ts";
import { noRust } from "./rust-toolchain.ts";

const FOLDERS = ["rust/", "../../examples/rust/"].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
const EXAMPLE = /-(race|clean)\.rs$/;
const PART = process.env.ANTECEDE_PROGRAMS ?? "";
const SEEDS = Number(process.env.ANTECEDE_SEEDS ?? 100);

after(close);

for (const folder of FOLDERS) {
  describe(folder, { skip: noRust }, () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".rs"))) {
      if (!join(folder, name).includes(PART)) continue;
      const { verdict, keys } = expectationOf(folder, name);
      if (verdict !== "clean" && verdict !== "race") continue;
      test(`${name} is ${verdict} under ${SEEDS} seeds`, async () => {
        const program = await buildProgram(join(folder, name));
        const stdout = keys.get("stdout");
        const stdin = keys.get("stdin");
        const options = {
          args: splitWords(keys.get("args") ?? ""),
          environment: Object.fromEntries([(keys.get("env") ?? "=").split("=")]),
          ...(stdin !== undefined && { stdin: unquote(stdin) }),
        };
        for (let seed = 1; seed <= SEEDS; seed++) {
          const ran = await runProgram(program, folder, { ...options, seed });
          const { outcome } = ran;
          assert.equal(hasFindings(outcome), verdict === "race", `seed ${seed}`);
          assert.equal(outcome.ending.kind, "exit", `seed ${seed}`);
          if (stdout === undefined || verdict === "race") continue;
          assert.equal(ran.stdout.toString("utf8"), unquote(stdout), `seed ${seed}`);
        }
      });
    }
  });
}

/** An example says it by its name, a test program in its first line. */
function expectationOf(folder: string, name: string): Expectation {
  const source = readFileSync(join(folder, name), "utf8");
  if (source.startsWith("// expect: ")) return parseExpectation(source);
  const verdict = EXAMPLE.exec(name)?.[1] === "race" ? "race" : "clean";
  return { verdict, exitCode: undefined, keys: new Map() };
}
