// expect: race; races-on: CELL
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

struct Cell(UnsafeCell<usize>);
unsafe impl Sync for Cell {}
static CELL: Cell = Cell(UnsafeCell::new(0));

fn main() {
    let other = thread::spawn(|| {
        let atomic = unsafe { AtomicUsize::from_ptr(CELL.0.get()) };
        atomic.store(64, SeqCst);
    });
    let seen = unsafe { *CELL.0.get() };
    assert!(seen == 0 || seen == 64);
    other.join().unwrap();
}
