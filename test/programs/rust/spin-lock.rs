// expect: clean; stdout: "[1, 2, 2] or [2, 2, 1]: 5\n"
// A lock of one flag: swap with acquire, store with release, a guard that unlocks.
use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}
unsafe impl<T: Send> Sync for SpinLock<T> {}

struct Guard<'a, T>(&'a SpinLock<T>);

impl<T> SpinLock<T> {
    const fn new(value: T) -> Self {
        Self { locked: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }
    fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) {
            std::hint::spin_loop();
        }
        Guard(self)
    }
}
impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.0.value.get() }
    }
}
impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.0.value.get() }
    }
}
impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.0.locked.store(false, Release);
    }
}

fn main() {
    let lock = SpinLock::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| lock.lock().push(1));
        scope.spawn(|| {
            let mut all = lock.lock();
            all.push(2);
            all.push(2);
        });
    });
    let all = lock.lock();
    assert!(*all == [1, 2, 2] || *all == [2, 2, 1]);
    println!("[1, 2, 2] or [2, 2, 1]: {}", all.iter().sum::<i32>());
}
