// expect: clean; stdout: "true 5s\n"
// Time is virtual: nobody waits for it.
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

fn main() {
    let (lock, never) = (Mutex::new(()), Condvar::new());
    let start = Instant::now();
    let limit = Duration::from_secs(5);
    let (_guard, result) =
        never.wait_timeout_while(lock.lock().unwrap(), limit, |_| true).unwrap();
    println!("{} {}s", result.timed_out(), start.elapsed().as_secs());
}
