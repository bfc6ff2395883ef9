/** The first line of a test program: its verdict and what else must hold (README.md here). */

export interface Expectation {
  readonly verdict: "clean" | "race" | "deadlock" | "finding" | "timeout" | "exit";
  /** Of `exit N`. */
  readonly exitCode: number | undefined;
  readonly keys: ReadonlyMap<string, string>;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["0", "\0"],
]);

/** @throws {Error} if the source does not begin with an expectation */
export function parseExpectation(source: string): Expectation {
  const line = /^\/\/ expect: (.*)\r?\n/.exec(source)?.[1];
  if (line === undefined) throw new Error("the first line is no expectation");
  const parts = line.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [];
  const keys = new Map<string, string>();
  for (const part of parts.slice(1)) {
    const colon = part.indexOf(":");
    keys.set(part.slice(0, colon).trim(), part.slice(colon + 1).trim());
  }
  const [, word, code] =
    /^(clean|race|deadlock|finding|timeout|exit)(?: (\d+))?$/.exec((parts[0] ?? "").trim()) ?? [];
  if (word === undefined) throw new Error(`unknown verdict in ${line}`);
  return {
    verdict: word as Expectation["verdict"],
    exitCode: code === undefined ? undefined : Number(code),
    keys,
  };
}

/** The contents of a quoted text, escapes resolved. */
export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);
}

/** Words divided by white space; quotes keep one together. */
export function splitWords(text: string): string[] {
  const words = text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? unquote(word) : word));
}
