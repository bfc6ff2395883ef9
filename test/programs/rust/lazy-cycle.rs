// expect: deadlock
use std::sync::LazyLock;
use std::thread;
static A: LazyLock<u32> = LazyLock::new(|| {
    thread::sleep(std::time::Duration::from_secs(1));
    *B + 1
});
static B: LazyLock<u32> = LazyLock::new(|| {
    thread::sleep(std::time::Duration::from_secs(1));
    *A + 1
});
fn main() {
    let t = thread::spawn(|| *A);
    let b = *B;
    println!("{} {b}", t.join().unwrap());
}
