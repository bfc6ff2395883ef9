/** Which slots the recorded accesses bear: a walk over the whole shadow, when slots run out. */
import { CELL_FREED, CELL_RECORD, SHADOW_BASE, TAG } from "../src/layout/numbers.ts";
import { markAccesses } from "./accesses.ts";
import { markWords } from "./lockset-words.ts";
import { isHybrid } from "./mode.ts";
import { isTouched, PAGE_SHADOW_BYTES, pageR, pageW } from "./pages.ts";
import { ACCESSES, READS, recordAt } from "./records.ts";
import { markReads } from "./sets.ts";
import { markEpoch, unmarkSlots } from "./threads.ts";

/** Frees the slots of dead threads that no recorded access bears. */
export function collectSlots(): void {
  unmarkSlots();
  // In bytes: 65536 pages would be 0.
  const end: u64 = (<u64>memory.size()) << 16;
  for (let page: u64 = SHADOW_BASE; page < end; page += PAGE_SHADOW_BYTES) {
    const start = <usize>page;
    mark(pageW(start), pageR(start));
    if (!isTouched(start)) continue;
    for (let cell = start; cell < start + PAGE_SHADOW_BYTES; cell += 8) {
      if (load<u32>(cell) == CELL_RECORD) markRecord(recordAt(cell));
      else mark(load<u32>(cell), load<u32>(cell, 4));
    }
  }
  if (isHybrid) markWords();
}

function markRecord(record: usize): void {
  for (let byte: usize = 0; byte < 16; byte += 4) {
    mark(load<u32>(record + byte), load<u32>(record + byte, READS));
    const accesses = load<usize>(record + byte, ACCESSES);
    if (accesses != 0) markAccesses(accesses);
  }
}

/** The W and R of a cell or of a byte. */
function mark(w: u32, r: u32): void {
  if (w == CELL_FREED) markEpoch(r & ~TAG);
  if ((w & TAG) != 0) return;
  if (w != 0) markEpoch(w);
  markReads(r);
}
