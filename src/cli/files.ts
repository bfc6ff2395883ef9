/** Files that are there as a whole or not at all. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Names of what a process has open: these files must stay the same ones. */
const OPEN_FILES = /^\/(?:dev|proc)\//;

/**
 * Writes all files or, if one of them can't be written, changes none: each is written beside its
 * place first. What is no ordinary file, as a pipe or a terminal, is written to as it is.
 *
 * @throws {UsageError} that names the file that can't be written
 */
export function writeAllOrNone(files: readonly OutputFile[]): void {
  const written: string[] = [];
  let current = "";
  try {
    const targets = files.map((file, index) => {
      current = file.path;
      return targetOf(file, `${process.pid}-${index}`);
    });
    for (const { path, text, beside } of targets) {
      current = path;
      if (beside === undefined) continue;
      written.push(beside);
      writeFileSync(beside, text);
    }
    for (const { path, text, target, beside } of targets) {
      current = path;
      if (beside === undefined) writeFileSync(target, text, { flag: "a" });
      else renameSync(beside, target);
    }
  } catch (error) {
    for (const beside of written) rmSync(beside, { force: true });
    throw new UsageError(`${current}: can't write (${(error as NodeJS.ErrnoException).code})`);
  }
}

interface Target extends OutputFile {
  readonly target: string;
  /** Where it is written first; undefined for what is no ordinary file. */
  readonly beside: string | undefined;
}

function targetOf({ path, text }: OutputFile, unique: string): Target {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  const isPlain = known === undefined || (known.isFile() && !OPEN_FILES.test(resolve(path)));
  if (!isPlain) return { path, text, target: path, beside: undefined };
  // A link stays: the file that it leads to is replaced.
  const target = known ? realpathSync(path) : path;
  const beside = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
  return { path, text, target, beside };
}
