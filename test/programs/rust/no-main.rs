// expect: clean; stdout: "counted 2\n"
// Under #![no_main], main is a function of C's.
#![no_main]

use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

#[unsafe(no_mangle)]
pub extern "C" fn main(_count: i32, _arguments: *const *const u8) -> i32 {
    let add = || COUNT.fetch_add(1, Ordering::Relaxed);
    std::thread::scope(|scope| {
        scope.spawn(add);
        scope.spawn(add);
    });
    println!("counted {}", COUNT.load(Ordering::Relaxed));
    0
}
