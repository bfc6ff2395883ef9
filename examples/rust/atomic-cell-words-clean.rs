// The sequence lock of atomic-cell-seqlock-race.rs, with its value in atomic words: a load may still
// be torn, and is thrown away as before, but nothing races.
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*, fence};
use std::thread;

type Value = [usize; 4];

struct AtomicCell {
    stamp: AtomicUsize,
    words: [AtomicUsize; 4],
}

static CELL: AtomicCell =
    AtomicCell { stamp: AtomicUsize::new(0), words: [const { AtomicUsize::new(0) }; 4] };
static LOADING: AtomicBool = AtomicBool::new(false);

impl AtomicCell {
    fn load(&self) -> Value {
        loop {
            let before = self.stamp.load(Acquire);
            LOADING.store(true, Relaxed);
            let value = [0, 1, 2, 3].map(|n| self.words[n].load(Relaxed));
            fence(Acquire);
            if before & 1 == 0 && self.stamp.load(Relaxed) == before {
                return value;
            }
            thread::yield_now();
        }
    }

    fn store(&self, value: Value) {
        let before = self.stamp.swap(1, Acquire);
        fence(Release);
        for n in 0..4 {
            self.words[n].store(value[n], Relaxed);
        }
        self.stamp.store(before + 2, Release);
    }
}

fn main() {
    let storing = thread::spawn(|| {
        while !LOADING.load(Relaxed) {
            thread::yield_now();
        }
        CELL.store([1; 4]);
    });
    let [a, b, c, d] = CELL.load();
    assert!(a == b && b == c && c == d);
    storing.join().unwrap();
}
