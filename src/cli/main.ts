/** The command line's entry. */
import { AntecedeError, CompileError, EXIT, InternalError } from "../errors.ts";
import { COMMANDS } from "./commands.ts";
import { completionScript } from "./completion.ts";
import { helpText, versionText } from "./help.ts";

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
  return command.run(rest, command.options);
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

/** A defect of ours; its stack is for those who look for it. */
function unexpected(error: unknown): AntecedeError {
  if (process.env.ANTECEDE_DEBUG && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  return new InternalError(error instanceof Error ? error.message : String(error));
}

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  process.exitCode = failWith(error, own.includes("--json"));
}
// Suspended threads of the program would keep nothing alive, but open handles might.
process.exit();
