/**
 * Files that only the run has: `/tmp` for what a program writes and reads again, and the devices of
 * `/dev`. They need no journal, for a replay makes the same.
 */
import { ERRNO } from "./errno.ts";

const TEMPORARY = "/tmp";
const DEVICES = "/dev";
export const MEMORY_FOLDERS: readonly string[] = [TEMPORARY, DEVICES];

/** All files together: a program that writes without end meets a full disk, not ours. */
const DISK_BYTES = 256 * 2 ** 20;
const FIRST_BYTES = 256;

export interface Folder {
  readonly kind: "folder";
  readonly number: number;
  readonly entries: Map<string, Entry>;
}

/** A regular file: the first `size` of `bytes`. */
export interface RegularFile {
  readonly kind: "file";
  readonly number: number;
  bytes: Uint8Array;
  size: number;
  changedAt: bigint;
}

/** What `/dev` has besides the standard streams. */
export interface Device {
  readonly kind: "device";
  readonly number: number;
  /** How many bytes it gives. */
  readonly read: (into: Uint8Array) => number;
}

/** `/dev/stdin` and its like: the descriptor of that number. */
export interface StandardStream {
  readonly kind: "stream";
  readonly number: number;
  readonly descriptor: number;
}

export type Entry = Folder | RegularFile | Device | StandardStream;

/** Where a path leads: what is there, if anything, and by which name in which folder. */
export interface Place {
  readonly folder: Folder;
  readonly name: string;
  readonly entry: Entry | undefined;
}

export class MemoryFiles {
  /** By their names in the program. */
  readonly roots: ReadonlyMap<string, Folder>;
  #numbers = 0;
  #diskBytes = 0;

  /** @param randomByte for `/dev/urandom` */
  constructor(randomByte: () => number) {
    const device = (read: Device["read"]): Device => ({
      kind: "device",
      number: this.#next(),
      read,
    });
    const stream = (descriptor: number): StandardStream => ({
      kind: "stream",
      number: this.#next(),
      descriptor,
    });
    const zero = device((into) => into.fill(0).length);
    const random = device((into) => {
      for (let at = 0; at < into.length; at++) into[at] = randomByte();
      return into.length;
    });
    const devices: [string, Entry][] = [
      ["null", device(() => 0)],
      ["zero", zero],
      ["random", random],
      ["urandom", random],
      ["shm", this.#folder()],
      ...["stdin", "stdout", "stderr"].map((name, at): [string, Entry] => [name, stream(at)]),
    ];
    this.roots = new Map([
      [TEMPORARY, this.#folder()],
      [DEVICES, this.#folder(devices)],
    ]);
  }

  /** @returns an error's number if a part of the path is missing, no folder, or beyond the root */
  find(root: Folder, path: string): Place | number {
    const folders = [root];
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    const name = parts.pop();
    for (const part of parts) {
      const error = enter(folders, part);
      if (error) return error;
    }
    if (name === "..") return enter(folders, name) || placeOf(folders);
    const folder = folders.at(-1) ?? root;
    return name === undefined
      ? placeOf(folders)
      : { folder, name, entry: folder.entries.get(name) };
  }

  addFile({ folder, name }: Place, now: bigint): RegularFile {
    const bytes = new Uint8Array(0);
    const number = this.#next();
    const file: RegularFile = { kind: "file", number, bytes, size: 0, changedAt: now };
    folder.entries.set(name, file);
    return file;
  }

  addFolder({ folder, name }: Place): void {
    folder.entries.set(name, this.#folder());
  }

  /** Makes the file so long, with zeros in what is new. Returns false if the disk is full. */
  resize(file: RegularFile, size: number): boolean {
    const grown = size - file.size;
    if (this.#diskBytes + grown > DISK_BYTES) return false;
    this.#diskBytes += grown;
    if (size > file.bytes.length) {
      const wider = new Uint8Array(Math.max(size, FIRST_BYTES, 2 * file.bytes.length));
      wider.set(file.bytes.subarray(0, file.size));
      file.bytes = wider;
    } else if (grown < 0) {
      file.bytes.fill(0, size, file.size);
    }
    file.size = size;
    return true;
  }

  #folder(entries: readonly [string, Entry][] = []): Folder {
    return { kind: "folder", number: this.#next(), entries: new Map(entries) };
  }

  #next(): number {
    return ++this.#numbers;
  }
}

/** Goes to a folder within the last one, or to the one around it. Returns an error, or 0. */
function enter(folders: Folder[], part: string): number {
  if (part === "..") {
    folders.pop();
    return folders.length === 0 ? ERRNO.perm : ERRNO.success;
  }
  const next = folders.at(-1)?.entries.get(part);
  if (next?.kind === "folder") folders.push(next);
  else return next ? ERRNO.notdir : ERRNO.noent;
  return ERRNO.success;
}

/** Of the last folder itself. */
function placeOf(folders: readonly Folder[]): Place | number {
  const entry = folders.at(-1);
  const folder = folders.at(-2) ?? entry;
  if (!entry || !folder) return ERRNO.perm;
  const name = [...folder.entries].find(([, candidate]) => candidate === entry)?.[0] ?? ".";
  return { folder, name, entry };
}
