// expect: clean
// C++20 [atomics.fences]: a release fence before a relaxed store, an acquire fence after the
// relaxed load that reads it.
use std::sync::atomic::{AtomicBool, Ordering::*, fence};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);
static mut DATA: u32 = 0;

fn main() {
    let reader = thread::spawn(|| {
        while !READY.load(Relaxed) {
            thread::yield_now();
        }
        fence(Acquire);
        unsafe { DATA }
    });
    unsafe { DATA = 42 };
    fence(Release);
    READY.store(true, Relaxed);
    assert_eq!(reader.join().unwrap(), 42);
}
