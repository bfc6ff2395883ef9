// expect: race; races-on: stack
// A read-write lock whose readers leave relaxed: a writer does not come after their reads.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

struct RwLock<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}
unsafe impl<T: Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    fn read<R>(&self, work: impl FnOnce(&T) -> R) -> R {
        let mut s = self.state.load(Relaxed);
        loop {
            if s == u32::MAX {
                thread::yield_now();
                s = self.state.load(Relaxed);
            } else {
                match self.state.compare_exchange_weak(s, s + 1, Acquire, Relaxed) {
                    Ok(_) => break,
                    Err(newer) => s = newer,
                }
            }
        }
        let result = work(unsafe { &*self.value.get() });
        self.state.fetch_sub(1, Relaxed);
        result
    }
    fn write<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        while self.state.compare_exchange(0, u32::MAX, Acquire, Relaxed).is_err() {
            thread::yield_now();
        }
        let result = work(unsafe { &mut *self.value.get() });
        self.state.store(0, Release);
        result
    }
}

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
    let lock = RwLock { state: AtomicU32::new(0), value: UnsafeCell::new(0) };
    let read = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            meet();
            lock.read(|n| assert_eq!(*n, 0));
            read.store(1, Relaxed);
        });
        scope.spawn(|| {
            meet();
            while read.load(Relaxed) == 0 {
                thread::yield_now();
            }
            lock.write(|n| *n += 1);
        });
    });
    println!("{}", lock.read(|n| *n));
}
