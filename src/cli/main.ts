/** The command line's entry. */
import { AntecedeError, CompileError, EXIT, InternalError } from "../errors.ts";
import { COMMANDS, SETTABLE } from "./commands.ts";
import { completionScript } from "./completion.ts";
import { helpText, versionText } from "./help.ts";
import { parseWithSettings } from "./settings.ts";

/** How errors are told: what the command line asks for, until other settings are known. */
let asJson = false;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(helpText(COMMANDS, rest[0]));
    return name === undefined ? EXIT.usage : EXIT.clean;
  }
  if (name === "version" || name === "--version") {
    process.stdout.write(versionText());
    return EXIT.clean;
  }
  if (name === "completion") {
    process.stdout.write(completionScript(COMMANDS, rest[0]));
    return EXIT.clean;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    fail(`no command "${name}"`, "`antecede help` lists all commands");
    return EXIT.usage;
  }
  if (rest.includes("--help") && !rest.slice(0, rest.indexOf("--help")).includes("--")) {
    process.stdout.write(helpText(COMMANDS, name));
    return EXIT.clean;
  }
  const settings = await parseWithSettings(rest, command.options, {
    environment: process.env,
    folder: process.cwd(),
    everySpec: SETTABLE,
    parse: command.parse,
  });
  const { options } = settings.arguments;
  asJson = options.has("json") || options.get("format")?.at(-1) === "json";
  return command.run(settings);
}

function fail(message: string, hint?: string): void {
  process.stderr.write(`antecede: ${message}\n${hint ? `  ${hint}\n` : ""}`);
}

function failWith(error: unknown, json: boolean): number {
  const known = error instanceof AntecedeError ? error : unexpected(error);
  const { code, message, hint, exitCode } = known;
  const diagnostics = known instanceof CompileError ? known.diagnostics : undefined;
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: { code, message, hint, diagnostics } })}\n`);
    return exitCode;
  }
  if (diagnostics !== undefined) process.stderr.write(diagnostics);
  fail(message, hint);
  return exitCode;
}

/** Also of a command line that can't be read otherwise. */
function wantsJson(own: readonly string[]): boolean {
  const at = own.lastIndexOf("--format");
  return (
    own.includes("--json") || own.includes("--format=json") || (at >= 0 && own[at + 1] === "json")
  );
}

/** A defect of ours; its stack is for those who look for it. */
function unexpected(error: unknown): AntecedeError {
  if (process.env.ANTECEDE_DEBUG && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  return new InternalError(error instanceof Error ? error.message : String(error));
}

/** In milliseconds. */
const LONGEST_END = 2000;

const args = process.argv.slice(2);
const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
asJson = wantsJson(own);
try {
  process.exitCode = await main(args);
} catch (error) {
  process.exitCode = failWith(error, asJson);
}
/*
 * Not process.exit: it waits for V8's threads, which may wait for a garbage collection that never
 * comes. So it is only for what should have been closed and still keeps the process.
 */
setTimeout(() => process.exit(), LONGEST_END).unref();
