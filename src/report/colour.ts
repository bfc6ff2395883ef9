/**
 * The colours of ThreadSanitizer's reports (compiler-rt, sanitizer_report_decorator.h and
 * tsan_report.cpp): the same escape sequences, so that tools which strip or map them keep working.
 */

export type ColourName = "warning" | "access" | "thread" | "location" | "mutex" | "note";

/** Paints text, or gives it back unchanged when colours are off. */
export type Paint = (name: ColourName, text: string) => string;

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

/** The painter for a report; whether colours are wanted is the caller's decision. */
export function painter(colour: boolean): Paint {
  return colour ? (name, text) => `${COLOURS[name]}${text}${OFF}` : (_name, text) => text;
}
