/** Standard error as people see it: colours, and a progress line that goes away again. */
import { fstatSync } from "node:fs";
import type { OptionReader } from "./arguments.ts";
import { wantsHyperlinks } from "./hyperlinks.ts";

export interface Terminal {
  readonly colour: boolean;
  /** Whether names of files are links. */
  readonly hyperlinks: boolean;
  /** 0 if it is not a terminal. */
  readonly columns: number;
  /** Shows what is being done; nothing unless standard error is a terminal. */
  progress(text: string): void;
  /** Removes the progress line. */
  clear(): void;
}

/** NO_COLOR (no-color.org) and FORCE_COLOR hold; the options win over both. */
export function terminalFor(options: OptionReader, environment: NodeJS.ProcessEnv): Terminal {
  const isTerminal = writesToTerminal();
  const quiet = options.has("quiet");
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write("\r\x1b[K");
    shown = false;
  };
  return {
    colour: wantsColour(options, environment, isTerminal),
    hyperlinks: wantsHyperlinks(options, environment, isTerminal),
    columns: isTerminal ? (process.stderr.columns ?? 80) : 0,
    clear,
    progress(text) {
      if (!isTerminal || quiet) return;
      process.stderr.write(`\r\x1b[K${text}`);
      shown = true;
    },
  };
}

const STANDARD_ERROR = 2;

/** Asks the descriptor first: to make Node.js's stream takes longer than most steps of a start. */
function writesToTerminal(): boolean {
  try {
    if (!fstatSync(STANDARD_ERROR).isCharacterDevice()) return false;
  } catch {
    // Closed.
    return false;
  }
  return process.stderr.isTTY === true;
}

function wantsColour(
  options: OptionReader,
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): boolean {
  if (options.has("no-color")) return false;
  if (options.has("color")) return true;
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== "0";
  return isTerminal && environment.TERM !== "dumb";
}
