// expect: race; races-on: DATA
// A sequence lock that reads its data without an atomic races, though it throws away what tore.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;

struct Data(UnsafeCell<[u64; 2]>);
unsafe impl Sync for Data {}
static SEQUENCE: AtomicU32 = AtomicU32::new(0);
static DATA: Data = Data(UnsafeCell::new([0; 2]));

fn main() {
    let writer = thread::spawn(|| {
        SEQUENCE.store(1, Relaxed);
        fence(Release);
        unsafe { *DATA.0.get() = [1; 2] };
        SEQUENCE.store(2, Release);
    });
    let before = SEQUENCE.load(Acquire);
    let seen = unsafe { DATA.0.get().read_volatile() };
    fence(Acquire);
    if before % 2 == 0 && before == SEQUENCE.load(Relaxed) {
        assert_eq!(seen[0], seen[1]);
    }
    writer.join().unwrap();
}
