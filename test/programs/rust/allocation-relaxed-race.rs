// expect: race; races-on: heap
// Memory itself is published: its allocation counts as a write.
use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::thread;

static POINTER: AtomicPtr<MaybeUninit<usize>> = AtomicPtr::new(null_mut());

fn main() {
    let first = thread::spawn(|| {
        POINTER.store(Box::into_raw(Box::<usize>::new_uninit()), Relaxed);
    });
    let second = thread::spawn(|| {
        let pointer = loop {
            let pointer = POINTER.load(Relaxed);
            if !pointer.is_null() {
                break pointer;
            }
            thread::yield_now();
        };
        unsafe { (*pointer).write(2) };
    });
    first.join().unwrap();
    second.join().unwrap();
    drop(unsafe { Box::from_raw(POINTER.load(Relaxed)) });
}
