// expect: race; races-on: VALUE
// An acquire read-modify-write releases nothing of its own.
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static STEP: AtomicUsize = AtomicUsize::new(0);
static mut VALUE: usize = 0;

fn main() {
    let first = thread::spawn(|| {
        unsafe { VALUE = 1 };
        STEP.swap(1, Acquire);
    });
    let second = thread::spawn(|| {
        while STEP.load(Acquire) != 1 {
            thread::yield_now();
        }
        unsafe { VALUE += 1 };
    });
    first.join().unwrap();
    second.join().unwrap();
}
