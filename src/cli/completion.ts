/** Completion scripts of shells, made from the table of commands. */
import { UsageError } from "../errors.ts";
import type { OptionSpec } from "./arguments.ts";
import type { Command } from "./commands.ts";

const SHELLS = { bash, zsh, fish } as const;

/**
 * What the shell is to be told: `source <(antecede completion bash)`.
 *
 * @throws {UsageError} for a shell that has no script
 */
export function completionScript(commands: readonly Command[], shell: string | undefined): string {
  const script = SHELLS[shell as keyof typeof SHELLS];
  if (!script) {
    const known = Object.keys(SHELLS).join(", ");
    throw new UsageError(`no completion for ${shell ?? "no shell"}`, `known are ${known}`);
  }
  return script(commands);
}

/** What may follow an option: nothing, anything, a file, a folder, or one of some words. */
type Follower = "nothing" | "anything" | "file" | "folder" | readonly string[];

function followerOf({ value, choices }: OptionSpec): Follower {
  if (value === undefined) return "nothing";
  if (choices) return choices;
  if (value.endsWith("FOLDER")) return "folder";
  return value.endsWith("FILE") ? "file" : "anything";
}

function flagsOf({ name, alias }: OptionSpec): string[] {
  return [`--${name}`, ...(alias ? [alias] : [])];
}

function bash(commands: readonly Command[]): string {
  const follow: Record<string, string> = { file: "-f", folder: "-d", anything: "-W ''" };
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      const follower = followerOf(option);
      if (follower === "nothing") return [];
      const wanted = typeof follower === "string" ? follow[follower] : `-W '${follower.join(" ")}'`;
      const cases = flagsOf(option).map((flag) => `"${name} ${flag}"`);
      return [`    ${cases.join("|")}) COMPREPLY=($(compgen ${wanted} -- "$word")); return ;;`];
    }),
  );
  const flags = commands.map(({ name, options }) => {
    const all = options.flatMap(flagsOf).join(" ");
    return `      ${name}) COMPREPLY=($(compgen -W '${all}' -- "$word")) ;;`;
  });
  return `_antecede() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command=\${COMP_WORDS[1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${namesOf(commands).join(" ")}' -- "$word"))
    return
  fi
  case "$command $before" in
${values.join("\n")}
  esac
  if [[ $word == -* ]]; then
    case $command in
${flags.join("\n")}
    esac
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _antecede antecede
`;
}

function zsh(commands: readonly Command[]): string {
  const follow: Record<string, string> = { file: "_files", folder: "_files -/", anything: "" };
  const cases = commands.map(({ name, options }) => {
    const specs = options.flatMap((option) => {
      const follower = followerOf(option);
      const wanted = typeof follower === "string" ? follow[follower] : `(${follower.join(" ")})`;
      const value = follower === "nothing" ? "" : `:${option.value}:${wanted}`;
      return flagsOf(option).map((flag) => `      ${quoted(`*${flag}[${plain(option)}]${value}`)}`);
    });
    return `    ${name}) _arguments \\\n${specs.join(" \\\n")} \\\n      '*:file:_files' ;;`;
  });
  return `#compdef antecede
_antecede() {
  if (( CURRENT == 2 )); then
    compadd ${namesOf(commands).join(" ")}
    return
  fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
compdef _antecede antecede
`;
}

function fish(commands: readonly Command[]): string {
  const follow: Record<string, string> = {
    file: " -rF",
    folder: " -rF",
    anything: " -x",
    nothing: "",
  };
  const names = namesOf(commands).join(" ");
  const lines = commands.flatMap(({ name, options }) =>
    options.map((option) => {
      const follower = followerOf(option);
      const wanted =
        typeof follower === "string" ? follow[follower] : ` -xa ${quoted(follower.join(" "))}`;
      const short = option.alias && /^-.$/.test(option.alias) ? ` -s ${option.alias[1]}` : "";
      const where = `-n '__fish_seen_subcommand_from ${name}'`;
      const flag = `${short} -l ${option.name}${wanted}`;
      return `complete -c antecede ${where}${flag} -d ${quoted(option.help)}`;
    }),
  );
  return `complete -c antecede -n __fish_use_subcommand -xa '${names}'\n${lines.join("\n")}\n`;
}

function namesOf(commands: readonly Command[]): string[] {
  return [...commands.map(({ name }) => name), "completion", "help", "version"];
}

/** Brackets and colons end a description in zsh. */
function plain({ help }: OptionSpec): string {
  return help.replace(/[[\]:\\]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
