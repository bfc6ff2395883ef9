// expect: race; races-on: heap
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

struct Pointer(*mut u32);
unsafe impl Send for Pointer {}

static SEEN: AtomicBool = AtomicBool::new(false);

fn main() {
    let pointer = Pointer(Box::into_raw(Box::new(5)));
    let theirs = Pointer(pointer.0);
    let reader = thread::spawn(move || {
        let theirs = theirs;
        let value = unsafe { *theirs.0 };
        SEEN.store(true, Relaxed);
        value
    });
    // A relaxed flag keeps the read before the free in time, and orders nothing.
    while !SEEN.load(Relaxed) {
        thread::yield_now();
    }
    drop(unsafe { Box::from_raw(pointer.0) });
    assert_eq!(reader.join().unwrap(), 5);
}
