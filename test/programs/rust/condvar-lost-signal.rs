// expect: deadlock
// The signal comes before the wait, and no flag is kept.
use std::sync::{Condvar, Mutex};
fn main() {
    let (m, c) = (Mutex::new(()), Condvar::new());
    c.notify_one();
    drop(c.wait(m.lock().unwrap()));
}
