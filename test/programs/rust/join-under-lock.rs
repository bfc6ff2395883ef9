// expect: deadlock
use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let m = Arc::new(Mutex::new(0));
    let g = m.lock().unwrap();
    let n = m.clone();
    let t = thread::spawn(move || *n.lock().unwrap() += 1);
    t.join().unwrap();
    drop(g);
}
