// expect: race; races-on: stack
// A spin lock whose unlock is relaxed.
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
        self.0.locked.store(false, Relaxed);
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
    let lock = SpinLock::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            meet();
            lock.lock().push(1);
        });
        scope.spawn(|| {
            meet();
            let mut all = lock.lock();
            all.push(2);
            all.push(2);
        });
    });
    let all = lock.lock();
    assert!(*all == [1, 2, 2] || *all == [2, 2, 1]);
    println!("[1, 2, 2] or [2, 2, 1]: {}", all.iter().sum::<i32>());
}
