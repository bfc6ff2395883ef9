/**
 * What rustc asks of its linker, kept in place of the program: an archive with the crate's objects,
 * which rustc removes, and a list of the rest, which stays where it is. The program itself is
 * linked by `build.ts`, with C and C++ if there is any.
 */
import { type ArchiveMember, readArchive, writeArchive } from "../archive.ts";

export interface LinkRecord {
  readonly objects: readonly ArchiveMember[];
  /** Paths of rlibs and other archives, in link order. */
  readonly archives: readonly string[];
}

const ARCHIVES = "archives.json";

export function writeLinkRecord({ objects, archives }: LinkRecord): Uint8Array {
  const list = { name: ARCHIVES, data: Buffer.from(JSON.stringify(archives)) };
  return writeArchive([list, ...objects]);
}

export function readLinkRecord(bytes: Uint8Array): LinkRecord {
  const [list, ...objects] = readArchive(bytes);
  const archives = JSON.parse(Buffer.from(list?.data ?? []).toString("utf8")) as string[];
  return { objects, archives };
}
