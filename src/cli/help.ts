/** Help, made from the table of commands. */
import { UsageError } from "../errors.ts";
import { version } from "../version.ts";
import type { Command } from "./commands.ts";

export function versionText(): string {
  return `antecede ${version()}\n`;
}

/**
 * In the order of a manual page.
 *
 * @throws {UsageError} if there is no command of that name
 */
export function helpText(commands: readonly Command[], name?: string): string {
  if (name === undefined) return overview(commands);
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError(`no command "${name}"`, "`antecede help` lists all commands");
  return [
    ["Name", `antecede ${name}: ${command.summary}`],
    ["Synopsis", command.usage],
    ["Options", optionLines(command)],
    ...(command.usage.includes("FILES") ? [["Compiler", COMPILER]] : []),
    ["Exit status", EXIT_STATUS],
    ["Environment", ENVIRONMENT],
    ["See also", "docs/cli.md, which says more of each"],
  ]
    .map(([title, text]) => `${title}\n${indented(text ?? "")}\n`)
    .join("\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}\n`);
  return `antecede: data races in C, C++ and Rust programs, found and explained

${lines.join("")}  antecede help [COMMAND]
      this text, or all options of a command
  antecede completion bash|zsh|fish
      a script that completes commands and options: source it
  antecede version

Exit codes: ${EXIT_STATUS}
`;
}

const COMPILER = `Flags are passed on: -I -D -U -std= -W… -f… -include, -l -L for libraries.
Without -O the program is judged as written; with -O1, -O2 or -O3 as compiled.`;

const EXIT_STATUS = `0 clean · 66 findings · 2 usage · 3 the program doesn't compile ·
4 unsupported operation · 5 internal error · 124 endless · otherwise the program's own.`;

const ENVIRONMENT = `ANTECEDE_CACHE    folder of compiled objects, programs and symbols
ANTECEDE_OPTIONS  options as name=value; TSAN_OPTIONS: with ThreadSanitizer's names
NO_COLOR          not empty: no colours; FORCE_COLOR: colours, terminal or not`;

function optionLines({ options }: Command): string {
  const heads = options.map(({ name, alias, value }) => {
    const long = `--${name}${value ? ` ${value}` : ""}`;
    // A long alias is another tool's name for the option: accepted, and not shown.
    return alias && !alias.startsWith("--") ? `${alias}, ${long}` : long;
  });
  const width = Math.max(...heads.map((head) => head.length));
  return options
    .map(({ help }, index) => `${(heads[index] ?? "").padEnd(width)}  ${help}`)
    .join("\n");
}
