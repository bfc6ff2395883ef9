// expect: deadlock
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

fn main() {
    let locks = Arc::new((Mutex::new(()), Mutex::new(()), Barrier::new(2)));
    let theirs = Arc::clone(&locks);
    let other = thread::spawn(move || {
        let _second = theirs.1.lock().unwrap();
        theirs.2.wait();
        let _first = theirs.0.lock().unwrap();
    });
    let _first = locks.0.lock().unwrap();
    locks.2.wait();
    let _second = locks.1.lock().unwrap();
    other.join().unwrap();
}
