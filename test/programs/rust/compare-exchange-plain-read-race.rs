// expect: race; races-on: X
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;
static X: AtomicU32 = AtomicU32::new(5);
fn main() {
    let t = thread::spawn(|| X.compare_exchange(5, 1, SeqCst, SeqCst).is_ok());
    let plain = unsafe { *X.as_ptr() };
    println!("{} {}", t.join().unwrap(), plain > 0);
}
