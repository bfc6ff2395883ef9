// Third stage: the acquire load that reads 1 reads from the release store and synchronizes with it.
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;

static mut DATA: Option<&str> = None;
static FLAG: AtomicUsize = AtomicUsize::new(0);

fn producer() {
    unsafe { DATA = Some("Hello World!") };
    FLAG.store(1, Release);
}

fn consumer() {
    while FLAG.load(Acquire) == 0 {
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
