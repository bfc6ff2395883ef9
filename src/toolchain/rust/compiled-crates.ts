/**
 * Crates that were compiled before. Which files a crate is made of only rustc knows, and says only
 * afterwards. So a crate is found in two steps: by what was asked for, which files and variables of
 * the environment went in; by what these hold now, what came out.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Cache, contentKey } from "../cache.ts";

/** What rustc made of a crate. */
export interface CompiledCrate {
  /** As link-record.ts has it. */
  readonly record: Uint8Array;
  /** Warnings, as rustc prints them. */
  readonly diagnostics: string;
}

/** What went into a crate. */
interface Inputs {
  /** Paths from the folder that rustc ran in. */
  readonly files: readonly string[];
  /** Names of variables. */
  readonly variables: readonly string[];
}

export class CompiledCrates {
  readonly #cache: Cache;
  readonly #asked: string;
  readonly #folder: string;

  /**
   * @param asked all that decides what comes out, besides the crate's files
   * @param folder that rustc runs in
   */
  constructor(cache: Cache, asked: readonly (string | Uint8Array)[], folder: string) {
    this.#cache = cache;
    this.#asked = contentKey(asked);
    this.#folder = folder;
  }

  find(): CompiledCrate | undefined {
    const inputs = this.#cache.get(`${this.#asked}.inputs`);
    if (!inputs) return undefined;
    const key = this.#keyOf(JSON.parse(textOf(inputs)) as Inputs);
    const record = key && this.#cache.get(key);
    if (!record) return undefined;
    const diagnostics = textOf(this.#cache.get(`${key}.txt`) ?? new Uint8Array());
    return { record, diagnostics };
  }

  /** @param dependencies as rustc writes them with `--emit=dep-info` */
  keep(crate: CompiledCrate, dependencies: string): void {
    const inputs = inputsOf(dependencies);
    const key = this.#keyOf(inputs);
    if (!key) return;
    if (crate.diagnostics) this.#cache.put(`${key}.txt`, Buffer.from(crate.diagnostics));
    this.#cache.put(key, crate.record);
    this.#cache.put(`${this.#asked}.inputs`, Buffer.from(JSON.stringify(inputs)));
  }

  /** Undefined if a file can't be read. */
  #keyOf({ files, variables }: Inputs): string | undefined {
    try {
      const contents = files.flatMap((file) => [file, readFileSync(resolve(this.#folder, file))]);
      const values = JSON.stringify(variables.map((name) => [name, process.env[name]]));
      return `${contentKey([this.#asked, ...contents, values])}.crate`;
    } catch {
      return undefined;
    }
  }
}

/** Make's syntax: each file has a rule without anything after it; variables are in comments. */
function inputsOf(dependencies: string): Inputs {
  const lines = dependencies.split(/\r?\n/);
  const matches = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  return {
    files: matches(/^([^#].*):$/).map((path) => path.replaceAll("\\ ", " ")),
    variables: matches(/^# env-dep:([^=]+)/),
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
