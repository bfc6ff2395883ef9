/** The source line of a position, with a caret below the column. */

import type { Frame } from "../detector/finding.ts";
import { printable } from "./words.ts";

/** Gives a source file's text, or undefined if it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

/** Longer source lines are cut around the caret: reports are read in terminals of this width. */
const EXCERPT_COLUMNS = 88;

/** Debug columns count a tab as one byte; what is shown is spaces, so the caret lines up. */
const TAB_COLUMNS = 4;

/**
 * Two lines, ` 12 | counter++;` and `    |        ^`, or none if the source is not at hand.
 *
 * @param frame with `line` and `column` counted from 1; the column in UTF-8 bytes (DWARF 5, 6.2.2)
 */
export function excerpt(frame: Frame, readSource: ReadSource): string[] {
  if (frame.file === undefined || frame.line === undefined) return [];
  const text = readSource(frame.file)?.split("\n")[frame.line - 1]?.replace(/\r$/, "");
  if (text === undefined || text.trim() === "") return [];
  const margin = String(frame.line).padStart(6);
  const caretByte = frame.column === undefined ? 0 : frame.column - 1;
  const { shown, caret } = fit(expand(text), expand(textBefore(text, caretByte)).length);
  const lines = [`  ${margin} | ${shown}`];
  // Column 0 is "no column" in DWARF.
  if (caretByte >= 0 && frame.column !== undefined) {
    lines.push(`  ${" ".repeat(margin.length)} | ${" ".repeat(caret)}^`);
  }
  return lines;
}

function textBefore(text: string, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, Math.max(bytes, 0)));
}

function expand(text: string): string {
  return printable(text.replaceAll("\t", " ".repeat(TAB_COLUMNS)));
}

function fit(text: string, caret: number): { shown: string; caret: number } {
  const indent = text.length - text.trimStart().length;
  // Common indentation says nothing about the line and costs width.
  const cut = Math.min(indent, caret);
  let shown = text.slice(cut);
  let column = caret - cut;
  if (column >= EXCERPT_COLUMNS - 10) {
    const skip = column - Math.floor(EXCERPT_COLUMNS / 2);
    shown = `…${shown.slice(skip + 1)}`;
    column -= skip;
  }
  if (shown.length > EXCERPT_COLUMNS) shown = `${shown.slice(0, EXCERPT_COLUMNS - 1)}…`;
  return { shown, caret: column };
}
