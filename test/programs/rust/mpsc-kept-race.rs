// expect: race; races-on: heap
// The sender goes on with what it has given away.
use std::sync::mpsc;
use std::thread;

struct Pointer(*mut u32);
unsafe impl Send for Pointer {}

fn main() {
    let (sender, receiver) = mpsc::channel();
    let reader = thread::spawn(move || {
        let Pointer(value) = receiver.recv().unwrap();
        unsafe { *value }
    });
    let value = Box::into_raw(Box::new(1));
    sender.send(Pointer(value)).unwrap();
    unsafe { *value = 2 };
    reader.join().unwrap();
}
