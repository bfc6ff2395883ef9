/**
 * Prints the Markdown tables of examples/c and examples/rust that README.md and docs/examples.md
 * show. Source of truth: verdicts.json of each folder; the tables are never edited by hand.
 *
 *     node scripts/examples-table.ts                  print the table
 *     node scripts/examples-table.ts --write FILE     put it between FILE's two marker lines
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Example {
  readonly file: string;
  readonly verdict: "race" | "deadlock" | "clean";
  /** Names of globals, or the words heap, stack, tls; empty for a clean example. */
  readonly racesOn: readonly string[];
  /** What a clean run prints, where it is the same under every schedule. */
  readonly stdout?: string;
  /** The document that the example comes from. */
  readonly source: string;
  readonly why: string;
}

interface CExample extends Example {
  /**
   * What the lockset detector reports: names as in `racesOn`, with "?" those that only some
   * schedules show.
   */
  readonly lockset: readonly string[];
  /** What hybrid reports as possible, besides the races, which it shows. */
  readonly hybrid: readonly string[];
}

const C_EXAMPLES = new URL("../examples/c/", import.meta.url);
const RUST_EXAMPLES = new URL("../examples/rust/", import.meta.url);

/** The sources by the names that readers know; one that is missing here is an error. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ["crossbeam-atomics", "crossbeam threat analysis"],
  ["jung-arc", "Jung, The Tale of a Bug in Arc"],
  ["miri-data-race", "Miri, data_race"],
  ["eraser-notes", "lecture notes on Eraser"],
  ["deadlocks", "textbooks on operating systems"],
]);

const MARKER_START = "<!-- examples:start -->";
const MARKER_END = "<!-- examples:end -->";

main(process.argv.slice(2));

function main(args: readonly string[]): void {
  const c = read<CExample>(C_EXAMPLES, ".c");
  const rust = read<Example>(RUST_EXAMPLES, ".rs");
  const table = `${cTable(c)}\n${rustTable(rust)}`;
  if (args.length === 0) {
    process.stdout.write(table);
  } else if (args.length === 2 && args[0] === "--write" && args[1] !== undefined) {
    writeBetweenMarkers(args[1], table);
  } else {
    process.stderr.write("usage: examples-table.ts [--write FILE]\n");
    process.exitCode = 2;
  }
}

/** A program without a verdict, or a verdict that its file's name contradicts, stops the build. */
function read<Kind extends Example>(folder: URL, ending: ".c" | ".rs"): readonly Kind[] {
  const examples: readonly Kind[] = JSON.parse(
    readFileSync(new URL("verdicts.json", folder), "utf8"),
  );
  const listed = new Set(examples.map((example) => example.file));
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(ending));
  for (const file of files) {
    if (!listed.has(file)) throw new Error(`${file} has no entry in verdicts.json`);
  }
  for (const { file, verdict, racesOn, source } of examples) {
    readFileSync(new URL(file, folder));
    if (!file.endsWith(`-${verdict}${ending}`)) throw new Error(`${file} is listed as ${verdict}`);
    if (racesOn.length > 0 !== (verdict === "race")) throw new Error(`${file}: racesOn`);
    if (!SOURCES.has(source)) throw new Error(`${file}: unknown source ${source}`);
  }
  return examples;
}

function cTable(examples: readonly CExample[]): string {
  const head = "| example | verdict | why | lockset | hybrid | from |\n|---|---|---|---|---|---|\n";
  return head + examples.map((example) => `${row(example)}\n`).join("");
}

/** Locksets know the locks of pthreads only. */
function rustTable(examples: readonly Example[]): string {
  const rows = examples.map((example) => {
    const { file, source, why } = example;
    const link = `[${file}](examples/rust/${file})`;
    const cells = [link, verdictCell(example), escapePipes(why), SOURCES.get(source)];
    return `| ${cells.join(" | ")} |\n`;
  });
  return `| example in Rust | verdict | why | from |\n|---|---|---|---|\n${rows.join("")}`;
}

function verdictCell({ verdict, racesOn }: Example): string {
  const names = racesOn.map((name) => `\`${name}\``).join(", ");
  return verdict === "clean" ? "clean" : `**${verdict}**${names && ` on ${names}`}`;
}

function row(example: CExample): string {
  const { file, verdict, lockset, hybrid, source, why } = example;
  const link = `[${file}](examples/c/${file})`;
  // Deadlocks are found whatever the detector of races.
  const locksetCell = warnings(lockset, verdict === "deadlock" ? "shows it" : "silent");
  const hybridCell = warnings(hybrid, verdict === "clean" ? "silent" : "shows it");
  const cells = [
    link,
    verdictCell(example),
    escapePipes(why),
    locksetCell,
    hybridCell,
    SOURCES.get(source),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** `warns of y`, `may warn of y`. */
function warnings(names: readonly string[], otherwise: string): string {
  if (names.length === 0) return otherwise;
  return names
    .map((name) =>
      name.endsWith("?") ? `may warn of \`${name.slice(0, -1)}\`` : `warns of \`${name}\``,
    )
    .join(", ");
}

function escapePipes(text: string): string {
  return text.replaceAll("|", "\\|");
}

function writeBetweenMarkers(file: string, table: string): void {
  const text = readFileSync(file, "utf8");
  const start = text.indexOf(MARKER_START);
  const end = text.indexOf(MARKER_END);
  if (start < 0 || end < start) {
    throw new Error(`${file} has no ${MARKER_START} … ${MARKER_END}`);
  }
  const before = text.slice(0, start + MARKER_START.length);
  // Links are relative to the repository's root; a file in docs/ needs one step up.
  const inDocs = /(^|\/)docs\//.test(file);
  const linked = inDocs ? table.replaceAll("](examples/", "](../examples/") : table;
  writeFileSync(file, `${before}\n${linked}${text.slice(end)}`);
}
