// expect: race; races-on: HITS
use std::sync::RwLock;
use std::thread;

static LOCK: RwLock<()> = RwLock::new(());
static mut HITS: u32 = 0;

fn hit() {
    let _guard = LOCK.read().unwrap();
    unsafe { HITS += 1 };
}

fn main() {
    // Both hold the read lock at once: else the lock's own order of readers might order them.
    let _guard = LOCK.read().unwrap();
    let other = thread::spawn(hit);
    unsafe { HITS += 1 };
    other.join().unwrap();
}
