/**
 * Compiled objects and linked programs by content: the key is a hash of everything that goes in.
 * Entries are written to a temporary name and renamed, so that two processes at once are safe,
 * and the least recently used go when the folder grows past its limit.
 */
import { createHash, randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const DEFAULT_LIMIT_BYTES = 1 << 30;
/** SHA-256 before each entry. */
const CHECKSUM_BYTES = 32;
/** Trimming lists the folder: not at every write. */
const WRITES_BETWEEN_TRIMS = 16;

export class Cache {
  readonly folder: string | undefined;
  readonly #limitBytes: number;
  #writes = 0;

  /** @param folder undefined: nothing is kept */
  constructor(folder: string | undefined, limitBytes = DEFAULT_LIMIT_BYTES) {
    this.folder = folder;
    this.#limitBytes = limitBytes;
  }

  get(key: string): Uint8Array | undefined {
    const path = this.path(key);
    if (path === undefined) return undefined;
    try {
      const file = readFileSync(path);
      const bytes = file.subarray(CHECKSUM_BYTES);
      // Damaged: as if it were not there.
      if (!checksum(bytes).equals(file.subarray(0, CHECKSUM_BYTES))) return undefined;
      const now = new Date();
      utimesSync(path, now, now);
      return bytes;
    } catch {
      // Not there, or not ours to read: compile again.
      return undefined;
    }
  }

  put(key: string, bytes: Uint8Array): void {
    const path = this.path(key);
    if (path === undefined || this.folder === undefined) return;
    const temporary = join(this.folder, `.${randomUUID()}.tmp`);
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(temporary, Buffer.concat([checksum(bytes), bytes]));
      renameSync(temporary, path);
    } catch {
      // A read-only or full disk costs time, not correctness.
      removeQuietly(temporary);
      return;
    }
    if (this.#writes++ % WRITES_BETWEEN_TRIMS === 0) this.trim();
  }

  /** Where an entry lies, or would lie. */
  path(key: string): string | undefined {
    return this.folder === undefined ? undefined : join(this.folder, key);
  }

  /** Removes the least recently used entries until the folder is within its limit. */
  trim(): void {
    if (this.folder === undefined) return;
    const folder = this.folder;
    const entries = readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const status = statSync(path, { throwIfNoEntry: false });
      return status?.isFile() ? [{ path, bytes: status.size, used: status.mtimeMs }] : [];
    });
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const entry of entries.sort((a, b) => a.used - b.used)) {
      if (total <= this.#limitBytes) return;
      rmSync(entry.path, { force: true });
      total -= entry.bytes;
    }
  }
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Its folder is no folder: there is nothing to remove.
  }
}

/** Hash of parts, each taken with its length, so that no two lists are the same text. */
export function contentKey(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(`${part.length}:`);
    hash.update(part);
  }
  return hash.digest("hex").slice(0, 40);
}
