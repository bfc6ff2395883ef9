/** What the host asks of the lock-order graph: takings and contexts, numbered from 1. */
import {
  addressOf,
  contextLock,
  contextMode,
  contextParent,
  isBefore,
  takingAt,
  takingsKept,
} from "./lock-order.ts";

export function takings(): u32 {
  return takingsKept();
}

export function taking_thread(taking: u32): i32 {
  return takingAt(taking).thread;
}

export function taking_context(taking: u32): u32 {
  return takingAt(taking).context;
}

export function taking_lock(taking: u32): u32 {
  return takingAt(taking).lock;
}

export function taking_mode(taking: u32): i32 {
  return takingAt(taking).mode;
}

export function taking_step(taking: u32): f64 {
  return takingAt(taking).step;
}

/** Whether `earlier` comes before `later` however the locks between them are taken. */
export function taking_before(earlier: u32, later: u32): bool {
  return isBefore(earlier, later);
}

export function context_parent(context: u32): u32 {
  return contextParent(context);
}

export function context_lock(context: u32): u32 {
  return contextLock(context);
}

export function context_mode(context: u32): i32 {
  return contextMode(context);
}

export function lock_address(lock: u32): u32 {
  return addressOf(lock);
}
