// expect: race; races-on: DATA
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static READY: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;

fn main() {
    let reader = thread::spawn(|| {
        while READY.fetch_max(0, Relaxed) == 0 {
            thread::yield_now();
        }
        unsafe { DATA }
    });
    unsafe { DATA = 42 };
    READY.fetch_max(1, Relaxed);
    reader.join().unwrap();
}
