// expect: race; races-on: heap
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

#[derive(Clone, Copy)]
struct Pointer(*mut usize);
unsafe impl Send for Pointer {}

static READ: AtomicBool = AtomicBool::new(false);

fn main() {
    let pointer = Pointer(Box::into_raw(Box::new(0)));
    let first = thread::spawn(move || {
        let pointer = pointer;
        let value = unsafe { *pointer.0 };
        READ.store(true, Relaxed);
        value
    });
    let second = thread::spawn(move || {
        let pointer = pointer;
        while !READ.load(Relaxed) {
            thread::yield_now();
        }
        drop(unsafe { Box::from_raw(pointer.0) });
    });
    first.join().unwrap();
    second.join().unwrap();
}
