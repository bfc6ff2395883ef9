// expect: clean; stdout: "dropped 8\nmain 7\n"
// Each thread has its own, and drops it before it can be joined.
use std::cell::{Cell, RefCell};
use std::thread;

struct Noisy(u32);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("dropped {}", self.0);
    }
}

thread_local! {
    static PLAIN: Cell<u32> = const { Cell::new(7) };
    static NOISY: RefCell<Option<Noisy>> = RefCell::new(None);
}

fn main() {
    let other = thread::spawn(|| {
        PLAIN.set(PLAIN.get() + 1);
        NOISY.with_borrow_mut(|noisy| *noisy = Some(Noisy(PLAIN.get())));
    });
    other.join().unwrap();
    println!("main {}", PLAIN.get());
}
