/** `antecede.config.*` and the key of package.json: found by lilconfig, upward from a folder. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../errors.ts";
import type { OptionSpec } from "./arguments.ts";

const NAME = "antecede";

const SEARCH_PLACES: readonly string[] = [
  "package.json",
  ...["ts", "mts", "js", "mjs", "cjs", "json"].map((ending) => `${NAME}.config.${ending}`),
];

export interface ConfigFile {
  /** Relative to the folder that the search began in. */
  readonly path: string;
  /** Texts by option; those without a value have "", and none if they are off. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * The next one from a folder upward, as far as the user's home.
 *
 * @param specs all options there are, of any command
 * @returns undefined if there is none
 * @throws {UsageError} for a file that can't be loaded, an option that there is not, or a value
 * that it can't have
 */
export async function findConfigFile(
  folder: string,
  specs: readonly OptionSpec[],
): Promise<ConfigFile | undefined> {
  if (!isAnyAbove(resolve(folder))) return undefined;
  const { lilconfig } = await import("lilconfig");
  const searcher = lilconfig(NAME, {
    searchPlaces: [...SEARCH_PLACES],
    loaders: { ".ts": load, ".mts": load },
  });
  const found = await searcher.search(folder).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`settings: ${why}`, "--no-config does without them");
  });
  if (!found || found.isEmpty) return undefined;
  const path = relative(folder, found.filepath).replaceAll("\\", "/");
  const settings: unknown = found.config;
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new UsageError(`${path}: its settings are no object`);
  }
  const options = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(settings)) {
    const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const spec = specs.find((candidate) => candidate.name === name);
    if (!spec) throw new UsageError(`${path}: there is no option "${key}"`);
    const texts = textsOf(spec, value);
    if (!texts) throw new UsageError(`${path}: "${key}" can't be ${JSON.stringify(value)}`);
    const isPath = spec.value !== undefined && namesFile(spec);
    const from = (text: string) => relativeTo(dirname(found.filepath), folder, text);
    options.set(name, isPath ? texts.map(from) : texts);
  }
  return { path, options };
}

/** To load lilconfig takes longer than this look, and most programs in C have none of these. */
function isAnyAbove(folder: string): boolean {
  if (SEARCH_PLACES.some((name) => existsSync(join(folder, name)))) return true;
  const above = dirname(folder);
  return above !== folder && isAnyAbove(above);
}

async function load(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  return module.default;
}

function textsOf({ value: takes }: OptionSpec, value: unknown): string[] | undefined {
  if (takes === undefined) return typeof value === "boolean" ? (value ? [""] : []) : undefined;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const isText = (one: unknown) => typeof one === "string" || typeof one === "number";
  return values.every(isText) ? values.map(String) : undefined;
}

/** Whether its value ends in a file or folder: `FILE`, `FORMAT=FILE`, `[NAME=]FOLDER`. */
function namesFile({ value = "" }: OptionSpec): boolean {
  return /(?:FILE|FOLDER)$/.test(value);
}

/** Paths in a file are relative to it; `FORMAT=` and `NAME=` before them stay. */
function relativeTo(base: string, folder: string, text: string): string {
  const at = text.indexOf("=") + 1;
  const path = text.slice(at);
  if (path === "" || isAbsolute(path)) return text;
  return text.slice(0, at) + (relative(folder, resolve(base, path)) || ".");
}
