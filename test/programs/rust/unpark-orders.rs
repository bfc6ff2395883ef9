// expect: clean; stdout: "42\n"
// std::thread::park: unpark synchronizes with the park that it ends.
use std::thread;

static mut VALUE: u32 = 0;

fn main() {
    let parked = thread::spawn(|| {
        thread::park();
        unsafe { VALUE }
    });
    unsafe { VALUE = 42 };
    parked.thread().unpark();
    println!("{}", parked.join().unwrap());
}
