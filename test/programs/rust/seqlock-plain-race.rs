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
    let begun = &AtomicU32::new(0);
    let writer = || {
        while begun.load(Relaxed) == 0 {
            thread::yield_now();
        }
        SEQUENCE.store(1, Relaxed);
        fence(Release);
        unsafe { *DATA.0.get() = [1; 2] };
        SEQUENCE.store(2, Release);
    };
    thread::scope(|scope| {
        scope.spawn(writer);
        read(begun);
    });
}

fn read(begun: &AtomicU32) {
    let before = SEQUENCE.load(Acquire);
    begun.store(1, Relaxed);
    let seen = unsafe { DATA.0.get().read_volatile() };
    fence(Acquire);
    if before % 2 == 0 && before == SEQUENCE.load(Relaxed) {
        assert_eq!(seen[0], seen[1]);
    }
}
