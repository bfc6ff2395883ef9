/**
 * The program's system calls (WASI preview 1). Files go through Node's own implementation, kept
 * read-only unless the user says otherwise; `/tmp`, `/dev`, standard streams, arguments,
 * environment, clocks and randomness are ours, so that a run depends on nothing else.
 *
 * What comes from outside is recorded, so that a replay reads the same and writes nothing.
 */
import { readSync, writeSync } from "node:fs";
import { WASI } from "node:wasi";
import { ERRNO } from "./errno.ts";
import { MemoryCalls } from "./memory-calls.ts";
import { MEMORY_FOLDERS } from "./memory-files.ts";

/** What the program may see of the machine's files. */
export interface ProgramFiles {
  /** Name in the program -> folder of the machine. */
  readonly folders: Readonly<Record<string, string>>;
  readonly writable: boolean;
  /** Called with what the program writes to its standard streams. */
  readonly onOutput: (stream: "stdout" | "stderr", bytes: Uint8Array) => void;
  /** Contents of standard input; undefined: this process's own, as it comes. */
  readonly stdin: Uint8Array | undefined;
  /** Filled by a run, used up by its replay. */
  readonly journal: Journal;
}

/** Results of system calls in order, with what they wrote to memory. */
export interface Journal {
  readonly mode: "record" | "replay";
  readonly entries: JournalEntry[];
}

interface JournalEntry {
  readonly result: number;
  /** A read of standard input: how many bytes it got, the first of those written. */
  readonly stdinBytes?: number;
  readonly writes: readonly { readonly address: number; readonly bytes: Uint8Array }[];
}

export interface WasiOptions {
  /** Of the program. */
  readonly instance: {
    readonly exports: WebAssembly.Exports;
    readonly memory: WebAssembly.Memory;
  };
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: ProgramFiles;
  readonly clock: { read(id: number): bigint };
  readonly random: { word(): number };
  /** Told of each call that may take time of the machine's. */
  readonly listener: { called(): void };
}

type Range = readonly [address: number, bytes: number];
type Call = (...args: never[]) => number;

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const FILETYPE_CHARACTER_DEVICE = 2;
const IOVEC_BYTES = 8;

/** Folders follow standard input, output and error. */
const FIRST_FOLDER = 3;
/** path_open: flags that create or empty a file, and the rights to change one. */
const OPEN_CREATE = 1;
const OPEN_TRUNCATE = 8;
const RIGHT_TO_READ = 1n << 1n;
const RIGHT_TO_WRITE = 1n << 6n;
const RIGHTS_TO_CHANGE = RIGHT_TO_WRITE | (1n << 8n) | (1n << 22n);
/** Calls that change files or folders. */
const CHANGING = [
  "fd_allocate",
  "fd_filestat_set_size",
  "fd_filestat_set_times",
  "path_create_directory",
  "path_filestat_set_times",
  "path_link",
  "path_remove_directory",
  "path_rename",
  "path_symlink",
  "path_unlink_file",
];

export class Wasi {
  readonly #options: WasiOptions;
  #nodeCalls: Readonly<Record<string, Call>> | undefined;
  #imports: Readonly<Record<string, Call>> | undefined;
  readonly #stdin: StandardInput;
  /** Descriptors: the folders' and those of files, which the program may have closed again. */
  readonly #open = new Set<number>();
  /** What fcntl sets of standard input, output and error, without effect. */
  readonly #standardFlags = [0, 0, 0];

  constructor(options: WasiOptions) {
    this.#options = options;
    this.#stdin = new StandardInput(options.files.stdin);
  }

  /** Node closes what is open when it collects the object, which may be never. */
  close(): void {
    this.#stdin.close();
    const close = this.#nodeCalls?.["fd_close"] as ((descriptor: number) => number) | undefined;
    if (close) for (const descriptor of this.#open) close(descriptor);
  }

  /** The system calls by name. */
  imports(): Readonly<Record<string, Call>> {
    this.#imports ??= this.#makeImports();
    return this.#imports;
  }

  /** All folders by name: the machine's, then those that only the run has. */
  #folders(): Record<string, string> {
    const { folders } = this.#options.files;
    const added = MEMORY_FOLDERS.filter((name) => folders[name] === undefined);
    // Node must hold descriptors for these too, of some folder: no call on one gets there.
    const [anyFolder = "."] = Object.values(folders);
    return { ...folders, ...Object.fromEntries(added.map((name) => [name, anyFolder])) };
  }

  #memoryCalls(): MemoryCalls {
    const { files, clock, random } = this.#options;
    const calls = new MemoryCalls({
      memory: () => this.#memory(),
      view: () => this.#view(),
      now: () => clock.read(0),
      randomByte: () => random.word() & 0xff,
    });
    for (const [index, name] of Object.keys(this.#folders()).entries()) {
      if (files.folders[name] === undefined) calls.mount(FIRST_FOLDER + index, name);
    }
    return calls;
  }

  /** A call of Node's own implementation, which is made when it is first needed. */
  #node(name: string): Call {
    return ((...args: never[]) => {
      this.#nodeCalls ??= this.#makeNodeCalls();
      return this.#nodeCalls[name]?.(...args) ?? ERRNO.nosys;
    }) as Call;
  }

  #makeNodeCalls(): Record<string, Call> {
    const { exports, memory } = this.#options.instance;
    const preopens = this.#folders();
    for (const index of Object.keys(preopens).keys()) this.#open.add(FIRST_FOLDER + index);
    const wasi = new WASI({ version: "preview1", preopens });
    wasi.finalizeBindings({ exports }, { memory });
    return wasi.wasiImport as Record<string, Call>;
  }

  #makeImports(): Record<string, Call> {
    const journaled = Object.entries(OUTPUTS).map(([name, outputs]) => [
      name,
      this.#journaled(this.#guarded(name, this.#node(name)), outputs),
    ]);
    const changing = CHANGING.map((name) => [name, this.#changing(this.#node(name))]);
    const all: Record<string, Call> = {
      ...Object.fromEntries(journaled),
      ...Object.fromEntries(changing),
      ...this.#standard(),
    };
    return { ...all, ...this.#byDescriptor(all) };
  }

  /** Each call goes to where its descriptor belongs. */
  #byDescriptor(others: Readonly<Record<string, Call>>): Record<string, Call> {
    const inMemory = this.#memoryCalls();
    const answer = (name: string, own: Call): Call => {
      const other = others[name] ?? (() => ERRNO.nosys);
      return ((descriptor: number, ...rest: never[]) => {
        if (inMemory.owns(descriptor)) {
          const stream = name === "fd_close" ? undefined : inMemory.streamOf(descriptor);
          if (stream === undefined) return own(descriptor as never, ...rest);
          return other(stream as never, ...rest);
        }
        return other(descriptor as never, ...rest);
      }) as Call;
    };
    const names = Object.entries(inMemory.calls);
    return Object.fromEntries(names.map(([name, own]) => [name, answer(name, own)]));
  }

  /** Node's call, or a refusal if it would open a file for change in a read-only folder. */
  #guarded(name: string, call: Call): Call {
    if (name !== "path_open") return call;
    const open = call as (...args: (number | bigint)[]) => number;
    return ((...args: (number | bigint)[]) => {
      const create = Number(args[4]) & (OPEN_CREATE | OPEN_TRUNCATE);
      const change = BigInt(args[5] ?? 0) & RIGHTS_TO_CHANGE;
      if ((create || change) && !this.#options.files.writable) return ERRNO.rofs;
      const result = open(...args);
      if (result === ERRNO.success)
        this.#open.add(this.#view().getUint32(Number(args[8]) >>> 0, true));
      return result;
    }) as Call;
  }

  #changing(call: Call): Call {
    if (!this.#options.files.writable) return () => ERRNO.rofs;
    return this.#journaled(call, () => []);
  }

  /** Records the call's result and what it wrote; in a replay both come from the journal. */
  #journaled(call: Call, outputs: Outputs): Call {
    const { journal } = this.#options.files;
    return ((...args: number[]) => {
      if (journal.mode === "replay") return this.#replay(journal);
      const result = (call as (...values: number[]) => number)(...args);
      const memory = this.#memory();
      const writes = outputs(new Args(args, memory)).map(([address, bytes]) => ({
        address,
        bytes: memory.slice(address, address + bytes),
      }));
      journal.entries.push({ result, writes });
      return result;
    }) as Call;
  }

  #replay(journal: Journal): number {
    const entry = journal.entries.shift();
    const memory = this.#memory();
    for (const { address, bytes } of entry?.writes ?? []) memory.set(bytes, address);
    return entry?.result ?? ERRNO.io;
  }

  #standard(): Record<string, Call> {
    const { args, environment } = this.#options;
    const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const standard = (name: string, own: (fd: number, ...rest: number[]) => number): Call => {
      const files = this.#journaled(this.#node(name), OUTPUTS[name] ?? (() => []));
      return ((fd: number, ...rest: number[]) =>
        STDIN <= fd && fd <= STDERR
          ? own(fd, ...rest)
          : (files as typeof own)(fd, ...rest)) as Call;
    };
    return {
      args_sizes_get: (count: number, bytes: number) => this.#sizes(args, count, bytes),
      args_get: (table: number, text: number) => this.#strings(args, table, text),
      environ_sizes_get: (count: number, bytes: number) => this.#sizes(settings, count, bytes),
      environ_get: (table: number, text: number) => this.#strings(settings, table, text),
      clock_time_get: (id: number, _precision: bigint, at: number) => {
        this.#view().setBigUint64(at, this.#options.clock.read(id), true);
        return ERRNO.success;
      },
      clock_res_get: (_id: number, at: number) => {
        this.#view().setBigUint64(at, 1n, true);
        return ERRNO.success;
      },
      random_get: (at: number, bytes: number) => {
        const memory = this.#memory();
        for (let i = 0; i < bytes; i++) memory[at + i] = this.#options.random.word() & 0xff;
        return ERRNO.success;
      },
      sched_yield: () => ERRNO.success,
      poll_oneoff: () => ERRNO.nosys,
      fd_read: standard("fd_read", (fd, iovecs = 0, count = 0, done = 0) =>
        fd === STDIN ? this.#read(iovecs, count, done) : ERRNO.badf,
      ),
      fd_write: standard("fd_write", (fd, iovecs = 0, count = 0, done = 0) =>
        fd === STDIN ? ERRNO.badf : this.#write(fd, iovecs, count, done),
      ),
      fd_fdstat_get: standard("fd_fdstat_get", (fd, at = 0) => {
        const view = this.#view();
        this.#memory().fill(0, at, at + 24);
        view.setUint8(at, FILETYPE_CHARACTER_DEVICE);
        view.setUint16(at + 2, this.#standardFlags[fd] ?? 0, true);
        view.setBigUint64(at + 8, fd === STDIN ? RIGHT_TO_READ : RIGHT_TO_WRITE, true);
        return ERRNO.success;
      }),
      fd_fdstat_set_flags: standard("fd_fdstat_set_flags", (fd, flags = 0) => {
        this.#standardFlags[fd] = flags;
        return ERRNO.success;
      }),
      fd_seek: standard("fd_seek", () => ERRNO.spipe),
      fd_tell: standard("fd_tell", () => ERRNO.spipe),
      fd_close: standard("fd_close", () => ERRNO.success),
    } as Record<string, Call>;
  }

  /** The memory's bytes now: they move when it grows. */
  #memory(): Uint8Array {
    return new Uint8Array(this.#options.instance.memory.buffer);
  }

  #view(): DataView {
    return new DataView(this.#options.instance.memory.buffer);
  }

  #sizes(list: readonly string[], count: number, bytes: number): number {
    const view = this.#view();
    view.setUint32(count, list.length, true);
    const total = list.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
    view.setUint32(bytes, total, true);
    return ERRNO.success;
  }

  #strings(list: readonly string[], table: number, text: number): number {
    const view = this.#view();
    const memory = this.#memory();
    let at = text;
    list.forEach((value, index) => {
      view.setUint32(table + index * 4, at, true);
      const bytes = Buffer.from(`${value}\0`, "utf8");
      memory.set(bytes, at);
      at += bytes.length;
    });
    return ERRNO.success;
  }

  #write(fd: number, iovecs: number, count: number, done: number): number {
    this.#options.listener.called();
    const view = this.#view();
    const memory = this.#memory();
    const parts: Uint8Array[] = [];
    for (let i = 0; i < count; i++) {
      const start = view.getUint32(iovecs + i * IOVEC_BYTES, true);
      const bytes = view.getUint32(iovecs + i * IOVEC_BYTES + 4, true);
      parts.push(memory.slice(start, start + bytes));
    }
    const all = Buffer.concat(parts);
    if (this.#options.files.journal.mode === "record") {
      this.#options.files.onOutput(fd === STDOUT ? "stdout" : "stderr", all);
    }
    view.setUint32(done, all.length, true);
    return ERRNO.success;
  }

  #read(iovecs: number, count: number, done: number): number {
    const { journal } = this.#options.files;
    let total = 0;
    const fill = () => {
      const view = this.#view();
      for (let i = 0; i < count; i++) {
        const start = view.getUint32(iovecs + i * IOVEC_BYTES, true);
        const bytes = view.getUint32(iovecs + i * IOVEC_BYTES + 4, true);
        const got = this.#stdin.read(this.#memory().subarray(start, start + bytes));
        total += got;
        if (got < bytes) break;
      }
      view.setUint32(done, total, true);
      return ERRNO.success;
    };
    if (journal.mode === "replay") return this.#replay(journal);
    const read = this.#journaled(fill, OUTPUTS.fd_read ?? (() => [])) as (
      ...args: number[]
    ) => number;
    const result = read(STDIN, iovecs, count, done);
    const entry = journal.entries.pop();
    if (entry) journal.entries.push({ ...entry, stdinBytes: total });
    return result;
  }
}

/** What a run has read of standard input, and whether it met the end. */
export function stdinOf({ entries }: Journal): {
  readonly bytes: Uint8Array;
  readonly ended: boolean;
} {
  const parts: Uint8Array[] = [];
  let ended = false;
  for (const { stdinBytes, writes } of entries) {
    if (stdinBytes === undefined) continue;
    // The last write is the count.
    const buffers = Buffer.concat(writes.slice(0, -1).map(({ bytes }) => bytes));
    parts.push(buffers.subarray(0, stdinBytes));
    if (stdinBytes === 0) ended = true;
  }
  return { bytes: Buffer.concat(parts), ended };
}

/** Standard input: given bytes, or this process's own, read when asked for. */
class StandardInput {
  #given: Uint8Array | undefined;

  constructor(given: Uint8Array | undefined) {
    this.#given = given;
  }

  read(into: Uint8Array): number {
    if (this.#given) {
      const part = this.#given.subarray(0, into.length);
      into.set(part);
      this.#given = this.#given.subarray(part.length);
      return part.length;
    }
    for (;;) {
      try {
        return readSync(STDIN, into);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "EOF") return 0;
        if (code !== "EAGAIN") return 0;
        pause();
      }
    }
  }

  close(): void {
    this.#given = undefined;
  }
}

/**
 * Writes all of it: a pipe that is full for the moment must not lose output. Returns false if
 * nobody reads any more.
 */
export function writeFully(fd: number, bytes: Uint8Array): boolean {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return false;
      pause();
    }
  }
  return true;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

/** The arguments of a call, with the memory after it. */
class Args {
  readonly #args: readonly number[];
  readonly #view: DataView;

  constructor(args: readonly number[], memory: Uint8Array) {
    this.#args = args;
    this.#view = new DataView(memory.buffer);
  }

  at(index: number): number {
    return Number(this.#args[index] ?? 0) >>> 0;
  }

  /** The buffers of an array of iovecs. */
  buffers(index: number, count: number): Range[] {
    const ranges: Range[] = [];
    for (let i = 0; i < this.at(count); i++) {
      const at = this.at(index) + i * IOVEC_BYTES;
      ranges.push([this.#view.getUint32(at, true), this.#view.getUint32(at + 4, true)]);
    }
    return ranges;
  }
}

type Outputs = (args: Args) => readonly Range[];

const word =
  (index: number): Outputs =>
  (args) => [[args.at(index), 4]];
const block =
  (index: number, bytes: number): Outputs =>
  (args) => [[args.at(index), bytes]];
const nothing: Outputs = () => [];

/** What each call that may touch files writes to the program's memory. */
const OUTPUTS: Readonly<Record<string, Outputs>> = {
  fd_advise: nothing,
  fd_close: nothing,
  fd_datasync: nothing,
  fd_fdstat_get: block(1, 24),
  fd_fdstat_set_flags: nothing,
  fd_fdstat_set_rights: nothing,
  fd_filestat_get: block(1, 64),
  fd_pread: (args) => [...args.buffers(1, 2), [args.at(4), 4]],
  fd_prestat_get: block(1, 8),
  fd_prestat_dir_name: (args) => [[args.at(1), args.at(2)]],
  fd_pwrite: word(4),
  fd_read: (args) => [...args.buffers(1, 2), [args.at(3), 4]],
  fd_readdir: (args) => [
    [args.at(1), args.at(2)],
    [args.at(4), 4],
  ],
  fd_renumber: nothing,
  fd_seek: block(3, 8),
  fd_sync: nothing,
  fd_tell: block(1, 8),
  fd_write: word(3),
  path_filestat_get: block(4, 64),
  path_open: word(8),
  path_readlink: (args) => [
    [args.at(3), args.at(4)],
    [args.at(5), 4],
  ],
  sock_accept: word(2),
  sock_recv: nothing,
  sock_send: nothing,
  sock_shutdown: nothing,
};
