// expect: race; races-on: heap
// A cell that says it is Sync, and is not.
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

struct Shared(UnsafeCell<u64>);
unsafe impl Sync for Shared {}

fn main() {
    let shared = Arc::new(Shared(UnsafeCell::new(0)));
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || unsafe { *theirs.0.get() = 1 });
    unsafe { *shared.0.get() = 2 };
    other.join().unwrap();
}
