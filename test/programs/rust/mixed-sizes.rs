// expect: clean; stdout: "258 2 true\n"
// std::sync::atomic: sizes may be mixed where accesses are ordered, don't overlap, or only read. A
// compare-exchange that fails is a read.
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering::*};
use std::thread;

static WORD: AtomicU32 = AtomicU32::new(0);

fn part<T>(bytes: usize) -> *mut T {
    unsafe { WORD.as_ptr().cast::<u8>().add(bytes).cast() }
}

fn main() {
    WORD.store(258, Relaxed);
    let (low, high) = thread::scope(|scope| {
        let low = scope.spawn(|| unsafe { AtomicU8::from_ptr(part(0)) }.load(Relaxed));
        let high = scope.spawn(|| unsafe { AtomicU16::from_ptr(part(2)) }.load(Relaxed));
        assert!(WORD.compare_exchange(7, 8, SeqCst, Relaxed).is_err());
        print!("{} ", WORD.load(Relaxed));
        (low.join().unwrap(), high.join().unwrap())
    });
    let store = |bytes: usize| move || unsafe { AtomicU16::from_ptr(part(bytes)) }.store(1, Relaxed);
    let (first, second) = (thread::spawn(store(0)), thread::spawn(store(2)));
    first.join().unwrap();
    second.join().unwrap();
    println!("{low} {}", high == 0 && WORD.load(Relaxed) == 0x1_0001);
}
