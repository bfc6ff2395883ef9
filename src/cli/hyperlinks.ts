/**
 * Whether a terminal makes links of operating system command 8. None can be asked; so it is known
 * by what it puts into the environment, from the version on that has them (Egmont Koblinger,
 * "Hyperlinks in terminal emulators", and each project's release notes).
 */
import { pathToFileURL } from "node:url";
import type { LinkTo } from "../api/local.ts";
import type { OptionReader } from "./arguments.ts";

/** Values of TERM_PROGRAM, with the first version that has links. */
const PROGRAMS: ReadonlyMap<string, readonly [major: number, minor: number]> = new Map([
  ["iTerm.app", [3, 1]],
  ["WezTerm", [20200620, 0]],
  ["vscode", [1, 72]],
  ["ghostty", [0, 0]],
  ["zed", [0, 0]],
  ["mintty", [3, 1]],
  ["tmux", [3, 4]],
]);

/** Values of TERM that only terminals with links have. */
const TERMS: readonly string[] = [
  ...["xterm-kitty", "xterm-ghostty", "alacritty", "alacritty-direct", "foot", "foot-extra"],
];

/** Variables that only terminals with links set. */
const VARIABLES: readonly string[] = ["WT_SESSION", "DOMTERM", "KITTY_WINDOW_ID"];

/** VTE's version as its variable has it: 0.50.2; 0.50.0 ends itself at the first link. */
const FIRST_VTE = 5002;

/** The options win over FORCE_HYPERLINK, and that over what is known of the terminal. */
export function wantsHyperlinks(
  options: OptionReader,
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): boolean {
  if (options.has("no-hyperlinks")) return false;
  if (options.has("hyperlinks")) return true;
  const { FORCE_HYPERLINK } = environment;
  if (FORCE_HYPERLINK) return FORCE_HYPERLINK !== "0";
  return isTerminal && makesHyperlinks(environment);
}

/** Names of source files lead to the files, as seen from the working folder. */
export const linkToFile: LinkTo = (file) => pathToFileURL(file).href;

function makesHyperlinks(environment: NodeJS.ProcessEnv): boolean {
  const { TERM = "", TERM_PROGRAM = "", TERM_PROGRAM_VERSION = "", VTE_VERSION } = environment;
  if (TERM === "dumb") return false;
  const first = PROGRAMS.get(TERM_PROGRAM);
  if (first) return isFrom(first, TERM_PROGRAM_VERSION);
  if (VTE_VERSION) return Number(VTE_VERSION) >= FIRST_VTE;
  return TERMS.includes(TERM) || VARIABLES.some((name) => environment[name]);
}

function isFrom([major, minor]: readonly [number, number], version: string): boolean {
  const [, theirMajor = "0", theirMinor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  const difference = Number(theirMajor) - major || Number(theirMinor) - minor;
  return difference >= 0;
}
