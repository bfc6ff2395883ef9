// Two threads look through one guard at what is made for two: `MutexGuard<T>` is Sync where T is.
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
    let count = Mutex::new(AtomicU32::new(0));
    let guard = &count.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| guard.fetch_add(1, Relaxed));
        guard.fetch_add(1, Relaxed);
    });
    println!("{}", guard.load(Relaxed));
}
