// expect: race; races-on: heap
// memcpy of a slice accesses each of its bytes.
use std::thread;

struct Pointer(*mut u8);
unsafe impl Send for Pointer {}
unsafe impl Sync for Pointer {}

/// Both threads have begun: whoever begins after the other's end might be ordered after it, by what
/// a scope does.
fn meet() {
    static BEGUN: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    BEGUN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    while BEGUN.load(std::sync::atomic::Ordering::Relaxed) < 2 {
        thread::yield_now();
    }
}

fn main() {
    let buffer = Pointer(Box::leak(Box::new([0u8; 64])).as_mut_ptr());
    let buffer = &buffer;
    thread::scope(|scope| {
        scope.spawn(|| {
            meet();
            let mut copy = [0u8; 32];
            unsafe { std::ptr::copy_nonoverlapping(buffer.0.add(16), copy.as_mut_ptr(), 32) };
            assert_ne!(copy[31], 9);
        });
        scope.spawn(|| {
            meet();
            unsafe { buffer.0.add(40).write(1) }
        });
    });
}
