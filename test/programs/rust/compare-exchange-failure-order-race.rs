// expect: race; races-on: DATA
// A compare-exchange that fails has the failure order: relaxed acquires nothing.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static FLAG: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;

fn main() {
    let other = thread::spawn(|| {
        unsafe { DATA = 1 };
        FLAG.store(1, Release);
    });
    while FLAG.load(Relaxed) == 0 {
        thread::yield_now();
    }
    assert_eq!(FLAG.compare_exchange(0, 2, AcqRel, Relaxed), Err(1));
    println!("{}", unsafe { DATA });
    other.join().unwrap();
}
