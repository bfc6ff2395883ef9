// expect: clean; stdout: "3 -4 250\n"
// Minimum and maximum are read-modify-writes with the order that they are given.
use std::sync::atomic::{AtomicI32, AtomicU8, AtomicU64, Ordering::*};
use std::thread;

static HIGHEST: AtomicU64 = AtomicU64::new(0);
static LOWEST: AtomicI32 = AtomicI32::new(0);
static BYTE: AtomicU8 = AtomicU8::new(255);
static mut AT: [u32; 4] = [0; 4];

fn main() {
    thread::scope(|scope| {
        for level in 1..4 {
            scope.spawn(move || {
                unsafe { AT[level] = level as u32 };
                LOWEST.fetch_min(-1 - level as i32, Relaxed);
                BYTE.fetch_min(250, Relaxed);
                HIGHEST.fetch_max(level as u64, AcqRel);
            });
        }
        scope.spawn(|| {
            let highest = HIGHEST.fetch_max(0, Acquire) as usize;
            assert_eq!(unsafe { AT[highest] }, highest as u32);
        });
    });
    println!("{} {} {}", HIGHEST.load(Relaxed), LOWEST.load(Relaxed), BYTE.load(Relaxed));
}
