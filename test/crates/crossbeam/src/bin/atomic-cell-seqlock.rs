//! AtomicCell of what fits no atomic: a sequence lock in a global table.
use crossbeam_utils::atomic::AtomicCell;
use std::thread;

fn main() {
    let cell = AtomicCell::new([0usize; 4]);
    println!("{}", AtomicCell::<[usize; 4]>::is_lock_free());
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..20 {
                cell.store([n; 4]);
            }
        });
        scope.spawn(|| {
            for _ in 0..20 {
                let [a, b, c, d] = cell.load();
                assert!(a == b && b == c && c == d);
            }
        });
    });
}
