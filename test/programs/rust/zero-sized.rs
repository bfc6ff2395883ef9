// expect: clean
// An access to a type of no size is none.
use std::thread;

struct Pointer(*mut ());
unsafe impl Send for Pointer {}

fn main() {
    let mut nothing = ();
    let pointer = Pointer(&raw mut nothing);
    let other = thread::spawn(move || {
        let pointer = pointer;
        unsafe { *pointer.0 = () };
    });
    unsafe { (&raw mut nothing).write(()) };
    other.join().unwrap();
}
