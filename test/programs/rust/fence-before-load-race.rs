// expect: race; races-on: V
// The acquire fence comes before the load that it would need to follow.
use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;

static FLAG: AtomicU32 = AtomicU32::new(0);
static mut V: u32 = 0;

fn main() {
    let other = thread::spawn(|| {
        unsafe { V = 1 };
        fence(SeqCst);
        FLAG.store(1, Relaxed);
    });
    fence(SeqCst);
    while FLAG.load(Relaxed) == 0 {
        thread::yield_now();
    }
    unsafe { V = 2 };
    other.join().unwrap();
}
