// expect: clean
// A sequence lock whose data are atomics: nothing tears, nothing races.
use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;

static SEQUENCE: AtomicU32 = AtomicU32::new(0);
static PARTS: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];

fn main() {
    let writer = thread::spawn(|| {
        for n in 1..10 {
            let at = SEQUENCE.load(Relaxed);
            SEQUENCE.store(at + 1, Relaxed);
            fence(Release);
            for part in &PARTS {
                part.store(n, Relaxed);
            }
            SEQUENCE.store(at + 2, Release);
        }
    });
    for _ in 0..10 {
        let before = SEQUENCE.load(Acquire);
        let seen = (PARTS[0].load(Relaxed), PARTS[1].load(Relaxed));
        fence(Acquire);
        if before % 2 == 0 && before == SEQUENCE.load(Relaxed) {
            assert_eq!(seen.0, seen.1);
        }
    }
    writer.join().unwrap();
}
