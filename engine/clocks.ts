/**
 * Vector clocks (Mattern, Fidge 1988) of epochs by slot. A clock is a block
 *
 *   word 0: length in slots   word 1: capacity   word 2: fence   word 3: order
 *   words 4…: epochs, 0 where the thread is unknown
 *
 * `fence` is the number of the last seq_cst fence that happens before (seq-cst.ts). `order` is
 * another such block, or 0: what happens before by other edges than those of locks (the model's
 * vector-clock.ts says what for). It is kept once some thread has held two locks (lock-order.ts),
 * by the hybrid detector from the start, and goes wherever its clock goes.
 *
 * 0 stands for the empty clock. An entry is a whole epoch, so that an epoch of a shadow cell
 * is compared with `clock[slot]` in one unsigned comparison.
 */
import { CLOCK_BITS } from "../src/layout/numbers.ts";
import { isHybrid } from "./mode.ts";
import { copyWords, give, take } from "./pool.ts";

export const HEADER_BYTES: u32 = 16;
const FOUR_ENTRIES: usize = 16;
const FENCE: usize = 8;
const ORDER: usize = 12;

export function clockLength(clock: usize): u32 {
  return clock == 0 ? 0 : load<u32>(clock);
}

export function clockEntry(clock: usize, slot: u32): u32 {
  return slot < clockLength(clock) ? load<u32>(clock + HEADER_BYTES + (slot << 2)) : 0;
}

export function fenceOf(clock: usize): u32 {
  return clock == 0 ? 0 : load<u32>(clock, FENCE);
}

export function setFence(clock: usize, number: u32): void {
  store<u32>(clock, number, FENCE);
}

/** Whether the epoch is in the clock. */
export function knows(clock: usize, epoch: u32): bool {
  return epoch <= clockEntry(clock, epoch >> CLOCK_BITS);
}

export function orderOf(clock: usize): usize {
  return clock == 0 ? 0 : load<usize>(clock, ORDER);
}

/** From now on `clock` has an order; until now every edge counts for it. */
export function beginOrder(clock: usize): void {
  if (load<usize>(clock, ORDER) == 0) store<usize>(clock, assignClock(0, clock), ORDER);
}

/** The order of `target` joined with that of `source`, and nothing else. Both clocks exist. */
export function joinOrder(target: usize, source: usize): void {
  const order = orderOf(source);
  if (order != 0) store<usize>(target, joinEntries(load<usize>(target, ORDER), order), ORDER);
}

export function newClock(capacity: u32): usize {
  const clock = take(HEADER_BYTES + (capacity << 2));
  store<u32>(clock, 0);
  store<u32>(clock, capacity, 4);
  return clock;
}

export function dropClock(clock: usize): void {
  if (clock == 0) return;
  const order = load<usize>(clock, ORDER);
  if (order != 0) dropClock(order);
  give(clock, HEADER_BYTES + (load<u32>(clock, 4) << 2));
}

/** `clock` with room for `length` slots; the old block is given back if it was too small. */
export function widen(clock: usize, length: u32): usize {
  if (clock == 0) clock = newClock(length);
  if (load<u32>(clock) >= length) return clock;
  if (load<u32>(clock, 4) < length) {
    const wider = newClock(max(length, load<u32>(clock, 4) << 1));
    const used = load<u32>(clock);
    copyWords(wider + HEADER_BYTES, clock + HEADER_BYTES, used);
    store<u32>(wider, used);
    store<u32>(wider, load<u32>(clock, FENCE), FENCE);
    store<usize>(wider, load<usize>(clock, ORDER), ORDER);
    store<usize>(clock, 0, ORDER);
    dropClock(clock);
    clock = wider;
  }
  for (let slot = load<u32>(clock); slot < length; slot++) {
    store<u32>(clock + HEADER_BYTES + (slot << 2), 0);
  }
  store<u32>(clock, length);
  return clock;
}

export function setEntry(clock: usize, slot: u32, epoch: u32): usize {
  clock = widen(clock, slot + 1);
  store<u32>(clock + HEADER_BYTES + (slot << 2), epoch);
  const order = load<usize>(clock, ORDER);
  if (order != 0) store<usize>(clock, setEntry(order, slot, epoch), ORDER);
  return clock;
}

/** The same of a slot that the clock has. */
export function setOwn(clock: usize, slot: u32, epoch: u32): void {
  store<u32>(clock + HEADER_BYTES + (slot << 2), epoch);
  const order = load<usize>(clock, ORDER);
  if (order != 0) store<usize>(clock, setEntry(order, slot, epoch), ORDER);
}

/** `target` made equal to `source`; returns where it now lies. */
export function assignClock(target: usize, source: usize): usize {
  const length = clockLength(source);
  if (length == 0) {
    dropClock(target);
    return 0;
  }
  if (target == 0 || load<u32>(target, 4) < length) {
    dropClock(target);
    target = newClock(length);
  }
  store<u32>(target, length);
  store<u32>(target, load<u32>(source, FENCE), FENCE);
  copyWords(target + HEADER_BYTES, source + HEADER_BYTES, length);
  const order = load<usize>(source, ORDER);
  const present = load<usize>(target, ORDER);
  if ((order | present) != 0) store<usize>(target, assignClock(present, order), ORDER);
  return target;
}

/** Whether the last join changed its target; the order of it counts for hybrid only. */
export let joinChanged: bool = false;

/** `target` joined with `source`, pointwise maximum; returns where it now lies. */
export function joinInto(target: usize, source: usize): usize {
  target = joinEntries(target, source);
  if (orderOf(source) == 0) return target;
  const changed = joinChanged;
  joinOrder(target, source);
  joinChanged = changed || (isHybrid && joinChanged);
  return target;
}

/** The same without the order: an edge that a lock made. */
export function joinEntries(target: usize, source: usize): usize {
  joinChanged = false;
  const length = clockLength(source);
  if (length == 0) return target;
  target = widen(target, length);
  if (load<u32>(source, FENCE) > load<u32>(target, FENCE)) {
    store<u32>(target, load<u32>(source, FENCE), FENCE);
    joinChanged = true;
  }
  let to = target + HEADER_BYTES;
  let from = source + HEADER_BYTES;
  const end = from + (length << 2);
  for (; from + FOUR_ENTRIES <= end; from += FOUR_ENTRIES, to += FOUR_ENTRIES) {
    const ours = v128.load(to);
    const joined = i32x4.max_u(ours, v128.load(from));
    if (!v128.any_true(v128.xor(joined, ours))) continue;
    v128.store(to, joined);
    joinChanged = true;
  }
  while (from < end) {
    const theirs = load<u32>(from);
    if (theirs > load<u32>(to)) {
      store<u32>(to, theirs);
      joinChanged = true;
    }
    from += 4;
    to += 4;
  }
  return target;
}
