// expect: race; races-on: TOTAL
// Destructors of thread-locals run in their threads, unordered with each other.
use std::cell::Cell;
use std::thread;

static mut TOTAL: u32 = 0;
struct Counter(Cell<u32>);
impl Drop for Counter {
    fn drop(&mut self) {
        unsafe { TOTAL += self.0.get() };
    }
}
thread_local!(static COUNTER: Counter = const { Counter(Cell::new(0)) });

fn main() {
    let threads: Vec<_> = (1..3)
        .map(|n| thread::spawn(move || COUNTER.with(|counter| counter.0.set(n))))
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
