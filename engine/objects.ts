/**
 * Uses of synchronization objects, as reads of one byte of theirs (as in LLVM's own runtime): it
 * has a record, for its granule is also the key under which the object's clock is kept.
 */
import { TAG } from "../src/layout/numbers.ts";
import { ACCESSES, cellOf, hasRecord, READS, recordAt } from "./records.ts";
import { listed, listOfTwo } from "./sets.ts";
import { readRange, writeRange } from "./shadow.ts";
import { epoch, isOrdered } from "./threads.ts";
import { slow } from "./watch.ts";

export function use(address: u32): void {
  if (!isQuickUse(address)) readRange(address, 1);
}

/** The object begins or ends. */
export function renew(address: u32): void {
  writeRange(address, 1);
}

/** Notes the use if the common cases of a read are all that it needs. */
function isQuickUse(address: u32): bool {
  const cell = cellOf(address);
  if (slow || !hasRecord(cell)) return false;
  const byte = recordAt(cell) + ((address & 3) << 2);
  const w = load<u32>(byte);
  const r = load<u32>(byte, READS);
  if ((w & TAG) != 0 || !isOrdered(w) || load<usize>(byte, ACCESSES) != 0) return false;
  if (w == epoch || r == epoch) return true;
  const reads = withUse(r);
  if (reads == 0) return false;
  store<u32>(byte, reads, READS);
  return true;
}

/** 0 if that needs more. */
function withUse(r: u32): u32 {
  if ((r & TAG) != 0) return listed(r, true);
  return isOrdered(r) ? epoch : listOfTwo(r);
}
