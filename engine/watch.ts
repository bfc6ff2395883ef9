/**
 * What a replay looks at: a set of granules, as a bitmap of their hashed numbers. The host asks
 * to be told whenever the shadow of one of them takes an access, and compares epochs itself.
 */
const BITS: u32 = 1 << 16;
const bitmap: usize = memory.data(8192);

export let watching: bool = false;
/** Watching, or the running thread's accesses are ignored (ignoring.ts): no shortcut is taken. */
export let slow: bool = false;

export function setSlow(isIgnoring: bool): void {
  slow = watching || isIgnoring;
}

/** Cells are eight bytes apart. */
function bitOf(cell: usize): u32 {
  return (<u32>cell >>> 3) & (BITS - 1);
}

/** Whether the host wants to hear of the heap and of locks. */
export let listening: bool = false;

export function listen(): void {
  listening = true;
}

export function watchCell(cell: usize): void {
  const bit = bitOf(cell);
  watching = true;
  slow = true;
  const byte = bitmap + (bit >> 3);
  const one: u32 = 1;
  store<u8>(byte, load<u8>(byte) | (one << (bit & 7)));
}

export function isWatched(cell: usize): bool {
  const bit = bitOf(cell);
  return (load<u8>(bitmap + (bit >> 3)) & (1 << (bit & 7))) != 0;
}
