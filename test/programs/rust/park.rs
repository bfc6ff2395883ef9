// expect: clean; stdout: "ready\n"
// unpark releases, the park that takes its token acquires.
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

static UNPARKED: AtomicBool = AtomicBool::new(false);
static mut MESSAGE: &str = "";

fn main() {
    let sleeper = thread::spawn(|| {
        // park may return for no reason; the flag itself is relaxed, and orders nothing.
        while !UNPARKED.load(Relaxed) {
            thread::park();
        }
        thread::park_timeout(std::time::Duration::ZERO);
        println!("{}", unsafe { MESSAGE });
    });
    unsafe { MESSAGE = "ready" };
    sleeper.thread().unpark();
    UNPARKED.store(true, Relaxed);
    sleeper.thread().unpark();
    sleeper.join().unwrap();
}
