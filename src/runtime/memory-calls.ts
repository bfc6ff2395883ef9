/** The system calls (WASI preview 1) on the files that only the run has (memory-files.ts). */
import { ERRNO } from "./errno.ts";
import { type Entry, type Folder, MemoryFiles, type Place } from "./memory-files.ts";

/** What the run lends to its files. */
export interface MemoryFilesHost {
  readonly memory: () => Uint8Array;
  readonly view: () => DataView;
  readonly now: () => bigint;
  readonly randomByte: () => number;
}

interface OpenFile {
  readonly entry: Entry;
  readonly reads: boolean;
  readonly writes: boolean;
  flags: number;
  position: number;
}

type Call = (descriptor: number, ...rest: never[]) => number;

/** Beyond what Node gives out, which counts from 3 on. */
const FIRST_DESCRIPTOR = 512;
const IOVEC_BYTES = 8;
const DIRENT_BYTES = 24;
const FILESTAT_BYTES = 64;
const FDSTAT_BYTES = 24;
const ALL_RIGHTS = (1n << 30n) - 1n;
const RIGHT_TO_READ = 1n << 1n;
const RIGHT_TO_WRITE = 1n << 6n;
const CREATE = 1;
const IS_FOLDER = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;
const APPEND = 1;
const FROM_HERE = 1;
const FROM_END = 2;
const TYPES = { device: 2, stream: 2, folder: 3, file: 4 } as const;

export class MemoryCalls {
  readonly #host: MemoryFilesHost;
  readonly #files: MemoryFiles;
  readonly #open = new Map<number, OpenFile>();

  constructor(host: MemoryFilesHost) {
    this.#host = host;
    this.#files = new MemoryFiles(host.randomByte);
  }

  /** From now on the folder has this descriptor. */
  mount(descriptor: number, name: string): void {
    const entry = this.#files.roots.get(name);
    if (entry)
      this.#open.set(descriptor, { entry, reads: true, writes: true, flags: 0, position: 0 });
  }

  /** The descriptor is closed, or another's. */
  forget(descriptor: number): boolean {
    return this.#open.delete(descriptor);
  }

  owns(descriptor: number): boolean {
    return this.#open.has(descriptor);
  }

  /** The standard stream that the descriptor stands for: `/dev/stdout` is descriptor 1. */
  streamOf(descriptor: number): number | undefined {
    const entry = this.#open.get(descriptor)?.entry;
    return entry?.kind === "stream" ? entry.descriptor : undefined;
  }

  /** By name; each takes a descriptor that this owns. */
  readonly calls: Readonly<Record<string, Call>> = {
    fd_close: (fd) => (this.forget(fd) ? ERRNO.success : ERRNO.badf),
    fd_renumber: (fd, to: number) => {
      const file = this.#open.get(fd);
      if (!file) return ERRNO.badf;
      this.#open.delete(fd);
      this.#open.set(to, file);
      return ERRNO.success;
    },
    fd_read: (fd, iovecs: number, count: number, done: number) =>
      this.#read(fd, iovecs, count, undefined, done),
    fd_pread: (fd, iovecs: number, count: number, at: bigint, done: number) =>
      this.#read(fd, iovecs, count, Number(at), done),
    fd_write: (fd, iovecs: number, count: number, done: number) =>
      this.#write(fd, iovecs, count, undefined, done),
    fd_pwrite: (fd, iovecs: number, count: number, at: bigint, done: number) =>
      this.#write(fd, iovecs, count, Number(at), done),
    fd_seek: (fd, offset: bigint, from: number, at: number) => this.#seek(fd, offset, from, at),
    fd_tell: (fd, at: number) => this.#seek(fd, 0n, FROM_HERE, at),
    fd_fdstat_get: (fd, at: number) => this.#descriptorState(fd, at),
    fd_fdstat_set_flags: (fd, flags: number) => {
      const file = this.#open.get(fd);
      if (file) file.flags = flags;
      return ERRNO.success;
    },
    fd_filestat_get: (fd, at: number) => this.#state(this.#open.get(fd)?.entry, at),
    fd_filestat_set_size: (fd, size: bigint) => this.#resize(fd, Number(size)),
    fd_filestat_set_times: () => ERRNO.success,
    fd_allocate: (fd, offset: bigint, bytes: bigint) => {
      const entry = this.#open.get(fd)?.entry;
      const size = entry?.kind === "file" ? entry.size : 0;
      return this.#resize(fd, Math.max(size, Number(offset + bytes)));
    },
    fd_advise: () => ERRNO.success,
    fd_sync: () => ERRNO.success,
    fd_datasync: () => ERRNO.success,
    fd_readdir: (fd, to: number, bytes: number, cookie: bigint, used: number) =>
      this.#readFolder(fd, to, bytes, Number(cookie), used),
    path_open: (
      fd,
      _follow: number,
      path: number,
      length: number,
      how: number,
      rights: bigint,
      ...rest: never[]
    ) => {
      const [, flags, at] = rest as readonly (number | bigint)[];
      return this.#openPath(this.#at(fd, path, length), how, rights, Number(flags), Number(at));
    },
    path_filestat_get: (fd, _follow: number, path: number, length: number, at: number) => {
      const place = this.#at(fd, path, length);
      return typeof place === "number" ? place : this.#state(place.entry, at);
    },
    path_filestat_set_times: () => ERRNO.success,
    path_unlink_file: (fd, path: number, length: number) =>
      this.#remove(this.#at(fd, path, length), false),
    path_remove_directory: (fd, path: number, length: number) =>
      this.#remove(this.#at(fd, path, length), true),
    path_create_directory: (fd, path: number, length: number) => {
      const place = this.#at(fd, path, length);
      if (typeof place === "number") return place;
      if (place.entry) return ERRNO.exist;
      this.#files.addFolder(place);
      return ERRNO.success;
    },
    path_rename: (fd, path: number, length: number, ...to: never[]) => {
      const [folder, name, bytes] = to as readonly number[];
      if (!this.owns(Number(folder))) return ERRNO.xdev;
      const target = this.#at(Number(folder), Number(name), Number(bytes));
      return this.#rename(this.#at(fd, path, length), target);
    },
    path_readlink: () => ERRNO.inval,
    path_symlink: () => ERRNO.perm,
    path_link: () => ERRNO.perm,
  };

  // Paths.

  #at(descriptor: number, path: number, length: number): Place | number {
    const folder = this.#open.get(descriptor)?.entry;
    if (folder?.kind !== "folder") return folder ? ERRNO.notdir : ERRNO.badf;
    const text = Buffer.from(this.#host.memory().subarray(path, path + length)).toString("utf8");
    return this.#files.find(folder, text);
  }

  #openPath(place: Place | number, how: number, rights: bigint, flags: number, at: number): number {
    if (typeof place === "number") return place;
    const writes = (rights & RIGHT_TO_WRITE) !== 0n;
    const found = this.#entryToOpen(place, how, writes);
    if (typeof found === "number") return found;
    let descriptor = FIRST_DESCRIPTOR;
    while (this.#open.has(descriptor)) descriptor++;
    const reads = (rights & RIGHT_TO_READ) !== 0n;
    this.#open.set(descriptor, { entry: found, reads, writes, flags, position: 0 });
    this.#host.view().setUint32(at, descriptor, true);
    return ERRNO.success;
  }

  #entryToOpen(place: Place, how: number, writes: boolean): Entry | number {
    const { entry } = place;
    if (!entry) {
      if (!(how & CREATE)) return ERRNO.noent;
      return this.#files.addFile(place, this.#host.now());
    }
    if (how & CREATE && how & EXCLUSIVE) return ERRNO.exist;
    if (entry.kind === "folder") return writes ? ERRNO.isdir : entry;
    if (how & IS_FOLDER) return ERRNO.notdir;
    if (how & TRUNCATE && entry.kind === "file") this.#files.resize(entry, 0);
    return entry;
  }

  #remove(place: Place | number, isFolder: boolean): number {
    if (typeof place === "number") return place;
    const { folder, name, entry } = place;
    if (!entry) return ERRNO.noent;
    if (entry.kind === "folder" && !isFolder) return ERRNO.isdir;
    if (entry.kind !== "folder" && isFolder) return ERRNO.notdir;
    if (entry.kind === "folder" && entry.entries.size > 0) return ERRNO.notempty;
    return folder.entries.delete(name) ? ERRNO.success : ERRNO.perm;
  }

  #rename(from: Place | number, to: Place | number): number {
    if (typeof from === "number") return from;
    if (typeof to === "number") return to;
    if (!from.entry) return ERRNO.noent;
    if (to.entry?.kind === "folder" && to.entry.entries.size > 0) return ERRNO.notempty;
    from.folder.entries.delete(from.name);
    to.folder.entries.set(to.name, from.entry);
    return ERRNO.success;
  }

  #readFolder(fd: number, to: number, bytes: number, cookie: number, used: number): number {
    const folder = this.#open.get(fd)?.entry;
    if (folder?.kind !== "folder") return ERRNO.notdir;
    const parts = [...folder.entries].map(([name, entry], index) =>
      directoryEntry(name, entry, index + 1),
    );
    const all = Buffer.concat(parts.slice(cookie)).subarray(0, bytes);
    this.#host.memory().set(all, to);
    this.#host.view().setUint32(used, all.length, true);
    return ERRNO.success;
  }

  // Contents.

  #read(fd: number, iovecs: number, count: number, at: number | undefined, done: number): number {
    const file = this.#open.get(fd);
    if (!file?.reads) return ERRNO.badf;
    if (file.entry.kind === "folder") return ERRNO.isdir;
    let position = at ?? file.position;
    const start = position;
    for (const part of this.#parts(iovecs, count)) {
      const got = read(file.entry, position, part);
      position += got;
      if (got < part.length) break;
    }
    if (at === undefined) file.position = position;
    this.#host.view().setUint32(done, position - start, true);
    return ERRNO.success;
  }

  #write(fd: number, iovecs: number, count: number, at: number | undefined, done: number): number {
    const file = this.#open.get(fd);
    if (!file?.writes) return ERRNO.badf;
    const { entry } = file;
    const parts = this.#parts(iovecs, count);
    const total = parts.reduce((sum, { length }) => sum + length, 0);
    if (entry.kind === "file") {
      const isAppended = at === undefined && (file.flags & APPEND) !== 0;
      let position = isAppended ? entry.size : (at ?? file.position);
      const end = position + total;
      if (end > entry.size && !this.#files.resize(entry, end)) return ERRNO.nospc;
      for (const part of parts) {
        entry.bytes.set(part, position);
        position += part.length;
      }
      entry.changedAt = this.#host.now();
      if (at === undefined) file.position = position;
    }
    this.#host.view().setUint32(done, total, true);
    return ERRNO.success;
  }

  #parts(iovecs: number, count: number): Uint8Array[] {
    const view = this.#host.view();
    const memory = this.#host.memory();
    return Array.from({ length: count }, (_, index) => {
      const start = view.getUint32(iovecs + index * IOVEC_BYTES, true);
      return memory.subarray(start, start + view.getUint32(iovecs + index * IOVEC_BYTES + 4, true));
    });
  }

  #seek(fd: number, offset: bigint, from: number, at: number): number {
    const file = this.#open.get(fd);
    if (!file) return ERRNO.badf;
    const size = file.entry.kind === "file" ? file.entry.size : 0;
    const base = from === FROM_HERE ? file.position : from === FROM_END ? size : 0;
    const position = base + Number(offset);
    if (file.entry.kind === "stream") return ERRNO.spipe;
    if (position < 0) return ERRNO.inval;
    // Devices stay where they are.
    if (file.entry.kind !== "device") file.position = position;
    this.#host.view().setBigUint64(at, BigInt(file.position), true);
    return ERRNO.success;
  }

  #resize(fd: number, size: number): number {
    const file = this.#open.get(fd);
    if (file?.entry.kind !== "file" || !file.writes) return ERRNO.inval;
    file.entry.changedAt = this.#host.now();
    return this.#files.resize(file.entry, size) ? ERRNO.success : ERRNO.nospc;
  }

  #descriptorState(fd: number, at: number): number {
    const file = this.#open.get(fd);
    if (!file) return ERRNO.badf;
    const view = this.#host.view();
    this.#host.memory().fill(0, at, at + FDSTAT_BYTES);
    view.setUint8(at, TYPES[file.entry.kind]);
    view.setUint16(at + 2, file.flags, true);
    const without = (file.reads ? 0n : RIGHT_TO_READ) | (file.writes ? 0n : RIGHT_TO_WRITE);
    view.setBigUint64(at + 8, ALL_RIGHTS & ~without, true);
    view.setBigUint64(at + 16, ALL_RIGHTS, true);
    return ERRNO.success;
  }

  #state(entry: Entry | undefined, at: number): number {
    if (!entry) return ERRNO.noent;
    const view = this.#host.view();
    this.#host.memory().fill(0, at, at + FILESTAT_BYTES);
    view.setBigUint64(at, 1n, true);
    view.setBigUint64(at + 8, BigInt(entry.number), true);
    view.setUint8(at + 16, TYPES[entry.kind]);
    view.setBigUint64(at + 24, 1n, true);
    if (entry.kind !== "file") return ERRNO.success;
    view.setBigUint64(at + 32, BigInt(entry.size), true);
    for (const time of [40, 48, 56]) view.setBigUint64(at + time, entry.changedAt, true);
    return ERRNO.success;
  }
}

/** How many bytes there were to read; whatever is written to a device is gone. */
function read(entry: Exclude<Entry, Folder>, position: number, into: Uint8Array): number {
  if (entry.kind === "device") return entry.read(into);
  if (entry.kind === "stream") return 0;
  const part = entry.bytes.subarray(position, Math.min(entry.size, position + into.length));
  into.set(part);
  return part.length;
}

function directoryEntry(name: string, entry: Entry, next: number): Buffer {
  const text = Buffer.from(name, "utf8");
  const head = Buffer.alloc(DIRENT_BYTES);
  head.writeBigUInt64LE(BigInt(next), 0);
  head.writeBigUInt64LE(BigInt(entry.number), 8);
  head.writeUInt32LE(text.length, 16);
  head.writeUInt8(TYPES[entry.kind], 20);
  return Buffer.concat([head, text]);
}
