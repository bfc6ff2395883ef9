// A guard that two threads may look through, whatever is behind it: std's MutexGuard was so until
// 2017. The lock is held all the time, by one of them; a Cell isn't made for two.
use std::cell::Cell;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard};
use std::thread;

struct Guard<'a, T>(MutexGuard<'a, T>);
// It should say `T: Sync`.
unsafe impl<T> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

fn main() {
    let count = Mutex::new(Cell::new(0));
    let guard = &Guard(count.lock().unwrap());
    thread::scope(|scope| {
        let other = scope.spawn(|| guard.set(guard.get() + 1));
        guard.set(guard.get() + 1);
        other.join().unwrap();
    });
}
