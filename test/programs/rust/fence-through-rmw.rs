// expect: clean
// A release fence, a relaxed store, another's relaxed read-modify-write, an acquire fence.
use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;
static S: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;
fn main() {
    let a = thread::spawn(|| {
        unsafe { DATA = 1 };
        fence(Release);
        S.store(1, Relaxed);
    });
    let b = thread::spawn(|| {
        while S.compare_exchange(1, 2, Relaxed, Relaxed).is_err() {
            thread::yield_now()
        }
    });
    while S.load(Relaxed) != 2 {
        thread::yield_now()
    }
    fence(Acquire);
    assert_eq!(unsafe { DATA }, 1);
    a.join().unwrap();
    b.join().unwrap();
}
