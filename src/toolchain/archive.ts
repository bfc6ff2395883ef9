/**
 * Static libraries (`.a`) in the GNU layout, read and written.
 *
 *   "!<arch>\n"  then for each member a 60-byte header, the data, and a newline to even length:
 *   | name 16 | time 12 | owner 6 | group 6 | mode 8 | bytes 10 | "`\n" |
 *
 * Names over 15 characters stand in the member "//" and are referred to as "/<offset>".
 * No symbol index ("/") is written: wasm-ld looks into the members themselves since LLVM 17.
 */

export interface ArchiveMember {
  readonly name: string;
  readonly data: Uint8Array;
}

const MAGIC = "!<arch>\n";
const HEADER_BYTES = 60;
const HEADER_END = "`\n";
const INDEX_NAMES: ReadonlySet<string> = new Set(["/", "/SYM64/"]);
const LONG_NAMES = "//";

/** A file that is not an archive, or one cut short. */
export class ArchiveError extends Error {
  readonly code = "bad-archive";
}

/**
 * The members of an archive in order, without its symbol index.
 *
 * @throws {ArchiveError} if the bytes are no GNU archive
 */
export function readArchive(bytes: Uint8Array): ArchiveMember[] {
  const text = (start: number, end: number): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
  if (text(0, Math.min(MAGIC.length, bytes.length)) !== MAGIC) {
    throw new ArchiveError("not an archive: it does not begin with !<arch>");
  }
  const members: ArchiveMember[] = [];
  let longNames = "";
  let at = MAGIC.length;
  while (at < bytes.length) {
    const start = at + HEADER_BYTES;
    if (start > bytes.length || text(start - 2, start) !== HEADER_END) {
      throw new ArchiveError(`damaged member header at byte ${at}`);
    }
    const field = text(at, at + 16).trimEnd();
    const size = Number(text(at + 48, at + 58));
    if (!Number.isInteger(size) || start + size > bytes.length) {
      throw new ArchiveError(`damaged member size at byte ${at}`);
    }
    const data = bytes.subarray(start, start + size);
    if (field === LONG_NAMES) longNames = Buffer.from(data).toString("latin1");
    else if (!INDEX_NAMES.has(field)) members.push({ name: nameOf(field, longNames), data });
    at = start + size + (size & 1);
  }
  return members;
}

/** An archive of the given members, in their order; two may have the same name. */
export function writeArchive(members: readonly ArchiveMember[]): Uint8Array {
  let longNames = "";
  const fields = members.map(({ name }) => {
    if (name.length < 16) return `${name}/`;
    const field = `/${longNames.length}`;
    longNames += `${name}/\n`;
    return field;
  });
  const parts: Uint8Array[] = [Buffer.from(MAGIC, "latin1")];
  if (longNames) parts.push(...packed(LONG_NAMES, Buffer.from(longNames, "latin1")));
  members.forEach(({ data }, index) => {
    parts.push(...packed(fields[index] ?? "", data));
  });
  return Buffer.concat(parts);
}

function nameOf(field: string, longNames: string): string {
  if (!/^\/\d+$/.test(field)) return field.replace(/\/$/, "");
  const start = Number(field.slice(1));
  const end = longNames.indexOf("\n", start);
  return longNames.slice(start, end < 0 ? undefined : end).replace(/\/$/, "");
}

// Time, owner and group are 0, so that equal members give equal archives.
function packed(field: string, data: Uint8Array): Uint8Array[] {
  const header = [
    field.padEnd(16),
    "0".padEnd(12),
    "0".padEnd(6),
    "0".padEnd(6),
    "644".padEnd(8),
    String(data.length).padEnd(10),
    HEADER_END,
  ].join("");
  const parts = [Buffer.from(header, "latin1"), data];
  if (data.length & 1) parts.push(Buffer.from("\n"));
  return parts;
}
