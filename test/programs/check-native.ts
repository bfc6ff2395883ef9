/**
 * Checks the test programs against gcc: each is compiled and run plainly, then with gcc's
 * ThreadSanitizer, and compared with its first line (README.md in this folder has the format).
 * It shows that a program is sound C and does what it says; the verdicts are the standard's.
 *
 *     node test/programs/check-native.ts [part of a path]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Header {
  readonly expect: string;
  readonly keys: ReadonlyMap<string, string>;
}

interface Outcome {
  /** As a shell shows it: 128 + signal; "timeout" if it was stopped. */
  readonly code: number | "timeout";
  readonly stdout: string;
  readonly stderr: string;
}

const FOLDERS = ["races", "clean", "atomics", "algorithms", "outcomes"];
const RUN_LIMIT_MS = 20_000;
/** Long enough for any of these programs to end that can. */
const HANG_LIMIT_MS = 1_000;
const SIGNALS: ReadonlyMap<string, number> = new Map([
  ["SIGABRT", 6],
  ["SIGFPE", 8],
  ["SIGSEGV", 11],
  ["SIGTERM", 15],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["0", "\0"],
]);

main(process.argv[2] ?? "");

function main(part: string): void {
  const root = dirname(fileURLToPath(import.meta.url));
  const scratch = mkdtempSync(join(tmpdir(), "check-native-"));
  let failed = 0;
  let checked = 0;
  try {
    for (const file of programs(root).filter((path) => path.includes(part))) {
      checked += 1;
      const problems = check(file, scratch);
      if (problems.length > 0) failed += 1;
      for (const problem of problems) console.log(`${file.slice(root.length + 1)}: ${problem}`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  console.log(`${checked} programs, ${failed} with problems`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function programs(root: string): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".c"))
      .sort()
      .map((name) => join(root, folder, name)),
  );
}

function check(file: string, scratch: string): readonly string[] {
  const header = parseHeader(readFileSync(file, "utf8"));
  if (header === undefined) return ["has no `// expect:` line"];
  const binary = join(scratch, basename(file, ".c"));
  const problems: string[] = [];
  const warnings = compile(file, binary, ["-Wno-infinite-recursion"]);
  if (warnings !== "") return [`gcc says: ${warnings}`];
  if (header.keys.get("native") !== "skip") problems.push(...checkPlain(file, binary, header));
  const tsan = header.keys.get("tsan") ?? tsanShouldSay(header.expect);
  if (tsan !== "any" && tsan !== "crashes" && header.keys.get("native") !== "skip") {
    // -fno-builtin: what gcc expands inline (strcpy of a literal) no interceptor sees.
    compile(file, binary, ["-fsanitize=thread", "-fno-builtin", "-w"]);
    const { stderr } = run(file, binary, header, RUN_LIMIT_MS);
    const said = /ThreadSanitizer: (data race|heap-use-after-free)/.test(stderr);
    if (said !== (tsan === "reports")) {
      problems.push(`ThreadSanitizer ${said ? "reports" : "is silent"}, expected: ${tsan}`);
    }
  }
  return problems;
}

function checkPlain(file: string, binary: string, header: Header): readonly string[] {
  const mustHang = header.expect === "deadlock" || header.expect === "timeout";
  const outcome = run(file, binary, header, mustHang ? HANG_LIMIT_MS : RUN_LIMIT_MS);
  if (mustHang) return outcome.code === "timeout" ? [] : [`ended with ${outcome.code}`];
  if (outcome.code === "timeout") return ["did not end"];
  const problems: string[] = [];
  const code = header.expect === "clean" ? 0 : Number(/^exit (\d+)$/.exec(header.expect)?.[1]);
  if (header.expect !== "race" && outcome.code !== code) {
    problems.push(`exit code ${outcome.code}, expected ${code}`);
  }
  const stdout = header.keys.get("stdout");
  if (stdout !== undefined && outcome.stdout !== unquote(stdout)) {
    problems.push(`stdout ${JSON.stringify(outcome.stdout)}, expected ${stdout}`);
  }
  const stderr = header.keys.get("stderr");
  if (stderr !== undefined && !outcome.stderr.includes(unquote(stderr))) {
    problems.push(`stderr ${JSON.stringify(outcome.stderr)} lacks ${stderr}`);
  }
  return problems;
}

/** Failures and hangs are not ThreadSanitizer's business. */
function tsanShouldSay(expect: string): string {
  if (expect === "race") return "reports";
  return expect === "clean" ? "silent" : "any";
}

function compile(file: string, binary: string, options: readonly string[]): string {
  const args = ["-O0", "-g", "-Wall", "-pthread", ...options, file, "-o", binary, "-lm"];
  return spawnSync("gcc", args, { encoding: "utf8" }).stderr;
}

function run(file: string, binary: string, { keys }: Header, timeout: number): Outcome {
  const env = Object.fromEntries((keys.get("env") ?? "").split(",").map((pair) => pair.split("=")));
  const result = spawnSync(binary, splitArguments(keys.get("args") ?? ""), {
    cwd: dirname(file),
    encoding: "utf8",
    env: { ...process.env, ...env },
    input: unquote(keys.get("stdin") ?? '""'),
    timeout,
    killSignal: "SIGKILL",
  });
  const { status, signal, stdout, stderr } = result;
  const code = status ?? 128 + (SIGNALS.get(signal ?? "") ?? 0);
  return { code: signal === "SIGKILL" ? "timeout" : code, stdout, stderr };
}

function parseHeader(source: string): Header | undefined {
  const line = /^\/\/ expect: (.*)\n/.exec(source)?.[1];
  if (line === undefined) return undefined;
  const parts = line.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [];
  const keys = new Map<string, string>();
  for (const part of parts.slice(1)) {
    const colon = part.indexOf(":");
    keys.set(part.slice(0, colon).trim(), part.slice(colon + 1).trim());
  }
  return { expect: (parts[0] ?? "").trim(), keys };
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);
}

function splitArguments(text: string): readonly string[] {
  const words = text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? unquote(word) : word));
}
