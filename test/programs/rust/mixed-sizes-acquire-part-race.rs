// expect: race; races-on: WORD; kinds: mixed-size-race
// A release store of the whole word and an acquire load of one of its bytes: that the load reads the
// store, as it does under some seeds, doesn't order them.
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::{Acquire, Release}};
use std::thread;

static WORD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let other = thread::spawn(|| WORD.store(0x0101_0101, Release));
    let byte = unsafe { AtomicU8::from_ptr(WORD.as_ptr().cast::<u8>().add(2)) };
    byte.load(Acquire);
    other.join().unwrap();
}
