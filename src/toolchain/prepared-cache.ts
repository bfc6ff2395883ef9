/**
 * Prepared programs, kept beside what they were linked to: the engine goes into each program once.
 *
 * An entry is one line of JSON, then the module. What leads from it back to the linked file is not
 * kept, for it is as large again and only explanations ask for it: they prepare once more.
 */
import type { DetectorName } from "../detector/options.ts";
import { preparation } from "../version.ts";
import { type Cache, contentKey } from "./cache.ts";
import { type CodePlace, type PreparedProgram, prepare } from "./prepare.ts";

/** Where a program was linked to, and by which key. */
export interface Kept {
  readonly cache: Cache;
  readonly key: string;
}

type Kind = Omit<PreparedProgram, "bytes" | "original">;

/**
 * As `prepare`, from the cache if the same was prepared before.
 *
 * @throws {AntecedeError} as `prepare`
 */
export function preparedFrom(
  linked: Uint8Array,
  name: string,
  detector: DetectorName,
  { cache, key }: Kept,
): PreparedProgram {
  const code = preparation();
  if (code === undefined) return prepare(linked, name, detector);
  const entry = `${contentKey([code, key, detector])}.prepared`;
  const kept = cache.get(entry);
  if (kept) return restored(kept, () => prepare(linked, name, detector));
  const prepared = prepare(linked, name, detector);
  cache.put(entry, written(prepared));
  return prepared;
}

function written({ bytes, original: _, ...kind }: PreparedProgram): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(kind)}\n`), bytes]);
}

function restored(kept: Uint8Array, again: () => PreparedProgram): PreparedProgram {
  const end = kept.indexOf("\n".charCodeAt(0));
  const kind = JSON.parse(Buffer.from(kept.subarray(0, end)).toString()) as Kind;
  let prepared: PreparedProgram | undefined;
  return {
    ...kind,
    // JSON has null for what is undefined.
    shapes: kind.shapes.map((shape) => shape ?? undefined),
    bytes: new Uint8Array(kept.subarray(end + 1)),
    original: (place: CodePlace) => {
      prepared ??= again();
      return prepared.original(place);
    },
  };
}
