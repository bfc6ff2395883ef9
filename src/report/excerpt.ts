/** The source line of a position, with a caret below the column. */

import type { Frame } from "../detector/finding.ts";
import type { Paint } from "./colour.ts";
import { printable } from "./words.ts";

/** Gives a source file's text, or undefined if it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

/** Longer source lines are cut around the caret, where no terminal tells its width. */
const EXCERPT_COLUMNS = 88;

/** What stands before a source line: two spaces, its number, a bar. */
const MARGIN_COLUMNS = 11;

/** In a narrower terminal than that and the margin, lines wrap. */
const LEAST_COLUMNS = 40;

/** Debug columns count a tab as one byte; what is shown is spaces, so the caret lines up. */
const TAB_COLUMNS = 4;

/**
 * Two lines, ` 12 | counter++;` and `    |        ^`, or none if the source is not at hand.
 *
 * @param frame with `line` and `column` counted from 1; the column in UTF-8 bytes (DWARF 5, 6.2.2)
 * @param columns the terminal's; 0 for none
 */
export function excerpt(
  frame: Frame,
  readSource: ReadSource,
  paint: Paint,
  columns: number,
): string[] {
  if (frame.file === undefined || frame.line === undefined) return [];
  const text = readSource(frame.file)?.split("\n")[frame.line - 1]?.replace(/\r$/, "");
  if (text === undefined || text.trim() === "") return [];
  const margin = String(frame.line).padStart(6);
  const caretByte = frame.column === undefined ? 0 : frame.column - 1;
  const width = columns === 0 ? EXCERPT_COLUMNS : Math.max(columns - MARGIN_COLUMNS, LEAST_COLUMNS);
  const { shown, caret } = fit(expand(text), expand(textBefore(text, caretByte)).length, width);
  const lines = [`  ${margin} | ${shown}`];
  // Column 0 is "no column" in DWARF.
  if (caretByte >= 0 && frame.column !== undefined) {
    const mark = paint("location", "^");
    lines.push(`  ${" ".repeat(margin.length)} | ${" ".repeat(caret)}${mark}`);
  }
  return lines;
}

function textBefore(text: string, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, Math.max(bytes, 0)));
}

function expand(text: string): string {
  return printable(text.replaceAll("\t", " ".repeat(TAB_COLUMNS)));
}

function fit(text: string, caret: number, width: number): { shown: string; caret: number } {
  const indent = text.length - text.trimStart().length;
  // Common indentation says nothing about the line and costs width.
  const cut = Math.min(indent, caret);
  let shown = text.slice(cut);
  let column = caret - cut;
  if (column >= width - 10) {
    const skip = column - Math.floor(width / 2);
    shown = `…${shown.slice(skip + 1)}`;
    column -= skip;
  }
  if (shown.length > width) shown = `${shown.slice(0, width - 1)}…`;
  return { shown, caret: column };
}
