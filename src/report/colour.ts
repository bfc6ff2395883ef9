/**
 * The colours of ThreadSanitizer's reports (compiler-rt, sanitizer_report_decorator.h and
 * tsan_report.cpp): the same escape sequences, so that tools which strip or map them keep working.
 */

export type ColourName = "warning" | "access" | "thread" | "location" | "mutex" | "note";

/** Paints text, or gives it back unchanged when colours are off. */
export interface Paint {
  (name: ColourName, text: string): string;
  /** The name of a place in a source file, as a link to that file where links are on. */
  link(file: string | undefined, text: string): string;
}

/** Gives the address (URL) that the name of a source file leads to. */
export type LinkTo = (file: string) => string;

const BOLD = "\u001b[1m";
const OFF = "\u001b[1m\u001b[0m";

const COLOURS: Readonly<Record<ColourName, string>> = {
  warning: `${BOLD}\u001b[31m`,
  access: `${BOLD}\u001b[34m`,
  thread: `${BOLD}\u001b[36m`,
  location: `${BOLD}\u001b[32m`,
  mutex: `${BOLD}\u001b[35m`,
  note: BOLD,
};

/** Operating system command 8 of terminals: what stands between two of them is a link. */
const LINK = "\u001b]8;;";
const STRING_TERMINATOR = "\u001b\\";

/** The painter for a report; whether colours and links are wanted is the caller's decision. */
export function painter(colour: boolean, linkTo?: LinkTo): Paint {
  const paint = colour
    ? (name: ColourName, text: string) => `${COLOURS[name]}${text}${OFF}`
    : (_name: ColourName, text: string) => text;
  const link = (file: string | undefined, text: string) =>
    linkTo === undefined || file === undefined
      ? text
      : `${LINK}${linkTo(file)}${STRING_TERMINATOR}${text}${LINK}${STRING_TERMINATOR}`;
  return Object.assign(paint, { link });
}
