/**
 * The files that a compilation may open. The embedded compiler sees a file system of ours, so
 * the headers that a source names must be put there beforehand: every `#include` in reach is
 * followed, whatever conditions it stands under, and what isn't found is left to the compiler
 * (its own headers, or an error that it explains best).
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { BuildOptions } from "./options.ts";

const DIRECTIVE =
  /^[ \t]*(?:#|%:)[ \t]*(?:include|include_next|import|embed)[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/gm;
const HAS_INCLUDE = /__has_(?:include|embed)(?:_next)?[ \t]*\([ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/g;

/** Absolute path -> contents. */
export type SourceFiles = ReadonlyMap<string, Uint8Array>;

/** The source and every header that it may reach. Paths are resolved against `folder`. */
export function filesOf(source: string, options: BuildOptions, folder: string): SourceFiles {
  const files = new Map<string, Uint8Array>();
  const folders = options.includeFolders.map((include) => resolve(folder, include.folder));
  const pending = [resolve(folder, source)];
  const load = (path: string): boolean => {
    if (files.has(path)) return true;
    const contents = readIfFile(path);
    if (!contents) return false;
    files.set(path, contents);
    pending.push(path);
    return true;
  };
  for (const forced of options.forcedIncludes) {
    [folder, ...folders].some((from) => load(resolve(from, forced)));
  }
  const start = pending[0];
  if (start) load(start);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const contents = files.get(path);
    if (!contents) continue;
    for (const name of includesIn(Buffer.from(contents).toString("latin1"))) {
      // include_next may reach a header of the same name further on: all of them are loaded.
      for (const from of [dirname(path), ...folders]) load(resolve(from, name));
    }
  }
  return files;
}

function includesIn(text: string): string[] {
  const names: string[] = [];
  for (const pattern of [DIRECTIVE, HAS_INCLUDE]) {
    for (const match of text.matchAll(pattern)) names.push(match[1] ?? match[2] ?? "");
  }
  return names;
}

function readIfFile(path: string): Uint8Array | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status?.isFile() ? readFileSync(path) : undefined;
}
