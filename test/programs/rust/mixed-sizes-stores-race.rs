// expect: race; races-on: WORD; kinds: mixed-size-race
// Bytes of one word: each store by itself is atomic, the pair has no meaning.
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::thread;

static WORD: AtomicU64 = AtomicU64::new(0);

fn main() {
    let other = thread::spawn(|| {
        let last = unsafe { AtomicU8::from_ptr(WORD.as_ptr().cast::<u8>().add(7)) };
        last.fetch_add(1, Relaxed);
    });
    WORD.store(u64::MAX, Relaxed);
    other.join().unwrap();
}
