// expect: clean; stdout: "5 5 1\n"
// Initialization by the first, with a state of three values; others wait.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::*};
use std::thread;

struct Cell(UnsafeCell<u32>);
unsafe impl Sync for Cell {}
static STATE: AtomicU8 = AtomicU8::new(0);
static CELL: Cell = Cell(UnsafeCell::new(0));
static MADE: AtomicU32 = AtomicU32::new(0);

fn get() -> u32 {
    match STATE.compare_exchange(0, 1, Acquire, Acquire) {
        Ok(_) => {
            MADE.fetch_add(1, Relaxed);
            unsafe { *CELL.0.get() = 5 };
            STATE.store(2, Release);
        }
        Err(2) => {}
        Err(_) => {
            while STATE.load(Acquire) != 2 {
                std::hint::spin_loop();
            }
        }
    }
    unsafe { *CELL.0.get() }
}

fn main() {
    let other = thread::spawn(get);
    let own = get();
    println!("{own} {} {}", other.join().unwrap(), MADE.load(Relaxed));
}
