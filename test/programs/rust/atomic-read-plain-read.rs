// expect: clean; stdout: "7 7\n"
// Reads don't race, atomic or not.
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static mut VALUE: u32 = 0;

fn main() {
    unsafe { VALUE = 7 };
    let atomic = unsafe { AtomicU32::from_ptr(&raw mut VALUE) };
    let other = thread::spawn(|| unsafe { (&raw const VALUE).read() });
    let seen = atomic.load(Relaxed);
    println!("{seen} {}", other.join().unwrap());
}
