// expect: clean; stdout: "3 3 1\n"
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{LazyLock, Mutex, OnceLock};
use std::thread;

static MADE: AtomicU32 = AtomicU32::new(0);
static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    MADE.fetch_add(1, Relaxed);
    vec![1, 2]
});
static LOCKED: LazyLock<Mutex<u32>> = LazyLock::new(|| Mutex::new(0));
static ONCE: OnceLock<String> = OnceLock::new();

fn main() {
    let sums: Vec<u32> = thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|n| {
                scope.spawn(move || {
                    *LOCKED.lock().unwrap() += 1;
                    assert_eq!(ONCE.get_or_init(|| "once".to_string()), "once");
                    let _ = ONCE.set(n.to_string());
                    TABLE.iter().sum()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(*LOCKED.lock().unwrap(), 2);
    println!("{} {} {}", sums[0], sums[1], MADE.load(Relaxed));
}
