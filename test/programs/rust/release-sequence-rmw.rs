// expect: clean
// P0982: read-modify-writes of any thread continue a release sequence.
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static STEP: AtomicUsize = AtomicUsize::new(0);
static mut VALUE: usize = 0;

fn main() {
    let first = thread::spawn(|| {
        unsafe { VALUE = 1 };
        STEP.store(1, Release);
    });
    let second = thread::spawn(|| {
        while STEP.compare_exchange_weak(1, 2, Relaxed, Relaxed).is_err() {
            std::hint::spin_loop();
        }
    });
    let third = thread::spawn(|| {
        while STEP.load(Acquire) != 2 {
            std::hint::spin_loop();
        }
        unsafe { VALUE }
    });
    first.join().unwrap();
    second.join().unwrap();
    assert_eq!(third.join().unwrap(), 1);
}
