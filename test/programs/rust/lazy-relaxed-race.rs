// expect: race; races-on: heap
// A pointer published with relaxed order: what it points to is not.
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::thread;

static INSTANCE: AtomicPtr<u64> = AtomicPtr::new(ptr::null_mut());

fn main() {
    let reader = thread::spawn(|| loop {
        let instance = INSTANCE.load(Relaxed);
        if !instance.is_null() {
            return unsafe { *instance };
        }
        thread::yield_now();
    });
    INSTANCE.store(Box::into_raw(Box::new(42)), Relaxed);
    reader.join().unwrap();
}
