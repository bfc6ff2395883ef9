// expect: race; races-on: stack
// A RefCell shared by force: its flag is a plain variable.
use std::cell::RefCell;
use std::thread;

struct Forced(RefCell<u32>);
unsafe impl Sync for Forced {}

/// Both threads have begun: whoever begins after the other's end might be ordered after it, by what
/// a scope does.
fn meet() {
    static BEGUN: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    BEGUN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    while BEGUN.load(std::sync::atomic::Ordering::Relaxed) < 2 {
        thread::yield_now();
    }
}

fn main() {
    let cell = Forced(RefCell::new(0));
    let cell = &cell;
    thread::scope(|scope| {
        scope.spawn(|| {
            meet();
            cell.0.try_borrow_mut().map(|mut n| *n += 1).is_ok()
        });
        scope.spawn(|| {
            meet();
            cell.0.try_borrow_mut().map(|mut n| *n += 1).is_ok()
        });
    });
}
