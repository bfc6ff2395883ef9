// expect: clean; stdout: "4\n"
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU32, Ordering, fence};
fn o(n: u32) -> Ordering {
    match std::hint::black_box(n) {
        0 => Ordering::Relaxed,
        1 => Ordering::Release,
        2 => Ordering::Acquire,
        _ => Ordering::AcqRel,
    }
}
fn main() {
    static X: AtomicU32 = AtomicU32::new(0);
    let n = [
        catch_unwind(|| {
            X.load(o(1));
        })
        .is_err(),
        catch_unwind(|| X.store(1, o(2))).is_err(),
        catch_unwind(|| fence(o(0))).is_err(),
        catch_unwind(|| {
            let _ = X.compare_exchange(0, 1, o(3), o(1));
        })
        .is_err(),
    ]
    .iter()
    .filter(|e| **e)
    .count();
    println!("{n}");
}
