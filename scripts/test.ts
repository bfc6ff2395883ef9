/**
 * The whole check: format and lint, types, tests. The last line is the count.
 *
 *     npm test                    all
 *     npm test -- test/model      the tests of one folder
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
// As programs are run: stacks as deep, and frames of one size from the start of a run to its end.
import { FLAGS } from "../src/api/node.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CHECKS: readonly (readonly [name: string, ...command: string[]])[] = [
  ["format and lint", "biome", "check", "--error-on-warnings"],
  ["types of the host", "tsc", "-p", "."],
  ["types of the engine", "tsc", "-p", "engine"],
];

/** It takes half as long as all others together: begun first, it doesn't end alone. */
const LONGEST = join("programs", "programs.test.ts");

let passed = 0;
let failed = 0;

const parts = process.argv.slice(2);
if (parts.length === 0) for (const check of CHECKS) await runCheck(check);
await runTests(testFiles(parts));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runCheck([name, command, ...args]: (typeof CHECKS)[number]): Promise<void> {
  const child = spawn(join(ROOT, "node_modules", ".bin", command ?? ""), args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ok = (await exitCode(child)) === 0;
  console.log(`${ok ? "✔" : "✖"} ${name}`);
  if (ok) passed++;
  else failed++;
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
}

function testFiles(chosen: readonly string[]): string[] {
  return readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => join("test", file))
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => chosen.length === 0 || chosen.some((part) => file.includes(part)))
    .sort()
    .sort((one, other) => Number(other.endsWith(LONGEST)) - Number(one.endsWith(LONGEST)))
    .map((file) => join(ROOT, file));
}

function runTests(files: string[]): Promise<void> {
  return new Promise((resolve) => {
    const stream = run({ files, concurrency: 2, execArgv: [...FLAGS] });
    // Suites are counted by what is in them.
    stream.on("test:pass", ({ details, skip }) => {
      if (details.type !== "suite" && skip === undefined) passed++;
    });
    stream.on("test:fail", ({ details }) => {
      if (details.type !== "suite") failed++;
    });
    stream.on("end", resolve);
    stream.compose(new spec()).pipe(process.stdout, { end: false });
  });
}
