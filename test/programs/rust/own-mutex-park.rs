// expect: clean; stdout: "200\n"
// A mutex of its own whose waiters stand in a queue and park.
use std::cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Arc, Mutex as Queue};
use std::thread::{self, Thread};

struct Lock<T> {
    locked: AtomicBool,
    waiting: Queue<VecDeque<(Thread, Arc<AtomicBool>)>>,
    value: UnsafeCell<T>,
}
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        while self.locked.compare_exchange(false, true, Acquire, Relaxed).is_err() {
            let woken = Arc::new(AtomicBool::new(false));
            self.waiting.lock().unwrap().push_back((thread::current(), woken.clone()));
            // It may have been given back meanwhile.
            if !self.locked.load(Relaxed) {
                self.wake_one();
            }
            while !woken.load(Acquire) {
                thread::park();
            }
        }
        let result = work(unsafe { &mut *self.value.get() });
        self.locked.store(false, Release);
        self.wake_one();
        result
    }
    fn wake_one(&self) {
        let first = self.waiting.lock().unwrap().pop_front();
        if let Some((thread, woken)) = first {
            woken.store(true, Release);
            thread.unpark();
        }
    }
}

fn main() {
    let lock = Lock {
        locked: AtomicBool::new(false),
        waiting: Queue::new(VecDeque::new()),
        value: UnsafeCell::new(0),
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    lock.with(|n| *n += 1);
                }
            });
        }
    });
    println!("{}", lock.with(|n| *n));
}
