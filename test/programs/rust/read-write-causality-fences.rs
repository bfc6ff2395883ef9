// expect: clean
// RWC: [x=1] [r1=x; fence; r2=y] [y=1; fence; r3=x]: r1=1, r2=0, r3=0 is forbidden.
use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;
static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);
fn main() {
    let a = thread::spawn(|| X.store(1, Release));
    let b = thread::spawn(|| {
        let r1 = X.load(Acquire);
        fence(SeqCst);
        (r1, Y.load(Relaxed))
    });
    let c = thread::spawn(|| {
        Y.store(1, Relaxed);
        fence(SeqCst);
        X.load(Relaxed)
    });
    a.join().unwrap();
    assert!((b.join().unwrap(), c.join().unwrap()) != ((1, 0), 0));
}
