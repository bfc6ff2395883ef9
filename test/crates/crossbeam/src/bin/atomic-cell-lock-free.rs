//! AtomicCell of what fits an atomic: seq_cst operations order what is around them.
use crossbeam_utils::atomic::AtomicCell;
use std::cell::UnsafeCell;
use std::thread;

struct Data(UnsafeCell<u32>);
unsafe impl Sync for Data {}

fn main() {
    let data = Data(UnsafeCell::new(0));
    let data = &data;
    let ready = AtomicCell::new(false);
    let count = AtomicCell::new(0u64);
    thread::scope(|scope| {
        scope.spawn(|| {
            unsafe { *data.0.get() = 42 };
            ready.store(true);
        });
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..10 {
                    count.fetch_add(1);
                }
            });
        }
        while !ready.load() {
            thread::yield_now();
        }
        println!("{}", unsafe { *data.0.get() });
    });
    println!("{}", count.into_inner());
}
