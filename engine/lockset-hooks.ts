/**
 * The hooks of lockset mode and of hybrid mode, in the place of happens-before's: as those, they
 * leave the counting of steps to the program, but for ranges (budget.ts). A word that the access
 * leaves as it is is known by one comparison; all else is lockset.ts's.
 */
import { CELL_RECORD, LOCKSET_BASE, SHADOW_BASE } from "../src/layout/numbers.ts";
import { stepRange } from "./budget.ts";
import {
  accessRange,
  accessShared,
  isOwnStack,
  sameHeld,
  sameHeldForWriting,
  sameOnStack,
  sameOwn,
  sameRead,
  sameStamp,
  sameWrite,
} from "./lockset.ts";
import { wordAt } from "./lockset-words.ts";
import * as shadow from "./shadow.ts";
import { epoch, stamp } from "./threads.ts";
import { slow } from "./watch.ts";

function isSameRead(word: u32): bool {
  return word == sameOwn || word == sameHeld || word == sameRead || word == sameOnStack;
}

/** A granule with an atomic location is not passed over: the write ends its history. */
function isSameWrite(word: u32, address: u32): bool {
  if (word != sameOwn && word != sameOnStack) {
    // On its own stack a thread's write makes virgin.
    if ((word != sameHeldForWriting && word != sameWrite) || isOwnStack(address)) return false;
  }
  return load<u32>(<usize>SHADOW_BASE + (address << 1)) != CELL_RECORD;
}

export function lockset_read4(address: u32): void {
  if ((address & 3) == 0) {
    if (isSameRead(load<u32>(<usize>LOCKSET_BASE + address))) return;
    if (accessShared(address, false)) return;
  }
  accessRange(address, 4, false);
}

export function lockset_write4(address: u32): void {
  if ((address & 3) == 0) {
    if (isSameWrite(load<u32>(<usize>LOCKSET_BASE + address), address)) return;
    if (accessShared(address, true)) return;
  }
  accessRange(address, 4, true);
}

/** Pointers to virtual functions are as other memory. */
export function lockset_vptr_read(address: u32): void {
  lockset_read4(address);
}

export function lockset_vptr_write(address: u32): void {
  lockset_write4(address);
}

export function lockset_read8(address: u32): void {
  if ((address & 3) == 0) {
    const words = load<u64>(<usize>LOCKSET_BASE + address);
    if (isSameRead(<u32>words) && isSameRead(<u32>(words >>> 32))) return;
    if (accessShared(address, false) && accessShared(address + 4, false)) return;
  }
  accessRange(address, 8, false);
}

export function lockset_write8(address: u32): void {
  if ((address & 3) == 0) {
    const words = load<u64>(<usize>LOCKSET_BASE + address);
    if (isSameWrite(<u32>words, address) && isSameWrite(<u32>(words >>> 32), address + 4)) return;
    if (accessShared(address, true) && accessShared(address + 4, true)) return;
  }
  accessRange(address, 8, true);
}

function lockset_readPart(address: u32, bytes: u32): void {
  if (isSameRead(load<u32>(wordAt(address))) && (address & 3) + bytes <= 4) return;
  accessRange(address, bytes, false);
}

function lockset_writePart(address: u32, bytes: u32): void {
  const granule = address & ~3;
  const isWithin = (address & 3) + bytes <= 4;
  if (isWithin && isSameWrite(load<u32>(wordAt(address)), granule)) return;
  accessRange(address, bytes, true);
}

export function lockset_read1(address: u32): void {
  lockset_readPart(address, 1);
}

export function lockset_write1(address: u32): void {
  lockset_writePart(address, 1);
}

export function lockset_read2(address: u32): void {
  lockset_readPart(address, 2);
}

export function lockset_write2(address: u32): void {
  lockset_writePart(address, 2);
}

export function lockset_read16(address: u32): void {
  accessRange(address, 16, false);
}

export function lockset_write16(address: u32): void {
  accessRange(address, 16, true);
}

export function lockset_read_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  accessRange(address, bytes, false);
}

export function lockset_write_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  accessRange(address, bytes, true);
}

// Hybrid: happens-before's own hook, then the lockset's rule.

/** The thread's last access to the granule was in this epoch, or nothing has changed since. */
function isFree(word: u32, same: u32): bool {
  if (slow) return false;
  return word == epoch || word == sameOnStack || (word == same && stamp == sameStamp);
}

function isFreeWrite(word: u32, address: u32): bool {
  return isFree(word, sameWrite) && (word == epoch || word == sameOnStack || !isOwnStack(address));
}

export function hybrid_read4(address: u32): void {
  shadow.read4(address);
  if ((address & 3) == 0 && isFree(load<u32>(<usize>LOCKSET_BASE + address), sameRead)) return;
  accessRange(address, 4, false);
}

export function hybrid_write4(address: u32): void {
  shadow.write4(address);
  if ((address & 3) == 0 && isFreeWrite(load<u32>(<usize>LOCKSET_BASE + address), address)) return;
  accessRange(address, 4, true);
}

export function hybrid_read8(address: u32): void {
  shadow.read8(address);
  if ((address & 3) == 0) {
    const words = load<u64>(<usize>LOCKSET_BASE + address);
    if (isFree(<u32>words, sameRead) && isFree(<u32>(words >>> 32), sameRead)) return;
  }
  accessRange(address, 8, false);
}

export function hybrid_write8(address: u32): void {
  shadow.write8(address);
  if ((address & 3) == 0) {
    const words = load<u64>(<usize>LOCKSET_BASE + address);
    const isFirstFree = isFreeWrite(<u32>words, address);
    if (isFirstFree && isFreeWrite(<u32>(words >>> 32), address + 4)) return;
  }
  accessRange(address, 8, true);
}

export function hybrid_vptr_read(address: u32): void {
  shadow.readVptr(address);
  readFreely(address, 4);
}

export function hybrid_vptr_write(address: u32): void {
  shadow.writeVptr(address);
  writeFreely(address, 4);
}

export function hybrid_read1(address: u32): void {
  shadow.readPart(address, 1);
  readFreely(address, 1);
}

export function hybrid_write1(address: u32): void {
  shadow.writePart(address, 1);
  writeFreely(address, 1);
}

export function hybrid_read2(address: u32): void {
  shadow.readRange(address, 2);
  readFreely(address, 2);
}

export function hybrid_write2(address: u32): void {
  shadow.writeRange(address, 2);
  writeFreely(address, 2);
}

export function hybrid_read16(address: u32): void {
  shadow.readRange(address, 16);
  readFreely(address, 16);
}

export function hybrid_write16(address: u32): void {
  shadow.writeRange(address, 16);
  writeFreely(address, 16);
}

export function hybrid_read_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  shadow.readRange(address, bytes);
  readFreely(address, bytes);
}

export function hybrid_write_range(address: u32, bytes: u32): void {
  stepRange(bytes);
  shadow.writeRange(address, bytes);
  writeFreely(address, bytes);
}

function readFreely(address: u32, bytes: u32): void {
  const isWithin = (address & 3) + bytes <= 4;
  if (bytes != 0 && isWithin && isFree(load<u32>(wordAt(address)), sameRead)) return;
  accessRange(address, bytes, false);
}

function writeFreely(address: u32, bytes: u32): void {
  const isWithin = (address & 3) + bytes <= 4;
  if (bytes != 0 && isWithin && isFreeWrite(load<u32>(wordAt(address)), address)) return;
  accessRange(address, bytes, true);
}
