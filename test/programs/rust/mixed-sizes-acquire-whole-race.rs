// expect: race; races-on: WORD; kinds: mixed-size-race
// A release store of a byte and an acquire load of the word that it is part of: that the load reads
// the store, as it does under some seeds, doesn't order them.
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::{Acquire, Release}};
use std::thread;

static WORD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let byte = unsafe { AtomicU8::from_ptr(WORD.as_ptr().cast::<u8>().add(2)) };
    let other = thread::spawn(|| byte.store(1, Release));
    WORD.load(Acquire);
    other.join().unwrap();
}
