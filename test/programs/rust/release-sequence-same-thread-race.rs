// expect: race; races-on: VALUE
// P0982: a relaxed store ends a release sequence, also one of its own thread.
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static STEP: AtomicUsize = AtomicUsize::new(0);
static mut VALUE: usize = 0;

fn main() {
    let first = thread::spawn(|| {
        unsafe { VALUE = 1 };
        STEP.store(1, Release);
        STEP.store(2, Relaxed);
    });
    let second = thread::spawn(|| {
        // An acquire load that happened to read 1 would synchronize.
        while STEP.load(Relaxed) != 2 {
            thread::yield_now();
        }
        STEP.load(Acquire);
        unsafe { VALUE }
    });
    first.join().unwrap();
    second.join().unwrap();
}
