// expect: clean; stdout: "7 8 9\n"
use std::sync::{LazyLock, Once, OnceLock};
use std::thread;

static ONCE: Once = Once::new();
static mut BY_ONCE: u32 = 0;
static CELL: OnceLock<Box<u32>> = OnceLock::new();
static LAZY: LazyLock<Vec<u32>> = LazyLock::new(|| {
    thread::yield_now();
    vec![9]
});

fn all() -> (u32, u32, u32) {
    ONCE.call_once(|| unsafe { BY_ONCE = 7 });
    let cell = CELL.get_or_init(|| {
        thread::yield_now();
        Box::new(8)
    });
    (unsafe { BY_ONCE }, **cell, LAZY[0])
}

fn main() {
    let others: Vec<_> = (0..3).map(|_| thread::spawn(all)).collect();
    let mine = all();
    for other in others {
        assert_eq!(other.join().unwrap(), mine);
    }
    println!("{} {} {}", mine.0, mine.1, mine.2);
}
