//! Locks that spin.
use std::thread;

static ONCE: spin::Once<u32> = spin::Once::new();

fn main() {
    let sum = spin::Mutex::new(0);
    let all = spin::RwLock::new(vec![1]);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                *sum.lock() += *ONCE.call_once(|| 2);
                all.write().push(1);
                assert!(all.read().len() > 1);
            });
        }
    });
    println!("{} {}", sum.lock(), all.read().len());
}
