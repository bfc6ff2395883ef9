/** Options as texts by name, as a command line or a recording has them. */
import { UsageError } from "../errors.ts";

export type OptionTexts = ReadonlyMap<string, readonly string[]>;

/** Typed looks into parsed options. */
export class OptionReader {
  readonly #options: OptionTexts;

  constructor(options: OptionTexts) {
    this.#options = options;
  }

  has(name: string): boolean {
    return this.#options.has(name);
  }

  all(name: string): readonly string[] {
    return this.#options.get(name) ?? [];
  }

  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** @throws {UsageError} unless it is a whole number within the bounds */
  integer(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text.replaceAll("_", ""));
    if (text === "" || !Number.isInteger(value) || value < low || value > high) {
      throw new UsageError(`--${name} ${text}: not a whole number from ${low} to ${high}`);
    }
    return value;
  }

  /** @throws {UsageError} unless it is a number within the bounds */
  number(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text === "" || Number.isNaN(value) || value < low || value > high) {
      throw new UsageError(`--${name} ${text}: not a number from ${low} to ${high}`);
    }
    return value;
  }

  /** `a..b`, both included, or one number. @throws {UsageError} for anything else */
  range(name: string, high: number): { readonly from: number; readonly to: number } | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const [, first, last] = /^(\d+)(?:\.\.=?(\d+))?$/.exec(text) ?? [];
    const from = last === undefined ? 1 : Number(first);
    const to = Number(last ?? first);
    if (first === undefined || to > high || from > to) {
      throw new UsageError(`--${name} ${text}: not a range of seeds such as 1..100`);
    }
    return { from, to };
  }

  /** @throws {UsageError} unless it is one of the choices */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (!found) throw new UsageError(`--${name} ${text}: one of ${choices.join(", ")}`);
    return found;
  }
}
