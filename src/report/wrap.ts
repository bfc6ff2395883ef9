/** Sentences in the width of a terminal. */

import { stripVTControlCharacters } from "node:util";

/** Continued lines stand further in than the line that they continue. */
const HANGING = "    ";

/** A narrower terminal wraps lines itself. */
const LEAST_COLUMNS = 40;

/**
 * A line as several that fit the terminal, divided at spaces. Frames and source lines, which stand
 * further in, are left as they are: they are copied, and clicked at.
 *
 * @param columns the terminal's; 0 for none: nothing is wrapped then
 */
export function wrapLine(line: string, columns: number): string[] {
  const isSentence = /^ {2}\S/.test(line);
  if (!isSentence || columns < LEAST_COLUMNS || widthOf(line) <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const longer = current === "" ? `  ${word}` : `${current} ${word}`;
    if (current !== "" && widthOf(longer) > columns) {
      lines.push(current);
      current = `${HANGING}${word}`;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}

/** Columns of what is seen of a text: links and colours take none. */
function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
