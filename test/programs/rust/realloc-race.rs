// expect: race; races-on: heap
use std::sync::atomic::{AtomicPtr, Ordering::*};
use std::thread;
static P: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
fn main() {
    let mut v: Vec<u8> = vec![1; 16];
    P.store(v.as_mut_ptr(), Release);
    let (tx, rx) = std::sync::mpsc::channel();
    let t = thread::spawn(move || {
        let x = unsafe { P.load(Acquire).read() };
        tx.send(()).unwrap();
        x
    });
    // The channel orders the reading before what follows only when it is received from.
    v.reserve(100_000);
    v[0] = 2;
    rx.recv().unwrap();
    let _ = t.join();
}
