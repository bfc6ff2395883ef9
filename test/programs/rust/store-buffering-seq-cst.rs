// expect: clean
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static A: AtomicBool = AtomicBool::new(false);
static B: AtomicBool = AtomicBool::new(false);
static mut ENTERED: u32 = 0;

// Whoever sees the other's flag unset may enter: never both.
fn main() {
    let first = thread::spawn(|| {
        A.store(true, SeqCst);
        if !B.load(SeqCst) {
            unsafe { ENTERED += 1 };
        }
    });
    let second = thread::spawn(|| {
        B.store(true, SeqCst);
        if !A.load(SeqCst) {
            unsafe { ENTERED += 1 };
        }
    });
    first.join().unwrap();
    second.join().unwrap();
}
