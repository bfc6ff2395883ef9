/** Errors that end a command: each has an exit code and says what to do next. */

/** Exit codes (docs/cli.md); anything else is the program's own. */
export const EXIT = {
  clean: 0,
  usage: 2,
  compile: 3,
  unsupported: 4,
  internal: 5,
  findings: 66,
  timeout: 124,
  interrupted: 130,
  /** 128 + SIGPIPE. */
  brokenPipe: 141,
} as const;

/** An error whose message is meant for the user as it stands. */
export class AntecedeError extends Error {
  readonly code: string;
  readonly exitCode: number;
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;

  constructor(code: string, exitCode: number, message: string, hint?: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The command line, or a file that it names, can't be used. Exit 2. */
export class UsageError extends AntecedeError {
  constructor(message: string, hint?: string) {
    super("usage", EXIT.usage, message, hint);
  }
}

/** The compiler or linker refused the program; `diagnostics` is their text. Exit 3. */
export class CompileError extends AntecedeError {
  readonly diagnostics: string;

  constructor(message: string, diagnostics: string, hint?: string) {
    super("compile", EXIT.compile, message, hint);
    this.diagnostics = diagnostics;
  }
}

/** Something that Antecede can't do, and that is likely not the program's fault. Exit 4. */
export class UnsupportedError extends AntecedeError {
  readonly operation: string;

  constructor(operation: string, hint?: string) {
    super(
      "unsupported",
      EXIT.unsupported,
      `unsupported operation: ${operation}; this is likely not a bug in the program`,
      hint,
    );
    this.operation = operation;
  }
}

/** A defect of Antecede itself. Exit 5. */
export class InternalError extends AntecedeError {
  readonly detail: string;

  constructor(detail: string) {
    super("internal", EXIT.internal, `internal error: ${detail}`, "please report this as a bug");
    this.detail = detail;
  }
}
