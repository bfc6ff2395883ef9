// expect: race; races-on: DONE
// Time orders nothing.
use std::thread;
use std::time::Duration;

static mut DONE: bool = false;

fn main() {
    let worker = thread::spawn(|| unsafe { DONE = true });
    thread::sleep(Duration::from_secs(3600));
    let done = unsafe { DONE };
    worker.join().unwrap();
    assert!(done);
}
