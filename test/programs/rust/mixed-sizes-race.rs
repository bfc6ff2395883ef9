// expect: race; races-on: WORD; kinds: mixed-size-race
// std::sync::atomic: atomic accesses of different sizes that nothing orders, one of them a store.
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering::Relaxed};
use std::thread;

static WORD: AtomicU32 = AtomicU32::new(0);

fn main() {
    let other = thread::spawn(|| WORD.store(1, Relaxed));
    let half = unsafe { AtomicU16::from_ptr(WORD.as_ptr().cast()) };
    half.load(Relaxed);
    other.join().unwrap();
}
