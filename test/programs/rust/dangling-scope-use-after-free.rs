// expect: race; races-on: heap
// The box is freed while a detached thread still reads it, whatever the order.
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

struct Pointer(*const u32);
unsafe impl Send for Pointer {}
static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let boxed = Box::new(5);
    let pointer = Pointer(&*boxed);
    let reader = thread::spawn(move || {
        let pointer = pointer;
        while !READY.load(Acquire) {
            thread::yield_now();
        }
        unsafe { pointer.0.read_volatile() }
    });
    drop(boxed);
    READY.store(true, Release);
    reader.join().unwrap();
}
