// First stage: message and flag are plain. Nothing orders the two threads, so both accesses race.
use std::thread;

static mut DATA: Option<&str> = None;
static mut FLAG: usize = 0;

fn producer() {
    unsafe { DATA = Some("Hello World!") };
    unsafe { FLAG = 1 };
}

fn consumer() {
    while unsafe { FLAG } == 0 {
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
