// expect: clean; stdout: "5 5\n"
// A compare_exchange that fails is a load, and loads don't race with reads.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;
static X: AtomicU32 = AtomicU32::new(5);
fn main() {
    let t = thread::spawn(|| X.compare_exchange(0, 1, SeqCst, SeqCst).unwrap_err());
    let plain = unsafe { *X.as_ptr() };
    println!("{} {plain}", t.join().unwrap());
}
