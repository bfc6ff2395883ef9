// expect: race; races-on: heap
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

struct Pointer(*mut usize);
unsafe impl Send for Pointer {}

fn main() {
    let value = Arc::new(AtomicUsize::new(0));
    let pointer = Pointer(value.as_ptr());
    let other = thread::spawn(move || {
        let pointer = pointer;
        unsafe { *pointer.0 = 32 };
    });
    value.load(SeqCst);
    other.join().unwrap();
}
