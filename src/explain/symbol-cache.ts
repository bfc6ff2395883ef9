/**
 * Symbols of a program, kept in a JSON file beside its binary: loading LLVM costs about a second,
 * and a finding that was explained once needs it no more.
 */

import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Stack } from "../detector/finding.ts";

/** Raised when the meaning of the file changes; a file of another version counts as absent. */
const CACHE_VERSION = 2;

interface CacheFile {
  readonly version: number;
  /** SHA-256 of the binary: offsets of another build mean nothing. */
  readonly program: string;
  /** Frames by offset in the file, inlined ones first. */
  readonly frames: Readonly<Record<string, Stack>>;
}

const UNWRITABLE = ["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOENT", "ENOTDIR"];

export class SymbolCache {
  private readonly path: string;
  private readonly program: string;
  private readonly frames: Map<number, Stack>;
  private changed = false;

  /**
   * @param path of the cache file; it need not exist
   * @param wasm the program's binary
   */
  constructor(path: string, wasm: Uint8Array) {
    this.path = path;
    this.program = createHash("sha256").update(wasm).digest("hex");
    this.frames = this.read();
  }

  get(offset: number): Stack | undefined {
    return this.frames.get(offset);
  }

  set(offset: number, frames: Stack): void {
    this.frames.set(offset, frames);
    this.changed = true;
  }

  /**
   * Writes what was added. Another process may write at the same time: the file is replaced as a
   * whole, so a reader sees either version; entries lost so are looked up again some day.
   */
  save(): void {
    if (!this.changed) return;
    for (const [offset, frames] of this.read()) this.frames.set(offset, frames);
    const sorted = [...this.frames].sort(([a], [b]) => a - b);
    const file: CacheFile = {
      version: CACHE_VERSION,
      program: this.program,
      frames: Object.fromEntries(sorted),
    };
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, JSON.stringify(file));
      renameSync(temporary, this.path);
      this.changed = false;
    } catch (error) {
      // Without its cache a run is slower, not wrong.
      if (!hasCode(error, UNWRITABLE)) throw error;
      if (!hasCode(error, ["ENOTDIR"])) rmSync(temporary, { force: true });
    }
  }

  private read(): Map<number, Stack> {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if (hasCode(error, ["ENOENT", "EACCES", "EPERM", "ENOTDIR"])) return new Map();
      throw error;
    }
    const file = parse(text);
    if (file?.version !== CACHE_VERSION || file.program !== this.program) return new Map();
    return new Map(Object.entries(file.frames).map(([key, frames]) => [Number(key), frames]));
  }
}

/** A damaged file counts as absent: everything in it can be found again. */
function parse(text: string): CacheFile | undefined {
  try {
    return JSON.parse(text) as CacheFile;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
