/** What SARIF proposes: applied to the sources, it orders the accesses. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { formatReport, run } from "../../src/api/index.ts";
import { type Edit, fixOf } from "../../src/report/fixes.ts";
import { CACHE, EXAMPLES, folderWith } from "../cli/tool.ts";
import { sarifErrors } from "../report/sarif-schema.ts";

const read = (name: string) => readFileSync(join(EXAMPLES, name), "utf8");

const message = (store: string, load: string, head = "") => `#include <pthread.h>
#include <stdatomic.h>
${head}
static int data;
static atomic_int flag;
static void *producer(void *arg) { data = 1; ${store}; return arg; }
int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, producer, 0);
  while (!${load}) {}
  return data - 1;
}
`;
const RELAXED_LOAD = "atomic_load_explicit(&flag, memory_order_relaxed)";

const FIXED: Readonly<Record<string, { readonly name: string; readonly text: string }>> = {
  "a store and a load": { name: "message.c", text: read("message-passing-relaxed-race.c") },
  "a read-modify-write that is both": { name: "drop.c", text: read("arc-drop-relaxed-race.c") },
  "two calls of one function": { name: "lock.c", text: read("double-checked-lock-relaxed-race.c") },
  "a load before a fence": { name: "fence.c", text: read("message-passing-one-fence-race.c") },
  "a store that breaks a release sequence": {
    name: "sequence.c",
    text: read("release-sequence-store-race.c"),
  },
  "calls over several lines, after characters of many bytes": {
    name: "lines.c",
    text: message(
      "/* ü😀 */ atomic_store_explicit(\n  &flag, 1,\n  /* ü😀 */ memory_order_relaxed)",
      RELAXED_LOAD,
    ),
  },
  "a builtin": {
    name: "builtin.c",
    text: message("__atomic_store_n(&flag, 1, __ATOMIC_RELAXED)", RELAXED_LOAD)
      .replace("atomic_int", "int")
      .replace(RELAXED_LOAD, "__atomic_load_n(&flag, __ATOMIC_RELAXED)"),
  },
  "an atomic of C++": {
    name: "atomic.cc",
    text: message(
      "flag.store(1, std::memory_order_relaxed)",
      "flag.load(std::memory_order::relaxed)",
    )
      .replace("<stdatomic.h>", "<atomic>")
      .replace("atomic_int", "std::atomic<int>"),
  },
};

const UNFIXED: Readonly<Record<string, string>> = {
  "an order that a macro names": message(
    "atomic_store_explicit(&flag, 1, RELAXED)",
    RELAXED_LOAD,
    "#define RELAXED memory_order_relaxed",
  ),
  "a call that a macro makes": message(
    "SET(flag)",
    RELAXED_LOAD,
    "#define SET(x) atomic_store_explicit(&x, 1, memory_order_relaxed)",
  ),
  "a call with two orders": message(
    `int old = 0; while (!atomic_compare_exchange_weak_explicit(
      &flag, &old, 1, memory_order_relaxed, memory_order_relaxed)) old = 0`,
    RELAXED_LOAD,
  ),
};

const folder = folderWith("fixes", {
  ...Object.fromEntries(Object.values(FIXED).map(({ name, text }) => [name, text])),
});

const programOf = (name: string) => ({
  files: [name],
  flags: name.endsWith(".cc") ? ["-std=c++20"] : [],
});

async function proposed(name: string, text: string, from: string) {
  const report = await run(programOf(name), { folder: from, cache: CACHE }).result;
  const finding = report.findings.find(({ kind }) => kind === "data-race");
  assert.ok(finding, `${name} has no race`);
  return { report, fix: fixOf(finding, (file) => (file === name ? text : undefined)) };
}

/** From the end, so that columns stay as they are. */
function applied(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  const sorted = edits.toSorted((one, other) => other.column - one.column);
  for (const { line, column, endColumn, text: by } of sorted) {
    const old = lines[line - 1] ?? "";
    lines[line - 1] = old.slice(0, column - 1) + by + old.slice(endColumn - 1);
  }
  return lines.join("\n");
}

describe("a fix of", () => {
  for (const [what, { name, text }] of Object.entries(FIXED)) {
    test(`${what} leaves no race`, async () => {
      const { report, fix } = await proposed(name, text, folder);
      assert.ok(fix);
      const mended = applied(text, fix.edits);
      assert.notEqual(mended, text);
      const seeds = { from: 1, to: 20 };
      const where = folderWith("fixed", { [name]: mended });
      const after = await run(programOf(name), { folder: where, cache: CACHE, seeds }).result;
      assert.deepEqual(after.findings, [], mended);
      const log = JSON.parse(await formatReport(report, "sarif"));
      assert.deepEqual(sarifErrors(log), []);
      const { runs } = log as {
        runs: { results: { fixes?: { artifactChanges: { replacements: unknown[] }[] }[] }[] }[];
      };
      const changes = runs[0]?.results.find(({ fixes }) => fixes)?.fixes?.[0]?.artifactChanges;
      assert.equal(changes?.[0]?.replacements.length, fix.edits.length);
    });
  }
});

describe("no fix is proposed for", () => {
  for (const [what, text] of Object.entries(UNFIXED)) {
    test(what, async () => {
      const where = folderWith("unfixed", { "program.c": text });
      const { fix, report } = await proposed("program.c", text, where);
      const [finding] = report.findings;
      // Else the case would be of no use.
      assert.ok(finding && "edge" in finding && finding.edge?.pair);
      assert.equal(fix, undefined);
    });
  }
});
