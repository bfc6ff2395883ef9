// expect: clean; stdout: "true true\n"
// A weak compare-exchange may fail though it finds what it expects; a strong one may not.
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

fn main() {
    let word = AtomicU32::new(0);
    let weak = (0..200).any(|_| word.compare_exchange_weak(0, 0, Relaxed, Relaxed) == Err(0));
    let strong = (0..200).all(|_| word.compare_exchange(0, 0, Relaxed, Relaxed) == Ok(0));
    println!("{weak} {strong}");
}
