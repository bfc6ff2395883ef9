// expect: clean; stdout: "12\n"
// A read-write lock of one word that waits by yielding: the count of readers, or u32::MAX.
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
        self.state.fetch_sub(1, Release);
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

fn main() {
    let lock = RwLock { state: AtomicU32::new(0), value: UnsafeCell::new(vec![0]) };
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..6).for_each(|_| lock.write(|all| all.push(1))));
            scope.spawn(|| (0..6).for_each(|_| assert!(lock.read(|all| all.iter().sum::<i32>()) <= 12)));
        }
    });
    println!("{}", lock.read(|all| all.iter().sum::<i32>()));
}
