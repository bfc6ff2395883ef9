// expect: clean; stdout: "-2 2 -2 2 -2 2 -2 2 -2 2 true true\n"
use std::sync::atomic::*;
use std::sync::atomic::Ordering::*;

macro_rules! each {
    ($($atomic:ty),*) => {$({
        let value = <$atomic>::new(8);
        value.fetch_sub(4, AcqRel);
        value.fetch_or(2, Release);
        value.fetch_and(!4, Acquire);
        value.fetch_xor(0, Relaxed);
        assert_eq!(value.swap(3, SeqCst), 2);
        assert_eq!(value.compare_exchange(3, 2, SeqCst, Relaxed), Ok(3));
        assert_eq!(value.compare_exchange(3, 2, SeqCst, Relaxed), Err(2));
        assert_eq!(value.fetch_update(AcqRel, Acquire, |n| Some(n + 1)), Ok(2));
        assert_eq!(value.fetch_nand(!0, Relaxed), 3);
        value.fetch_add(6, Relaxed);
        assert_eq!(value.fetch_max(1, Relaxed), 2);
        print!("{} ", value.into_inner());
    })*};
}
macro_rules! signed {
    ($($atomic:ty),*) => {$({
        let value = <$atomic>::new(-1);
        value.fetch_min(-2, Relaxed);
        print!("{} ", value.load(Relaxed));
    })*};
}

fn main() {
    signed!(AtomicI8);
    each!(AtomicU8);
    signed!(AtomicI16);
    each!(AtomicU16);
    signed!(AtomicI32);
    each!(AtomicU32);
    signed!(AtomicI64);
    each!(AtomicU64);
    signed!(AtomicIsize);
    each!(AtomicUsize);
    let flag = AtomicBool::new(true);
    flag.fetch_not(SeqCst);
    let mut target = 1;
    let pointer = AtomicPtr::new(&raw mut target);
    let was = pointer.swap(std::ptr::null_mut(), AcqRel);
    println!("{} {}", !flag.load(Relaxed), was == &raw mut target);
}
