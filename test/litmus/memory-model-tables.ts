/**
 * The tables of docs/memory-model.md, from the model's rules and the litmus programs.
 *
 *     node test/litmus/memory-model-tables.ts           print them
 *     node test/litmus/memory-model-tables.ts --write   put them into the document
 *
 * memory-model.test.ts compares.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { FENCE_RULES, LOAD_RULES, RMW_RULES, STORE_RULES } from "../../src/model/atomics.ts";
import { RULES } from "../../src/model/visibility.ts";
import { readAlgorithms } from "../programs/weakened.ts";
import { describeProgram, loadBuffering, lostOutcomes } from "./lost.ts";

const DOCUMENT = new URL("../../docs/memory-model.md", import.meta.url);

/** By the name between the markers `<!-- name:start -->` and `<!-- name:end -->`. */
export const TABLES: Readonly<Record<string, () => string>> = {
  orders: ordersTable,
  visibility: visibilityTable,
  "execution-order": executionOrderTable,
  "load-buffering": loadBufferingTable,
  "unseen-versions": unseenTable,
};

/** The document as it is, and as it must be. */
export function documentWithTables(): { readonly is: string; readonly must: string } {
  const is = readFileSync(DOCUMENT, "utf8");
  let must = is;
  for (const [name, table] of Object.entries(TABLES)) {
    const between = new RegExp(`(<!-- ${name}:start -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
    if (!between.test(must)) throw new Error(`docs/memory-model.md has no place for ${name}`);
    must = must.replace(between, (_, start: string, end: string) => `${start}${table()}${end}`);
  }
  return { is, must };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

function ordersTable(): string {
  const named = (rules: readonly string[]): string => rules.map((rule) => `\`${rule}\``).join(", ");
  const row = (operation: string, rules: Readonly<Record<string, string | readonly string[]>>) =>
    Object.entries(rules).map(([order, rule]) => [operation, order, named([rule].flat())]);
  return table(
    ["operation", "order", "rules"],
    [
      ...row("load", LOAD_RULES),
      ...row("store", STORE_RULES),
      ...row("read-modify-write", RMW_RULES),
      ...row("fence", FENCE_RULES),
    ],
  );
}

function visibilityTable(): string {
  return table(
    ["rule", "C++20", "a load can't read an older store if"],
    RULES.map(({ name, clause, says }) => [name, clause, says]),
  );
}

function executionOrderTable(): string {
  return table(
    ["program", "threads", "outcome that is not shown", "against execution"],
    lostOutcomes().map(({ program, outcome, against }) => [
      program.name,
      `\`${describeProgram(program)}\``,
      `\`${outcome}\``,
      against,
    ]),
  );
}

function loadBufferingTable(): string {
  return table(
    ["program", "threads"],
    loadBuffering().map((program) => [program.name, `\`${describeProgram(program)}\``]),
  );
}

function unseenTable(): string {
  const rows = readAlgorithms().flatMap(({ name, weakened }) =>
    weakened.flatMap(({ change, expected }) =>
      "unseen" in expected
        ? [[`[${name}](../test/programs/algorithms/${name}.c)`, `\`${change}\``, expected.unseen]]
        : [],
    ),
  );
  return table(["algorithm", "wrong", "its bug needs"], rows);
}

if (import.meta.main) {
  if (process.argv.includes("--write")) writeFileSync(DOCUMENT, documentWithTables().must);
  else for (const [name, text] of Object.entries(TABLES)) console.log(`${name}\n\n${text()}`);
}
