// expect: clean; stdout: "join failed\ndropped guard\npoisoned\ncaught out of range\n"; stderr: "thread 'worker'"
// A panic unwinds: drops run, locks are poisoned, join and catch_unwind get it.
use std::panic;
use std::sync::{Arc, Mutex};
use std::thread;

struct Noisy;

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("dropped guard");
    }
}

fn main() {
    let worker = thread::Builder::new().name("worker".into()).spawn(|| panic!("boom")).unwrap();
    if worker.join().is_err() {
        println!("join failed");
    }
    let lock = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&lock);
    let holder = thread::spawn(move || {
        let _noisy = Noisy;
        let _guard = theirs.lock().unwrap();
        panic!("with the lock");
    });
    assert!(holder.join().is_err());
    if lock.is_poisoned() {
        println!("poisoned");
    }
    let none: Vec<u32> = Vec::new();
    if panic::catch_unwind(|| none[std::env::args().count()]).is_err() {
        println!("caught out of range");
    }
}
