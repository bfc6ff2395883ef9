//! One replaces, one reads.
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::thread;

fn main() {
    let latest = ArcSwap::from_pointee(vec![0; 3]);
    thread::scope(|scope| {
        scope.spawn(|| (0..10).for_each(|n| latest.store(Arc::new(vec![n; 3]))));
        scope.spawn(|| {
            for _ in 0..10 {
                let seen = latest.load();
                assert!(seen.iter().all(|n| *n == seen[0]));
            }
        });
    });
}
