/**
 * Options in a variable of the environment, as the sanitizers have them (compiler-rt,
 * sanitizer_flag_parser.cpp): `name=value`, divided by white space, colons or commas; a value in
 * quotes may hold these.
 */

export interface ListedOption {
  readonly name: string;
  readonly value: string;
}

/** A part of the list that is no `name=value`. */
export class OptionListError extends Error {}

const PART = /([^\s,:=]+)=("[^"]*"|'[^']*'|(?!["'])[^\s,:]*)/y;
const DIVIDERS = /[\s,:]*/y;

/** @throws {OptionListError} for what is no `name=value` */
export function parseOptionList(text: string): ListedOption[] {
  const listed: ListedOption[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    PART.lastIndex = at;
    const [whole = "", name = "", value = ""] = PART.exec(text) ?? [];
    const end = at + whole.length;
    if (whole === "" || (end < text.length && skip(text, end) === end)) {
      throw new OptionListError(`"${text.slice(at)}" does not begin with name=value`);
    }
    listed.push({ name, value: value.replace(/^(["'])(.*)\1$/s, "$2") });
    at = skip(text, end);
  }
  return listed;
}

/** As the sanitizers have it; undefined for anything else. */
export function truthOf(value: string): boolean | undefined {
  if (["1", "yes", "true"].includes(value)) return true;
  if (["0", "no", "false"].includes(value)) return false;
  return undefined;
}

function skip(text: string, from: number): number {
  DIVIDERS.lastIndex = from;
  DIVIDERS.test(text);
  return DIVIDERS.lastIndex;
}
