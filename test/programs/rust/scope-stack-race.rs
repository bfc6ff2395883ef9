// expect: race; races-on: stack
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

struct Pointer(*mut u32);
unsafe impl Send for Pointer {}

static WRITTEN: AtomicBool = AtomicBool::new(false);

fn main() {
    let mut value = 0;
    let pointer = Pointer(&raw mut value);
    thread::scope(|scope| {
        // A thread that has ended before its handle is dropped is ordered before that: the drop of
        // the last reference to the handle acquires. So this one comes second.
        scope.spawn(move || {
            let pointer = pointer;
            while !WRITTEN.load(Relaxed) {
                thread::yield_now();
            }
            unsafe { *pointer.0 = 1 };
        });
        value += 1;
        WRITTEN.store(true, Relaxed);
    });
    assert!(value > 0);
}
