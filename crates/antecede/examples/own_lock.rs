//! A ticket lock that says that it is a lock: `antecede cargo run --example own_lock`. Under
//! `--detector lockset` its variable is protected, as it is in fact.
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

struct TicketLock<T> {
    next: AtomicU32,
    served: AtomicU32,
    value: UnsafeCell<T>,
}

unsafe impl<T: Send> Sync for TicketLock<T> {}

impl<T> TicketLock<T> {
    const fn new(value: T) -> Self {
        Self {
            next: AtomicU32::new(0),
            served: AtomicU32::new(0),
            value: UnsafeCell::new(value),
        }
    }

    fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let ticket = self.next.fetch_add(1, Ordering::Relaxed);
        while self.served.load(Ordering::Acquire) != ticket {
            thread::yield_now();
        }
        antecede::lock::acquired(self);
        let result = work(unsafe { &mut *self.value.get() });
        antecede::lock::released(self);
        self.served.store(ticket.wrapping_add(1), Ordering::Release);
        result
    }
}

static COUNTER: TicketLock<u32> = TicketLock::new(0);

fn main() {
    let threads = [(); 3].map(|()| {
        thread::spawn(|| {
            for _ in 0..10 {
                COUNTER.with(|count| *count += 1);
            }
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
    println!("{}", COUNTER.with(|count| *count));
}
