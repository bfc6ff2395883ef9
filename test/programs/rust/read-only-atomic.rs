// expect: clean; stdout: "5 5\n"
// Atomic loads of memory that can't be written are fine.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static VALUE: u32 = 5;

fn main() {
    let read = || {
        let atomic = unsafe { &*(&raw const VALUE).cast::<AtomicU32>() };
        atomic.load(Relaxed)
    };
    let other = thread::spawn(read);
    println!("{} {}", read(), other.join().unwrap());
}
