// expect: race; races-on: stack
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering::*};
use std::thread;

static POINTER: AtomicPtr<usize> = AtomicPtr::new(null_mut());
static DONE: AtomicBool = AtomicBool::new(false);

fn main() {
    let first = thread::spawn(|| {
        let mut local = 0usize;
        POINTER.store(&raw mut local, Release);
        while !DONE.load(Relaxed) {
            thread::yield_now();
        }
        local += 1;
        local
    });
    let second = thread::spawn(|| {
        loop {
            let pointer = POINTER.load(Acquire);
            if !pointer.is_null() {
                unsafe { pointer.write(3) };
                break;
            }
            thread::yield_now();
        }
        DONE.store(true, Relaxed);
    });
    assert_eq!(first.join().unwrap(), 4);
    second.join().unwrap();
}
