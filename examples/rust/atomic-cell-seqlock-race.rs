// What crossbeam's AtomicCell is for a type that has no atomic: a sequence lock. A load reads the
// value, and throws it away if the number says that a store came between. But that read is no
// atomic one, volatile or not, and races with the store's write all the same.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*, fence};
use std::thread;

type Value = [usize; 4];

struct AtomicCell {
    stamp: AtomicUsize,
    value: UnsafeCell<Value>,
}
unsafe impl Sync for AtomicCell {}

static CELL: AtomicCell = AtomicCell { stamp: AtomicUsize::new(0), value: UnsafeCell::new([0; 4]) };
/// Orders nothing: it makes the store come while a load is under way.
static LOADING: AtomicBool = AtomicBool::new(false);

impl AtomicCell {
    fn load(&self) -> Value {
        loop {
            let before = self.stamp.load(Acquire);
            LOADING.store(true, Relaxed);
            let value = unsafe { self.value.get().read_volatile() };
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
        unsafe { self.value.get().write(value) };
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
