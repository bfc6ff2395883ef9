// What crossbeam's AtomicCell is for a type that has an atomic: that atomic, acquired by loads and
// released by stores, so that it hands over what was written before.
use std::sync::atomic::{AtomicU64, Ordering::*};
use std::thread;

struct AtomicCell(AtomicU64);

impl AtomicCell {
    fn load(&self) -> u64 {
        self.0.load(Acquire)
    }
    fn store(&self, value: u64) {
        self.0.store(value, Release);
    }
}

static CELL: AtomicCell = AtomicCell(AtomicU64::new(0));
static mut DATA: u32 = 0;

fn main() {
    let sender = thread::spawn(|| {
        unsafe { DATA = 42 };
        CELL.store(1);
    });
    while CELL.load() == 0 {
        thread::yield_now();
    }
    println!("{}", unsafe { DATA });
    sender.join().unwrap();
}
