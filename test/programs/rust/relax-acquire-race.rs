// expect: race; races-on: VALUE
// A relaxed store of another thread ends the release sequence.
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static STEP: AtomicUsize = AtomicUsize::new(0);
static mut VALUE: usize = 0;

fn wait_for(step: usize) {
    while STEP.load(Relaxed) != step {
        thread::yield_now();
    }
}

fn main() {
    let first = thread::spawn(|| {
        unsafe { VALUE = 1 };
        STEP.store(1, Release);
    });
    let second = thread::spawn(|| {
        wait_for(1);
        STEP.store(2, Relaxed);
    });
    let third = thread::spawn(|| {
        wait_for(2);
        assert_eq!(STEP.load(Acquire), 2);
        unsafe { VALUE }
    });
    first.join().unwrap();
    second.join().unwrap();
    assert_eq!(third.join().unwrap(), 1);
}
