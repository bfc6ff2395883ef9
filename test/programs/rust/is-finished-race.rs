// expect: race; races-on: VALUE
// std does not document that is_finished orders anything: join does.
use std::thread;

static mut VALUE: u32 = 0;

fn main() {
    let other = thread::spawn(|| unsafe { VALUE = 1 });
    while !other.is_finished() {
        thread::yield_now();
    }
    unsafe { VALUE = 2 };
    other.join().unwrap();
}
