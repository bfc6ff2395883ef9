// expect: clean; stdout: "true true\n"
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let started = Instant::now();
    thread::park_timeout(Duration::from_secs(100));
    let waited = started.elapsed() >= Duration::from_secs(100);
    let parked = thread::Builder::new()
        .name("parked".into())
        .stack_size(64 * 1024)
        .spawn(|| {
            while !READY.load(Acquire) {
                thread::park_timeout(Duration::from_secs(1));
            }
            thread::current().name() == Some("parked")
        })
        .unwrap();
    thread::sleep(Duration::from_millis(1500));
    READY.store(true, Release);
    parked.thread().unpark();
    println!("{waited} {}", parked.join().unwrap());
}
