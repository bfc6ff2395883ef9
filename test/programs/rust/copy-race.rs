// expect: race; races-on: heap
// memcpy of a slice accesses each of its bytes.
use std::thread;

struct Pointer(*mut u8);
unsafe impl Send for Pointer {}
unsafe impl Sync for Pointer {}

fn main() {
    let buffer = Pointer(Box::leak(Box::new([0u8; 64])).as_mut_ptr());
    let buffer = &buffer;
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut copy = [0u8; 32];
            unsafe { std::ptr::copy_nonoverlapping(buffer.0.add(16), copy.as_mut_ptr(), 32) };
            assert_ne!(copy[31], 9);
        });
        scope.spawn(|| unsafe { buffer.0.add(40).write(1) });
    });
}
