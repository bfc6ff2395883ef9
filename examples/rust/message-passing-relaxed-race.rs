// Second stage: the flag is atomic, so the race on it is gone. Relaxed order induces no order,
// so the message still races.
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

static mut DATA: Option<&str> = None;
static FLAG: AtomicUsize = AtomicUsize::new(0);

fn producer() {
    unsafe { DATA = Some("Hello World!") };
    FLAG.store(1, Relaxed);
}

fn consumer() {
    while FLAG.load(Relaxed) == 0 {
        thread::yield_now();
    }
    let data = unsafe { DATA };
    println!("{}", data.unwrap());
}

fn main() {
    let threads = [thread::spawn(producer), thread::spawn(consumer)];
    for thread in threads {
        thread.join().unwrap();
    }
}
