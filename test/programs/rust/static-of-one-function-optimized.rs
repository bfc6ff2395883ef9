// expect: clean; stdout: "200\n"; options: -O2
// Peterson's algorithm: `TURN` is used in one function, which stores to it before it loads. It
// stays one for both threads.
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

static WANTS: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];
static TURN: AtomicUsize = AtomicUsize::new(0);
static mut COUNTER: usize = 0;

#[inline(never)]
fn work(own: usize) {
    for _ in 0..100 {
        WANTS[own].store(1, SeqCst);
        TURN.store(1 - own, SeqCst);
        while WANTS[1 - own].load(SeqCst) == 1 && TURN.load(SeqCst) == 1 - own {}
        unsafe { COUNTER += 1 };
        WANTS[own].store(0, SeqCst);
    }
}

fn main() {
    let first = thread::spawn(|| work(0));
    let second = thread::spawn(|| work(1));
    first.join().unwrap();
    second.join().unwrap();
    println!("{}", unsafe { COUNTER });
}
